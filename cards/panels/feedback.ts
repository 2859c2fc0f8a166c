import { dateOf, inWords } from "../../services/kernel/dates.js";
import type {
  Acknowledgement,
  FeedbackCheck,
  FeedbackForAgency,
  FeedbackHead,
  FeedbackListView,
  FeedbackStanding,
  FeedbackState,
  FeedbackTexts,
} from "../../services/panels/feedback/views.js";
import { execute, main, page, toldApart } from "../buttons.js";
import type { Card } from "../card.js";
import type { Element } from "../parts.js";
import { render } from "../render.js";
import { plain } from "../text.js";
import { button } from "./buttons.js";
import { stageName } from "./words.js";

/** Of a quotation that was accepted: to know it again by. */
const MOST_WORDS = 60;

/** On a phone a longer title is cut off. */
const LONGEST_BUTTON = 30;

/** How a part of the feedback is called. */
export const TEXT_NAMES: Readonly<Record<keyof FeedbackTexts, string>> = {
  strengths: "Strengths",
  develop: "One thing to develop",
  action: "One action",
  passOn: "To pass on to the practice educator",
};

/** A WFD lead's. */
export function feedbackCard(view: FeedbackForAgency, isReminder = false): Card {
  const { acknowledged } = view;
  const what = `${stageName(view.stage)}, ${view.programme}.`;
  const asks = isReminder
    ? "Nobody at your agency has said yet that it arrived."
    : "The panel has reviewed this report.";
  const done = acknowledged && acknowledgedInWords(acknowledged);
  return textCard({
    head: view,
    title: isReminder && !done ? `Reminder: feedback on ${view.reference}` : `Feedback on ${view.reference}`,
    sentences: [what, done ?? `${asks} Please pass it on to the practice educator.`],
    texts: view.texts,
    actions: [...(done ? [] : [main(button("Acknowledge", "acknowledge", ofReport(view)))]), button("Back", "show")],
  });
}

/** A coordinator's, once it was sent. */
export function feedbackStandingCard(view: FeedbackStanding): Card {
  const { acknowledged, state, to, notReached, remindedAt } = view;
  return textCard({
    head: view,
    title: `Feedback on ${view.reference}`,
    sentences: [
      to === 0
        ? `Sent on ${dayOf(view.sentAt)}; on its way to ${view.agency}.`
        : `Sent on ${dayOf(view.sentAt)} to ${leads(to)} at ${view.agency}.`,
      ...(notReached > 0
        ? [`I can't reach ${to === 1 ? "them" : `${notReached} of them`}: please write to them another way.`]
        : []),
      acknowledged ? acknowledgedInWords(acknowledged) : STANDINGS[state],
    ],
    texts: view.texts,
    notes: remindedAt && !acknowledged ? [`Reminded on ${dayOf(remindedAt)}.`] : [],
    actions: [
      ...(state === "follow-up" ? [main(button("Followed up", "followed-up", ofReport(view)))] : []),
      button("Back", "feedback-list", { round: view.round }),
    ],
  });
}

/** Looked over, nothing left to accept: ready to go. */
export function feedbackReadyCard(view: FeedbackCheck): Card {
  const { agency, leads: count, accepted } = view;
  return textCard({
    head: view,
    title: `Feedback on ${view.reference}`,
    sentences: [
      count === 0
        ? `${agency} has no WFD lead, so it can't be sent yet. Ask ${agency} who it is, and have the people list brought up to date.`
        : `Nothing is left to check. It goes to ${leads(count)} at ${agency}.`,
    ],
    texts: view.texts,
    notes: accepted.map(({ words, reason }) => `Accepted: “${plain(words, MOST_WORDS)}”. ${reason}`),
    actions: [
      ...(count === 0 ? [] : [main(button("Send", "feedback-send", { ...ofReport(view), version: view.version }))]),
      button("Change it", "feedback-edit", ofReport(view)),
      button("Back", "feedback-list", { round: view.round }),
    ],
  });
}

/** A round's feedback, what is to be done first. */
export function feedbackListCard({ round, title, lines }: FeedbackListView, from = 0): Card {
  const { items, next } = page(lines, from, 1);
  const told = toldApart(
    items.map(({ no, reference, agency, state }) => ({
      ...{ title: reference, status: `${agency}. ${STATES[state]}` },
      button: {
        title: plain(`${BUTTONS[state]}: ${reference}`, LONGEST_BUTTON),
        verb: "panels.feedback-check",
        data: { round, no: `${no}` },
      },
    })),
  );
  const open = lines.filter(({ state }) => state === "to-check").length;
  const intro = lines.length === 0 ? NONE : open === 0 ? "Nothing is left to check." : `${open} to check and send.`;
  return render("panels/feedback-lines", {
    ...{ eyebrow: title, title: "Feedback to agencies", intro, speak: `Feedback to agencies. ${intro}` },
    lines: told.map((line) => ({ ...line, button: execute(line.button) })),
    actions: [
      ...(next === undefined ? [] : [button("Show more", "feedback-list", { round, from: `${next}` })]),
      button("Back", "round", { round }),
    ],
  });
}

const NONE = "None yet. It is written when the reviewers of a report have agreed.";

const STATES: Readonly<Record<FeedbackState, string>> = {
  "to-check": "To check and send",
  "no-lead": "Can't be sent: it has no WFD lead",
  sent: "Sent, not acknowledged yet",
  acknowledged: "Acknowledged",
  "follow-up": "No answer: to follow up",
  "followed-up": "No answer; followed up",
};

const BUTTONS: Readonly<Record<FeedbackState, string>> = {
  "to-check": "Check",
  "no-lead": "Open",
  sent: "Open",
  acknowledged: "Open",
  "follow-up": "Follow up",
  "followed-up": "Open",
};

const STANDINGS: Readonly<Record<FeedbackState, string>> = {
  ...STATES,
  "no-lead": "Nobody is there to take it any more. I send it as soon as the people list has a WFD lead for them.",
  sent: "Not acknowledged yet.",
  "follow-up": "Nobody has acknowledged it, not after a reminder either. Please ask them, then press Followed up.",
  "followed-up": "Nobody has acknowledged it. A coordinator has followed it up.",
};

interface TextCard {
  readonly head: FeedbackHead;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly texts: FeedbackTexts;
  readonly notes?: readonly string[];
  readonly actions: readonly Element[];
}

function textCard({ head, title, sentences, texts, notes = [], actions }: TextCard): Card {
  const parts = Object.entries(TEXT_NAMES) as [keyof FeedbackTexts, string][];
  return render("panels/feedback-text", {
    ...{ eyebrow: head.title, title, actions, speak: [title, ...sentences].join(". ") },
    sentences: sentences.map((text) => ({ text })),
    parts: parts.map(([text, name]) => ({ title: name, lines: linesOf(texts[text]) })),
    notes: notes.map((text) => ({ text })),
  });
}

function linesOf(text: string): { readonly text: string }[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => ({ text: line }));
}

export function ofReport({ round, no }: FeedbackHead): { readonly round: string; readonly no: string } {
  return { round, no: `${no}` };
}

function acknowledgedInWords({ by, at }: Acknowledgement): string {
  return `Acknowledged by ${by} on ${dayOf(at)}.`;
}

function dayOf(instant: Date): string {
  return inWords(dateOf(instant));
}

function leads(count: number): string {
  return count === 1 ? "the WFD lead" : `${count} WFD leads`;
}
