import type {
  CommentsView,
  Compared,
  CompareLine,
  CompareView,
  NotRevealed,
} from "../../services/panels/moderation/views.js";
import { NOT_EVIDENCED, type Score } from "../../services/panels/schema.js";
import { main } from "../buttons.js";
import type { Card } from "../card.js";
import { type Element, heading, note, stack } from "../parts.js";
import { button } from "./buttons.js";
import { aboutReport, dataOf, line, openReport, pageCard, scoreName } from "./report-parts.js";
import { SIGNS, scoresImage } from "./scores-image.js";
import { sheetParts } from "./scoring.js";

/**
 * One report's scores side by side; before the reveal only that they are not revealed. `coordinates`: they go on to the
 * round's other reports, as in the panel's meeting.
 */
export function compareCard(view: CompareView, notice = "", coordinates = false): Card {
  const { round } = view.head;
  const on = coordinates ? button("Reports", "reports", { round }) : button("Panels", "show");
  return view.kind === "compared" ? comparedCard(view, notice, on) : notRevealedCard(view, on);
}

function notRevealedCard({ head, next }: NotRevealed, on: Element): Card {
  const data = dataOf(head);
  return pageCard({
    title: head.reference,
    eyebrow: aboutReport(head),
    intro: `The scores are not revealed. ${NEXT[next]}`,
    actions: [
      ...(next === "reveal" ? [main(button("Reveal", "reveal", data))] : []),
      ...(next === "score" ? [main(button("Open", "score", data))] : []),
      ...(next === "early" ? [button("Reveal early", "reveal-form", data)] : []),
      button("Declare a conflict", "conflict", data),
      on,
    ],
  });
}

const NEXT: Readonly<Record<NotRevealed["next"], string>> = {
  reveal: "Everyone has handed in: reveal them when the panel is ready to talk. This can't be undone.",
  early: "It is being scored. You can reveal it early, with a reason that is recorded.",
  score: "Hand in yours first.",
  wait: "Others have not handed in yet.",
};

function comparedCard(view: Compared, notice: string, on: Element): Card {
  const { head, reason, lines, agreement } = view;
  const marked = lines.filter((one) => one.marked).length;
  const talk = marked === 0 ? "No criterion stands out." : `${marked} of ${lines.length} criteria to talk over.`;
  return pageCard({
    title: `${head.reference}: scores side by side`,
    eyebrow: aboutReport(head),
    notice,
    intro: agreement ? standing(view) : talk,
    parts: [
      ...(reason === undefined ? [] : [note(`Revealed before everyone had handed in: ${reason}`)]),
      line(legend(view), { spacing: "Small" }),
      picture(view),
      stack(
        lines.map((one, index) => row(one, index)),
        "Small",
      ),
      ...agreementParts(view),
    ],
    actions: [...actionsOf(view), on],
  });
}

function actionsOf({ head, agreement, canAgree, canPropose, canGoOn, reviewers }: Compared): Element[] {
  const data = dataOf(head);
  const write = button(agreement ? "Change what is agreed" : "Write what is agreed", "agree-form", data);
  return [
    ...(agreement && canAgree ? [main(button("Agree", "agree", { ...data, version: `${agreement.version}` }))] : []),
    ...(canPropose ? [agreement ? write : main(write)] : []),
    ...(canGoOn ? [button("Go on without them", "go-on-form", data)] : []),
    ...(reviewers.some(({ hasSheet }) => hasSheet) ? [button("Comments", "comments", data)] : []),
    openReport(head),
    button("Declare a conflict", "conflict", data),
  ];
}

function standing({ agreement }: Compared): string {
  if (!agreement || agreement.missing.length === 0) return "Everyone has agreed.";
  const missing = agreement.missing.join(", ");
  if (agreement.without !== undefined) return `Agreed, without the word of ${missing}: ${agreement.without}`;
  return `${agreement.by} wrote what is agreed. Still to agree: ${missing}.`;
}

function legend({ reviewers }: Compared): string {
  const named = reviewers.map(({ name, hasSheet }, index) =>
    hasSheet ? `${SIGNS[index] ?? ""} ${name}` : `${name} (had not handed in)`,
  );
  return [...named, "NE: not evidenced"].join(" · ");
}

function picture({ lines, scale, reviewers }: Compared): Element {
  const marked = lines.filter((one) => one.marked).map(({ title }) => title);
  const told = marked.length === 0 ? "No criterion stands out." : `To talk over: ${marked.join("; ")}.`;
  const names = reviewers.map(({ name }) => name).join(" and ");
  return {
    type: "Image",
    url: scoresImage(lines, scale),
    altText: `Scores of ${names}, a row a criterion. ${told} Each row is told below.`,
    size: "Stretch",
  };
}

function row(one: CompareLine, index: number): Element {
  const agreed = one.agreed === undefined ? "" : ` · agreed: ${inWords(one.agreed)}`;
  const text = `${index + 1} ${one.title}: ${sideBySide(one)}${agreed}`;
  return line(one.marked ? `▸ ${text}` : text, { spacing: "Small", ...(one.marked && { weight: "Bolder" }) });
}

/** "2 and 4, differ by 2" */
function sideBySide({ scores, difference, someNotEvidenced }: CompareLine): string {
  const given = scores.map(({ score }) => inWords(score));
  if (given.length === 0) return "no scores";
  const all = given.length === 1 ? `${given[0]}` : `${given.slice(0, -1).join(", ")} and ${given.at(-1)}`;
  return `${all}${difference > 0 ? `, differ by ${difference}` : ""}${someNotEvidenced ? ", not all find evidence" : ""}`;
}

function inWords(score: Score): string {
  return score === NOT_EVIDENCED ? "not evidenced" : `${score}`;
}

function agreementParts({ agreement }: Compared): Element[] {
  if (!agreement) return [];
  const part = (title: string, text: string) => [line(title, { weight: "Bolder" }), line(text, { spacing: "None" })];
  return [
    heading("The feedback"),
    ...part("Strengths", agreement.strengths),
    ...part("One thing to develop", agreement.develop),
    ...part("One action", agreement.action),
  ];
}

/** What one reviewer wrote; a page a reviewer. */
export function commentsCard({ head, scale, name, lines, comment, page, pages }: CommentsView): Card {
  const to = (title: string, at: number) => button(title, "comments", { ...dataOf(head), page: `${at}` });
  return pageCard({
    title: `${head.reference}: ${name}`,
    eyebrow: aboutReport(head),
    intro: `Sheet ${page + 1} of ${pages}.`,
    parts: sheetParts(lines, comment, ({ score }) => scoreName(score, scale)),
    actions: [
      ...(page + 1 < pages ? [to("Next", page + 1)] : []),
      ...(page > 0 ? [to("Previous", page - 1)] : []),
      button("Scores", "compare", dataOf(head)),
    ],
  });
}
