import { dayInWords } from "../../services/kernel/dates.js";
import type {
  ConflictView,
  CriteriaPage,
  HandedIn,
  LookOver,
  SheetLine,
  SheetView,
} from "../../services/panels/scoring/views.js";
import { grave, main } from "../buttons.js";
import type { Card } from "../card.js";
import { type Field, summaryOf, textField } from "../form/fields.js";
import { formCard } from "../form/form.js";
import { doneNotice } from "../notices.js";
import { type Element, note, stack } from "../parts.js";
import { button, submit } from "./buttons.js";
import { aboutReport, dataOf, levelName, line, openReport, pageCard, scoreName } from "./report-parts.js";
import { scoreInput } from "./score-fields.js";

/** Their sheet: some criteria at a time, the look-over, or what they handed in. */
export function sheetCard(view: SheetView): Card {
  if (view.kind === "criteria") return criteriaCard(view);
  return view.kind === "look-over" ? lookOverCard(view) : handedInCard(view);
}

function criteriaCard(view: CriteriaPage): Card {
  const { head, page, pages, due, criteria, scale } = view;
  const by = due === undefined ? "" : ` Scores are due ${dayInWords(due)}.`;
  const first = `Only you see this until everyone has handed in.${by}`;
  return formCard({
    eyebrow: aboutReport(head),
    title: head.reference,
    intro: `Page ${page + 1} of ${pages}.${page === 0 ? ` ${first}` : ""}`,
    summary: view.notice || summaryOf(view),
    fields: [
      ...(page === 0 ? [keyOf(view)] : []),
      ...criteria.flatMap((criterion) => [
        scoreInput(view, criterion, scale),
        textField(view, {
          ...{ id: `comment.${criterion.id}`, label: `Comment on ${criterion.title}`, most: 1000 },
          ...{ multiline: true, optional: true, help: "Use at most 1,000 characters." },
        }),
      ]),
    ],
    actions: [
      openReport(head),
      main(turn(view, "Next", page + 1)),
      ...(page > 0 ? [turn(view, "Previous", page - 1)] : []),
      ...leaving(view),
    ],
  });
}

/** The scale's levels in words, before the first criteria. */
function keyOf({ scale }: CriteriaPage): Field {
  const levels = scale.map((level) => note(`${levelName(level)}: ${level.descriptor}`));
  return { heading: "", error: "", input: stack(levels, "Small") };
}

function lookOverCard(view: LookOver): Card {
  const { head, page, pages, lines, scale } = view;
  const missing = lines.filter(({ score }) => score === undefined).length;
  const have = missing === 1 ? "has" : "have";
  const told = missing === 0 ? "Every criterion has a score." : `${missing} of ${lines.length} ${have} no score yet.`;
  const rows = lines.map((one) => lookedOver(one, scoreName(one.score, scale)));
  return formCard({
    eyebrow: aboutReport(head),
    title: `${head.reference}: look it over`,
    intro: `Page ${page + 1} of ${pages}. ${told} Once you have handed in, nothing of it can be changed.`,
    summary: view.notice || summaryOf(view),
    fields: [
      { heading: "", error: "", input: stack(rows, "Small") },
      textField(view, {
        ...{ id: "comment", label: "Comment on the report as a whole", most: 1000 },
        ...{ multiline: true, optional: true, help: "Use at most 1,000 characters." },
      }),
    ],
    actions: [
      openReport(head),
      main(submit("Score", "hand-in", dataOf(head))),
      turn(view, "Previous", page - 1),
      ...leaving(view),
    ],
  });
}

function lookedOver({ title, score }: SheetLine, name: string): Element {
  return line(`${title}: ${name}`, {
    spacing: "Small",
    ...(score === undefined && { weight: "Bolder", color: "Attention" }),
  });
}

/** Each press keeps what is typed. */
function turn({ head, page }: CriteriaPage | LookOver, title: string, to: number): Element {
  return submit(title, "keep", { ...dataOf(head), page: `${page}`, to: `${to}` });
}

function leaving({ head, page }: CriteriaPage | LookOver): Element[] {
  const data = { ...dataOf(head), page: `${page}` };
  return [submit("Keep for later", "keep", data), submit("Declare a conflict", "conflict", data)];
}

function handedInCard({ head, scale, lines, comment, isRevealed }: HandedIn): Card {
  const told = isRevealed
    ? "These are your scores as you handed them in. They stay as they are, whatever is agreed."
    : "You have handed in. Nobody else sees your scores before the reveal.";
  return pageCard({
    title: head.reference,
    eyebrow: aboutReport(head),
    intro: told,
    parts: sheetParts(lines, comment, (one) => scoreName(one.score, scale)),
    actions: [
      openReport(head),
      ...(isRevealed ? [main(button("Scores", "compare", dataOf(head)))] : []),
      button("Declare a conflict", "conflict", dataOf(head)),
      button("Panels", "show"),
    ],
  });
}

/** A whole sheet, with its comments. */
export function sheetParts(
  lines: readonly SheetLine[],
  comment: string,
  nameOf: (line: SheetLine) => string,
): Element[] {
  return [
    ...lines.flatMap((one) => [
      line(`${one.title}: ${nameOf(one)}`, { weight: "Bolder", spacing: "Small" }),
      ...(one.comment === "" ? [] : [line(one.comment, { spacing: "None" })]),
    ]),
    ...(comment === ""
      ? []
      : [line("On the report as a whole", { weight: "Bolder" }), line(comment, { spacing: "None" })]),
  ];
}

/** What declaring a conflict does, before it is done. */
export function conflictCard({ head, scores, isRevealed }: ConflictView): Card {
  const after = scores
    ? isRevealed
      ? "You leave its talk, your scores are set aside, and you no longer see the report."
      : "You no longer see the report, your scores of it are set aside, and a colleague scores it in your place."
    : "You no longer see the report, and another coordinator sees to it.";
  return pageCard({
    title: "Declare a conflict?",
    eyebrow: `${head.reference} · ${aboutReport(head)}`,
    intro: `For example if you know the student or the practice educator, or had a part in the placement. ${after} This can't be undone.`,
    actions: [
      grave(button("Yes, declare it", "conflict-confirm", dataOf(head))),
      button("No, go back", scores && !isRevealed ? "score" : "compare", dataOf(head)),
    ],
  });
}

export function conflictDeclaredCard({ head, scores, isRevealed }: ConflictView): Card {
  const told = scores && !isRevealed ? "A colleague is asked to score it in your place." : "Others see to it.";
  return doneNotice({
    title: `You are out of ${head.reference}`,
    sentence: `Thank you for saying so. ${told}`,
    buttons: [{ title: "Panels", verb: "panels.show" }],
  });
}
