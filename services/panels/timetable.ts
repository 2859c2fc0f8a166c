import type { NewTimer } from "../schedule/schema.js";

/** What panels have in the schedule. Subjects: a round, or `round|no` for one of its reports. */
export const KINDS = {
  /** Who scores is told that a round is open, should the press that opened it not have come so far. */
  invite: "panels.invite",
  /** Places that somebody left are filled, should the press that freed them not have come so far. */
  give: "panels.give",
  /** To who has not handed in, on the days before scores are due. */
  remind: "panels.remind",
  /** Feedback that nobody acknowledged: first a reminder, then a coordinator. */
  acknowledge: "panels.acknowledge",
} as const;

/** What a press begins and was cut short in is made up for after so long: long enough for the press itself to be done. */
export const MAKE_UP_MS = 60_000;

/** `round|no` */
export function reviewSubject(round: string, no: number): string {
  return `${round}|${no}`;
}

/** The way back from {@link reviewSubject}. */
export function reviewOfSubject(subject: string): { readonly round: string; readonly no: number } {
  const [round = "", no = ""] = subject.split("|");
  return { round, no: Number(no) };
}

export function timer(kind: (typeof KINDS)[keyof typeof KINDS], subject: string, due: Date): NewTimer {
  return { id: `${kind}|${subject}`, kind, subject, due: due.toISOString() };
}
