import type {
  AgreeView,
  GoOnForm,
  ReportLine,
  ReportState,
  ReportsView,
  RevealForm,
  ToAgree,
} from "../../services/panels/moderation/views.js";
import { grave, main, page } from "../buttons.js";
import type { Card } from "../card.js";
import { type Field, summaryOf, textField } from "../form/fields.js";
import { formCard } from "../form/form.js";
import { type Element, stack } from "../parts.js";
import { button, submit } from "./buttons.js";
import { aboutReport, dataOf, line, pageCard } from "./report-parts.js";
import { scoreInput } from "./score-fields.js";

/** A round's reports, for a coordinator. */
export function reportsCard(view: ReportsView, from = 0): Card {
  const { round, title, lines, kept } = view;
  const { items, next } = page(lines, from, 1);
  return pageCard({
    title: `${title}: reports`,
    eyebrow: summary(lines),
    intro: keptInWords(kept),
    parts: items.map((one) => reportRow(one, button(one.reference, "compare", { round, no: `${one.no}` }))),
    actions: [
      ...(next === undefined ? [] : [button("Show more", "reports", { round, from: `${next}` })]),
      button("Round", "round", { round }),
    ],
  });
}

function reportRow(one: ReportLine, open: Element): Element {
  return {
    ...stack([
      line(STATES[one.state], { weight: "Bolder" }),
      line(aboutReport(one), { spacing: "None" }),
      { type: "ActionSet", spacing: "Small", actions: [open] },
    ]),
    separator: true,
  };
}

const STATES: Readonly<Record<ReportState, string>> = {
  scoring: "Being scored",
  ready: "Ready to reveal",
  talk: "To talk over",
  agreeing: "Reviewers have yet to agree",
  agreed: "Agreed",
  "fed-back": "Fed back",
  acknowledged: "Acknowledged",
};

const SHORT: Partial<Record<ReportState, string>> = { agreeing: "to agree" };

/** "12 being scored, 3 agreed" */
function summary(lines: readonly ReportLine[]): string {
  const counted = (Object.keys(STATES) as ReportState[]).flatMap((state) => {
    const count = lines.filter((one) => one.state === state).length;
    return count === 0 ? [] : [`${count} ${SHORT[state] ?? STATES[state].toLowerCase()}`];
  });
  return counted.length === 0 ? "No reports yet" : counted.join(", ");
}

function keptInWords(kept: number): string {
  if (kept === 0) return "";
  const reports = kept === 1 ? "One report is" : `${kept} reports are`;
  return `${reports} kept from you; another coordinator sees to ${kept === 1 ? "it" : "them"}.`;
}

/** Why a report is revealed before all have handed in. */
export function revealCard(form: RevealForm): Card {
  return formCard({
    eyebrow: aboutReport(form.head),
    title: `${form.head.reference}: reveal early`,
    intro:
      "Who has not handed in can't any more. The reason is recorded, and the reviewers see it. This can't be undone.",
    summary: summaryOf(form),
    fields: [
      textField(form, {
        ...{ id: "reason", label: "Why before everyone has handed in?", most: 300 },
        help: "Say why, in at most 300 characters.",
      }),
    ],
    actions: [grave(submit("Reveal", "reveal", dataOf(form.head))), button("Cancel", "compare", dataOf(form.head))],
  });
}

/** Why the panel goes on without somebody who has not agreed. */
export function goOnCard(form: GoOnForm): Card {
  const data = dataOf(form.head);
  return formCard({
    eyebrow: aboutReport(form.head),
    title: `${form.head.reference}: go on without ${form.missing.join(" and ")}`,
    intro:
      "What is agreed then stands, and feedback can go out. The reason is kept and shown; another version asks anew.",
    summary: summaryOf(form),
    fields: [
      textField(form, {
        ...{ id: "reason", label: "Why not wait for them?", most: 300 },
        help: "Say why, in at most 300 characters.",
      }),
    ],
    actions: [
      grave(submit("Go on", "go-on", { ...data, version: `${form.version}` })),
      button("Cancel", "compare", data),
    ],
  });
}

/** The agreed scores, some at a time, and then the feedback. */
export function agreeCard(view: AgreeView): Card {
  const { head, page: at, pages } = view;
  const kept = { ...dataOf(head), page: `${at}` };
  const turn = (title: string, to: number) => submit(title, "agree-keep", { ...kept, to: `${to}` });
  const asks =
    view.kind === "scores" ? "The scores that the panel agrees on." : "Balanced, and without anybody's name.";
  return formCard({
    eyebrow: aboutReport(head),
    title: `${head.reference}: what is agreed`,
    intro: `Page ${at + 1} of ${pages}. ${asks} First scores stay as they are.`,
    summary: view.notice || summaryOf(view),
    fields:
      view.kind === "scores"
        ? view.criteria.map((criterion) => scoreInput(view, criterion, view.scale))
        : feedbackFields(view),
    actions: [
      main(view.kind === "scores" ? turn("Next", at + 1) : submit("Save", "propose", dataOf(head))),
      ...(at > 0 ? [turn("Previous", at - 1)] : []),
      submit("Keep for later", "agree-keep", kept),
    ],
  });
}

function feedbackFields(view: AgreeView): Field[] {
  const ask = (id: string, label: string, help: string) =>
    textField(view, { id, label, help, most: 1500, multiline: true, optional: true });
  return [
    ask("strengths", "Strengths", "Write what is strong in this report."),
    ask("develop", "One thing to develop", "Write one thing to develop."),
    ask("action", "One action", "Write one action."),
  ];
}

/** To a reviewer, when somebody wrote down what is agreed. */
export function toAgreeCard({ head, by }: ToAgree): Card {
  return pageCard({
    title: `${head.reference}: do you agree?`,
    eyebrow: aboutReport(head),
    intro: `${by} wrote down what the panel agreed. Look at it, and agree or change it.`,
    actions: [main(button("Scores", "compare", dataOf(head)))],
  });
}
