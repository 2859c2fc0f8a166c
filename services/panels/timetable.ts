import type { NewTimer } from "../schedule/schema.js";

/** What panels have in the schedule. Subjects: a round, or `round|no` for one of its reports. */
export const KINDS = {
  /** Who scores is told that a round is open, should the press that opened it not have come so far. */
  invite: "panels.invite",
  /** To who has not handed in, on the days before scores are due. */
  remind: "panels.remind",
  /** Feedback that nobody acknowledged: first a reminder, then a coordinator. */
  acknowledge: "panels.acknowledge",
} as const;

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
