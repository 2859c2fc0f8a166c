import type { LocalDate } from "../../services/kernel/dates.js";
import { dayInWords } from "../../services/kernel/dates.js";
import type { FeedbackLine, OverviewView, OwnReport, RoundLine } from "../../services/panels/views.js";
import { type Button, execute, more, page, toldApart } from "../buttons.js";
import type { Card } from "../card.js";
import { render } from "../render.js";
import { stageName } from "./words.js";

interface Line {
  readonly title: string;
  readonly status: string;
  readonly button: Button;
}

/** Everything of panels that concerns one person: their turns first, then rounds, then what is done. */
export function overviewCard(view: OverviewView, from = 0): Card {
  const doors: Button[] =
    from > 0
      ? [{ title: "Back", verb: "panels.show" }]
      : view.rounds
        ? [{ title: "Start a round", verb: "panels.start" }]
        : [];
  const lines = linesOf(view);
  const { items, next } = page(lines, from, doors.length);
  const intro = introOf(view);
  return render("panels/overview", {
    intro,
    lines: toldApart(items).map(({ title, status, button }) => ({ title, status, button: execute(button) })),
    actions: [...more(next, "panels.show"), ...doors.map(execute)],
    speak: `Placement QA panels. ${intro}`,
  });
}

function introOf({ rounds, reports, feedback }: OverviewView): string {
  const turns = reports.filter(({ step }) => isTurn(step)).length;
  const open = feedback.filter(({ isAcknowledged }) => !isAcknowledged).length;
  const waiting = [
    ...(turns > 0 ? [`${turns} of your reports ${turns === 1 ? "waits" : "wait"} for you.`] : []),
    ...(open > 0 ? [`${open === 1 ? "One piece" : `${open} pieces`} of feedback to acknowledge.`] : []),
  ];
  if (waiting.length > 0) return waiting.join(" ");
  if (rounds) return rounds.length === 0 ? "No round yet." : "Nothing waits for you as a reviewer.";
  return "Nothing waits for you. I will write to you when something does.";
}

function linesOf({ rounds = [], reports, feedback }: OverviewView): Line[] {
  const turns = reports.filter(({ step }) => isTurn(step));
  const rest = reports.filter(({ step }) => !isTurn(step));
  const open = feedback.filter(({ isAcknowledged }) => !isAcknowledged);
  const done = feedback.filter(({ isAcknowledged }) => isAcknowledged);
  return [
    ...turns.map(reportLine),
    ...open.map(feedbackLine),
    ...rounds.map(roundLine),
    ...rest.map(reportLine),
    ...done.map(feedbackLine),
  ];
}

function isTurn(step: OwnReport["step"]): boolean {
  return step !== "wait" && step !== "others" && step !== "agreed";
}

function reportLine({ round, no, reference, due, step }: OwnReport): Line {
  const data = { round, no: `${no}` };
  const scoring = step === "score" || step === "go-on" || step === "wait";
  return {
    title: reference,
    status: `${STEPS[step]}${isTurn(step) ? by(due) : ""}`,
    button: { title: scoring ? "Open" : "Scores", verb: scoring ? "panels.score" : "panels.compare", data },
  };
}

const STEPS: Readonly<Record<OwnReport["step"], string>> = {
  score: "To score",
  "go-on": "Begun: your draft is kept",
  wait: "You have handed in. Others have not yet.",
  reveal: "Everyone has handed in: ready to reveal",
  propose: "To talk over, and to write down what is agreed",
  agree: "To agree",
  others: "You have agreed. Others have not yet.",
  agreed: "Agreed",
};

function by(due: LocalDate | undefined): string {
  return due === undefined ? "" : `, by ${dayInWords(due)}`;
}

function feedbackLine({ round, no, reference, stage, isAcknowledged }: FeedbackLine): Line {
  return {
    title: `Feedback on ${reference}`,
    status: `${stageName(stage)}. ${isAcknowledged ? "You or a colleague acknowledged it." : "Not acknowledged yet."}`,
    button: { title: "Feedback", verb: "panels.feedback", data: { round, no: `${no}` } },
  };
}

function roundLine({ round, title, status, reviewed, scoresDue }: RoundLine): Line {
  const told = {
    draft: "Being set up",
    drawn: `${reviewed} reports drawn, not sent yet`,
    open: `${reviewed} reports${scoresDue === undefined ? "" : `, scores due ${dayInWords(scoresDue)}`}`,
    closed: "Closed",
  }[status];
  return { title, status: told, button: { title: "Round", verb: "panels.round", data: { round } } };
}
