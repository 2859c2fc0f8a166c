import { addWorkingDays, isWorkingDay } from "../../calendar/rules.js";
import type { Calendar } from "../../calendar/schema.js";
import { addDays, dateOf, instantAt, type LocalTime } from "../../kernel/dates.js";
import type { NewTimer } from "../../schedule/schema.js";
import type { Item } from "../schema.js";

/** What items have in the schedule. Subjects: an item, for reminders `item|days`. */
export const KINDS = {
  remind: "board.remind",
  close: "board.close",
  /** Finishes what a process that died left undone. */
  tend: "board.tend",
} as const;

/** When reminders go out. */
export interface Rhythm {
  readonly daysBefore: readonly number[];
  readonly at: LocalTime;
  readonly calendar: Calendar;
}

export interface PlannedReminder {
  /** Days before the deadline, as the data says. */
  readonly days: number;
  readonly at: Date;
  /** The next one's moment, or the deadline: then this one is of no use any more. */
  readonly usefulUntil: Date;
}

/**
 * The reminders before a deadline, earliest first: so many days before it, or on the working day before that. Two that would
 * fall on one day are one.
 */
export function remindersOf(deadline: Date, { daysBefore, at, calendar }: Rhythm): PlannedReminder[] {
  const onDay = new Map<string, number>();
  for (const days of [...daysBefore].sort((one, other) => one - other)) {
    const day = addDays(dateOf(deadline), -days);
    const on = isWorkingDay(day, calendar) ? day : addWorkingDays(day, -1, calendar);
    if (!onDay.has(on)) onDay.set(on, days);
  }
  const planned = [...onDay].map(([on, days]) => ({ days, at: instantAt(on, at) })).filter((one) => one.at < deadline);
  const inOrder = planned.sort((one, other) => one.at.getTime() - other.at.getTime());
  return inOrder.map((one, nth) => ({ ...one, usefulUntil: inOrder[nth + 1]?.at ?? deadline }));
}

/** Of an open item: the reminders that are still to come, and its close. */
export function timersOf({ id, deadline }: Pick<Item, "id" | "deadline">, rhythm: Rhythm, now: Date): NewTimer[] {
  const reminders = remindersOf(new Date(deadline), rhythm).filter(({ at }) => at > now);
  return [
    ...reminders.map(({ days, at, usefulUntil }) => ({
      ...timer(KINDS.remind, `${id}|${days}`, at),
      usefulUntil: usefulUntil.toISOString(),
    })),
    timer(KINDS.close, id, new Date(deadline)),
  ];
}

const MINUTE = 60_000;

/** Looks after an item a minute from now, when whoever changes it now is done, or dead. */
export function tendTimer(id: string, now: Date): NewTimer {
  return timer(KINDS.tend, id, new Date(now.getTime() + MINUTE));
}

/** Of a reminder's timer. */
export function reminderIn(subject: string): { readonly item: string; readonly days: number } {
  const [item = "", days] = subject.split("|");
  return { item, days: Number(days) };
}

function timer(kind: string, subject: string, due: Date): NewTimer {
  return { id: `${kind}|${subject}`, kind, subject, due: due.toISOString() };
}
