import { nextWorkingDay } from "../calendar/rules.js";
import { addDays, dateOf, endOfDay, instantAt, type LocalDate } from "../kernel/dates.js";
import { quietHoursOf } from "../partnership/quiet-hours.js";
import type { Partnership } from "../partnership/schema.js";
import type { NewTimer } from "../schedule/schema.js";
import type { Wave } from "./schema.js";

/** What a partnership's days and times depend on. */
export type Rhythm = Pick<Partnership, "scheduledAt" | "quietHours" | "closedWeeks">;
type Days = Pick<Wave, "opensOn" | "closesOn" | "reminders">;

export interface PlannedReminder {
  /** From 1. */
  readonly nth: number;
  readonly on: LocalDate;
  readonly at: Date;
  /** False when no working day is left for it before the wave's last day ends. */
  readonly inTime: boolean;
}

/** By schedule or by hand: nobody is asked more often than this after the invitation. */
export const MOST_REMINDERS = 3;

/** When a wave that is sent ahead of its day opens. */
export function opensAt({ opensOn }: Days, { scheduledAt }: Rhythm): Date {
  return instantAt(opensOn, scheduledAt);
}

/** When its last day ends: from then on no answers are taken. */
export function closesAt({ closesOn }: Days): Date {
  return endOfDay(closesOn);
}

/** The planned reminders, each so many days after the opening, or on the working day that comes next. */
export function remindersOf(wave: Days, rhythm: Rhythm): PlannedReminder[] {
  const { calendar } = quietHoursOf(rhythm);
  return wave.reminders.map((days, index) => {
    const on = nextWorkingDay(addDays(wave.opensOn, days), calendar);
    const at = instantAt(on, rhythm.scheduledAt);
    return { nth: index + 1, on, at, inTime: at < closesAt(wave) };
  });
}

/** Those that are still to come. */
export function remindersToCome(wave: Wave, rhythm: Rhythm, now: Date): PlannedReminder[] {
  return remindersOf(wave, rhythm).filter(({ nth, at, inTime }) => inTime && at > now && nth > wave.remindersDone);
}

/** How many reminders a coordinator may still send: those planned have their place kept. */
export function remindersLeft(wave: Wave, rhythm: Rhythm, now: Date): number {
  return Math.max(0, MOST_REMINDERS - wave.remindersSent - remindersToCome(wave, rhythm, now).length);
}

/** The day on which it was closed at that instant: its last one, also when it was done at the midnight after, or later. */
export function closedOn({ closesOn }: Days, at: Date): LocalDate {
  const date = dateOf(at);
  return date < closesOn ? date : closesOn;
}

/** What a wave has in the schedule. Subjects are a wave, for reminders with their number. */
export const KINDS = { open: "surveys.open", remind: "surveys.remind", close: "surveys.close" } as const;

export function openTimer(wave: Wave, rhythm: Rhythm): NewTimer {
  return {
    id: idOf(KINDS.open, wave.id),
    kind: KINDS.open,
    subject: wave.id,
    due: opensAt(wave, rhythm).toISOString(),
  };
}

/** A reminder that comes after the last day has ended is recorded as too late. */
export function reminderTimers(wave: Wave, rhythm: Rhythm): NewTimer[] {
  const usefulUntil = closesAt(wave).toISOString();
  return remindersOf(wave, rhythm).map(({ nth, at }) => {
    const subject = `${wave.id}|${nth}`;
    return { id: idOf(KINDS.remind, subject), kind: KINDS.remind, subject, due: at.toISOString(), usefulUntil };
  });
}

/** `due`: when the last day ends, unless said. */
export function closeTimer(wave: Wave, due = closesAt(wave)): NewTimer {
  return { id: idOf(KINDS.close, wave.id), kind: KINDS.close, subject: wave.id, due: due.toISOString() };
}

/** Of a reminder's timer. */
export function reminderIn(subject: string): { readonly waveId: string; readonly nth: number } {
  const [waveId = "", nth] = subject.split("|");
  return { waveId, nth: Number(nth) };
}

function idOf(kind: string, subject: string): string {
  return `${kind}|${subject}`;
}
