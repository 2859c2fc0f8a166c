import { addDays, endOfDay, instantAt, type LocalDate, type LocalTime } from "../kernel/dates.js";

/** Days from the due day; the board's members are told as well at the last two. */
const REMINDERS = [
  { days: -28, board: false },
  { days: -14, board: false },
  { days: -7, board: false },
  { days: -1, board: true },
  { days: 7, board: true },
] as const;
/** What comes after the due day is of use for two weeks. */
const LAST_USEFUL_DAYS = 21;

export interface Reminder {
  /** From the due day, for example -28. */
  readonly days: number;
  readonly board: boolean;
  readonly due: Date;
  /** The day of the next one begins then, or the due day is over: so nobody is reminded twice on one day. */
  readonly usefulUntil: Date;
}

/** Those of a round sent at that moment: what would have been due by then is left out. */
export function remindersAfter(sent: Date, dueOn: LocalDate, at: LocalTime): Reminder[] {
  return remindersOf(dueOn, at).filter(({ due }) => due > sent);
}

/** A round's reminders, the earliest first. */
export function remindersOf(dueOn: LocalDate, at: LocalTime): Reminder[] {
  return REMINDERS.map(({ days, board }, nth) => {
    const next = REMINDERS[nth + 1]?.days ?? LAST_USEFUL_DAYS;
    const last = days < 0 ? Math.min(next - 1, 0) : next - 1;
    return {
      ...{ days, board, due: instantAt(addDays(dueOn, days), at) },
      usefulUntil: endOfDay(addDays(dueOn, last)),
    };
  });
}
