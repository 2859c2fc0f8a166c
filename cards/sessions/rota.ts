import { dateOf, dayInWords } from "../../services/kernel/dates.js";
import type { SessionHead } from "../../services/sessions/attendance/views.js";
import type {
  GapLine,
  GapsView,
  LeadAskView,
  LeadLine,
  LeadStanding,
  SwapNews,
  SwapView,
} from "../../services/sessions/rota/views.js";
import { back, execute, more, page } from "../buttons.js";
import type { Card } from "../card.js";
import { eyebrowOf, form, pick, press, rows, submit, toldByTime } from "./attend-parts.js";
import { shortly } from "./words.js";

const toInbox = execute({ title: "Back", verb: "inbox.show" });
const toAttendance = execute({ title: "Back", verb: "sessions.attendance" });
const toLeading = execute({ title: "What I lead", verb: "sessions.leading" });

/** Asks somebody to lead a session, in their turn or in a colleague's place. */
export function leadAskCard(view: LeadAskView): Card {
  const { about, theme, place, others, answerUntil, swapFor } = view;
  const what = theme === undefined ? [] : [`${about === "theme" ? "Theme" : "Topic"}: ${theme}.`];
  const where = place === undefined ? [] : [`Place: ${place}.`];
  const asked = swapFor === undefined ? "It is your turn." : `${swapFor} asks you to lead it instead.`;
  const until = answerUntil && `If I hear nothing by ${dayInWords(dateOf(answerUntil))}, I ask the next one.`;
  return form({
    eyebrow: eyebrowOf(view),
    title: "Will you lead this session?",
    sentences: [asked, ...what, ...where, ...together(others), ...(until ? [until] : [])],
    actions:
      swapFor === undefined
        ? [
            { ...press("I will lead it", "lead-accept", view), style: "positive" },
            press("Not this time", "lead-pass", view),
          ]
        : [
            { ...press("I will lead it", "swap-accept", view), style: "positive" },
            press("Not this time", "swap-decline", view),
          ],
  });
}

/** In the place of a question that is not open any more. */
export function leadStandingCard(view: SessionHead, standing: LeadStanding): Card {
  const [title, sentence] = STANDINGS[standing];
  return form({ eyebrow: eyebrowOf(view), title, sentences: [sentence], actions: [toLeading, back] });
}

/** A coordinator has changed when somebody leads, or whether they do. */
export function leadChangedCard(view: SessionHead, standing: LeadStanding): Card {
  const leads = standing === "accepted";
  const [title, sentence] = leads ? LEADS_NOW : standing === "over" ? STANDINGS.over : NO_LONGER;
  const actions = [...(leads ? [press("Swap", "swap", view)] : []), toLeading, back];
  return form({ eyebrow: eyebrowOf(view), title, sentences: [sentence], actions });
}

const LEADS_NOW = [
  "You lead this session",
  "A coordinator has set who leads it, or when. If you can't, press Swap.",
] as const;
const NO_LONGER = ["You don't lead this session any more", "A coordinator has changed who leads it."] as const;

/** What somebody leads, earliest first. */
export function leadingCard(lines: readonly LeadLine[], from = 0): Card {
  const { items, next } = page(lines, from, 1);
  const told = toldByTime(
    items.map((line) => ({
      ...{ title: `${shortly(line.time)}, ${line.title}`, time: line.time },
      line: [...together(line.others), ...asked(line), ...theme(line)].join(" "),
      button: { title: "Swap", verb: "sessions.swap", data: { occurrence: line.occurrence, session: line.session } },
    })),
  );
  const none = "You lead no session that is to come.";
  return rows({
    title: "What you lead",
    sentences: [lines.length === 0 ? none : "If you can't, ask a colleague to lead it instead."],
    rows: told,
    actions: [...more(next, "sessions.leading"), toAttendance],
  });
}

/** Whom to ask to lead it instead. */
export function swapCard(view: SwapView): Card {
  const choices = view.candidates.map(({ ref, name }) => ({ title: name, value: ref }));
  const can = choices.length > 0;
  return form({
    eyebrow: eyebrowOf(view),
    title: "Swap",
    sentences: [
      can ? "You lead it until your colleague says yes." : "There is nobody else in the rota whom you could ask.",
      "If nobody can, press I can't lead it, and I ask the next one in turn.",
    ],
    error: view.error,
    inputs: can ? [pick("to", "Ask", "Choose a colleague.", choices)] : [],
    actions: [
      ...(can ? [submit("Ask", "swap-ask", view)] : []),
      press("I can't lead it", "lead-pass", view),
      execute({ title: "Back", verb: "sessions.leading" }),
    ],
  });
}

/** A colleague was asked. */
export function swapAskedCard(view: SessionHead, name: string): Card {
  const sentences = [`I have asked ${name}, and I will tell you the answer. Until then it is yours.`];
  return form({ eyebrow: eyebrowOf(view), title: "Asked", sentences, actions: [toLeading, back] });
}

/** What came of a swap. */
export function swapNewsCard({ name = "A colleague", outcome, ...head }: SwapNews): Card {
  const sentence =
    outcome === "swapped"
      ? `${name} leads it in your place.`
      : "Your colleague can't, so it is still yours. You can ask another.";
  return form({
    eyebrow: eyebrowOf(head),
    title: outcome === "swapped" ? "Swapped" : "Not swapped",
    sentences: [sentence],
    actions: [...(outcome === "declined" ? [press("Swap", "swap", head)] : []), toLeading],
  });
}

/** Sessions that too few people lead, for coordinators. */
export function gapsCard({ gaps, unknown }: GapsView, from = 0): Card {
  const { items, next } = page(gaps, from, 1);
  const told = toldByTime(
    items.map((gap) => ({
      ...{ title: `${shortly(gap.time)}, ${gap.title}`, time: gap.time },
      line: gapInWords(gap),
      button: { title: "Open", verb: "sessions.occurrence", data: { occurrence: gap.occurrence } },
    })),
  );
  const named = unknown.map(
    ({ email, series }) => `${email} is in the rota of ${series}, but I know nobody of that address.`,
  );
  return rows({
    title: "Who leads?",
    sentences: [
      gaps.length === 0 ? "Every session of the next three weeks is led." : "Sessions of the next three weeks:",
      ...named,
    ],
    rows: told,
    actions: [...more(next, "sessions.gaps"), toInbox],
  });
}

const STANDINGS: Record<LeadStanding, readonly [string, string]> = {
  asked: ["You are asked", "Type inbox to answer."],
  "swap-asked": ["You are asked", "Type inbox to answer."],
  accepted: ["You lead this session", "Thank you! Ten minutes before it begins you get the code for who is there."],
  passed: ["Not this time", "The next one is asked. Thank you for telling me."],
  declined: ["Not this time", "I tell your colleague. Thank you for answering."],
  taken: ["Somebody else leads it", "There is nothing left for you to do."],
  over: ["This is over", "The session has begun, or was called off."],
  none: ["This is over", "You are not asked to lead this session any more."],
};

function gapInWords({ missing, asked: waiting, passed }: GapLine): string {
  const lacks = missing === 1 ? "One person is missing to lead it" : `${missing} people are missing to lead it`;
  if (waiting > 0) return `${lacks}; ${waiting} asked.`;
  return `${lacks}; ${passed === 0 ? "nobody has been asked yet" : "nobody is asked just now, since all have passed"}.`;
}

function together(others: readonly string[]): string[] {
  return others.length === 0 ? [] : [`Together with ${others.join(" and ")}.`];
}

function asked({ swapWith }: LeadLine): string[] {
  return swapWith === undefined ? [] : [`You have asked ${swapWith}.`];
}

function theme(line: LeadLine): string[] {
  return line.theme === undefined ? [] : [`${line.theme}.`];
}
