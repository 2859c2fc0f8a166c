import type { Message } from "../delivery/schema.js";
import type { NewTimer } from "../schedule/schema.js";
import type { Reminder } from "./reminder-rules.js";
import { remindersOf } from "./reminder-rules.js";
import type { Round } from "./schema.js";

/** What fee rounds have in the schedule. Subjects: a year, `year|days` for a reminder,
 * or `year|partner`. */
export const KINDS = {
  /** Brings a round on its way whose sender's process died. */
  begin: "fees.begin",
  remind: "fees.remind",
  /** Looks once more after the cards of a partner that has answered: one may have been on its way just then. */
  settle: "fees.settle",
  /** Finishes what a process left that died while something was written down about a partner. */
  tend: "fees.tend",
} as const;

/** The ids of what is sent. */
export const campaigns = {
  ask: (year: string) => `fees.${year}.ask`,
  remind: (year: string, days: number) => `fees.${year}.remind.${days}`,
  board: (year: string, days: number) => `fees.${year}.board.${days}`,
  /** `entry`: what a coordinator said to a query. */
  answered: (year: string, entry: string) => `fees.${year}.answered.${entry}`,
};

/** All that a partner's people may have been sent in a round. */
export function campaignsOf({ year, entries, dueOn }: Round, partner: string): string[] {
  const reminders = remindersOf(dueOn, "00:00");
  const answered = entries.filter((entry) => entry.kind === "answered" && entry.partner === partner);
  return [
    campaigns.ask(year),
    ...reminders.map(({ days }) => campaigns.remind(year, days)),
    ...reminders.filter(({ board }) => board).map(({ days }) => campaigns.board(year, days)),
    ...answered.map(({ id }) => campaigns.answered(year, id)),
  ];
}

export const messages = {
  /** The question, to whoever can answer for their partner. */
  ask: (year: string): Message => ({ kind: "fees.ask", subject: year }),
  /** To members of the board: their partner hasn't answered. */
  board: (year: string): Message => ({ kind: "fees.board", subject: year }),
  /** In the place of a question that was answered. */
  settled: (year: string): Message => ({ kind: "fees.settled", subject: year }),
};

export function beginTimer(year: string, due: Date): NewTimer {
  return { id: `${KINDS.begin}|${year}`, kind: KINDS.begin, subject: year, due: due.toISOString() };
}

export function remindTimer(year: string, { days, due, usefulUntil }: Reminder): NewTimer {
  const subject = `${year}|${days}`;
  const when = { due: due.toISOString(), usefulUntil: usefulUntil.toISOString() };
  return { id: `${KINDS.remind}|${subject}`, kind: KINDS.remind, subject, ...when };
}

const MINUTE = 60_000;

/** A minute from now, when whoever writes down something about the partner now is done, or dead. */
export function tendTimer(year: string, partner: string, now: Date): NewTimer {
  const subject = `${year}|${partner}`;
  const due = new Date(now.getTime() + MINUTE).toISOString();
  return { id: `${KINDS.tend}|${subject}`, kind: KINDS.tend, subject, due };
}

export function settleTimer(year: string, partner: string, due: Date): NewTimer {
  const subject = `${year}|${partner}`;
  return { id: `${KINDS.settle}|${subject}`, kind: KINDS.settle, subject, due: due.toISOString() };
}
