import { isWorkingDay, nextWorkingDay } from "../calendar/rules.js";
import { addDays, instantAt, type LocalDate } from "../kernel/dates.js";
import { quietHoursOf } from "../partnership/quiet-hours.js";
import type { Partnership } from "../partnership/schema.js";
import type { NewTimer } from "../schedule/schema.js";
import type { Occurrence, Reminder, Session } from "./schema.js";
import { endOf, inOrder, startOf } from "./times-rules.js";

/** What a partnership's days and times depend on. */
export type Rhythm = Pick<Partnership, "scheduledAt" | "quietHours" | "closedWeeks">;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Changes within this time are brought to channels and people together. */
const TOGETHER_MS = 3_000;
/** Who leads gets the code this long before. */
const CODE_BEFORE_MS = 10 * MINUTE;
/** Who leads is asked who came this long after the end. */
const LIST_AFTER_MS = 15 * MINUTE;
/** For so long after the last session who came can be put right. */
export const CORRECTION_DAYS = 14;

/** What sessions have in the schedule. Subjects: an occurrence, one of its sessions, one of that one's reminders. */
export const KINDS = {
  /** Every day: occurrences of the months ahead, and who is to be asked to lead. */
  plan: "sessions.plan",
  announce: "sessions.announce",
  /** Offers of freed places, what people are to be told, the channel's card. */
  tend: "sessions.tend",
  remind: "sessions.remind",
  begin: "sessions.begin",
  after: "sessions.after",
  close: "sessions.close",
  /** Who is next in turn to lead an occurrence, where a coordinator has changed who does. */
  ask: "sessions.ask",
} as const;

/** Day and reminders of a session are counted back to a day on which people work. */
export function workingDayBefore(date: LocalDate, days: number, rhythm: Rhythm): LocalDate {
  const { calendar } = quietHoursOf(rhythm);
  let day = addDays(date, -days);
  for (let tries = 0; tries < 400 && !isWorkingDay(day, calendar); tries += 1) day = addDays(day, -1);
  return day;
}

/** When it is announced. */
export function announcesAt({ sessions, series }: Pick<Occurrence, "sessions" | "series">, rhythm: Rhythm): Date {
  const first = firstDate(sessions);
  const due = workingDayBefore(first, series.announceDaysBefore, rhythm);
  const { addedOn } = series;
  return instantAt(addedOn === undefined ? due : onceSet(addedOn, { due, first }, rhythm), rhythm.scheduledAt);
}

/** When a reminder of a session is due. */
export function remindsAt(session: Session, reminder: Reminder, rhythm: Rhythm): Date {
  if (reminder.kind === "join") return new Date(startOf(session).getTime() - reminder.minutesBefore * MINUTE);
  return instantAt(workingDayBefore(session.date, reminder.daysBefore, rhythm), rhythm.scheduledAt);
}

/** From then on nothing of it is changed any more: every booking has its end. */
export function closesAt({ sessions }: Pick<Occurrence, "sessions">): Date {
  const last = Math.max(...sessions.map((session) => endOf(session).getTime()));
  return new Date(last + CORRECTION_DAYS * DAY);
}

/** Soon: what changed in it is brought to whom it concerns. */
export function tendTimer(occurrenceId: string, now: Date): NewTimer {
  const due = new Date(now.getTime() + TOGETHER_MS).toISOString();
  return { id: idOf(KINDS.tend, occurrenceId), kind: KINDS.tend, subject: occurrenceId, due };
}

/** Soon: somebody is asked to lead in the place of who was taken out. */
export function askTimer(occurrenceId: string, now: Date): NewTimer {
  return timer(KINDS.ask, occurrenceId, now);
}

export function announceTimer(occurrence: Occurrence, rhythm: Rhythm): NewTimer {
  const usefulUntil = endOf(inOrder(occurrence.sessions).at(-1) as Session).toISOString();
  const due = announcesAt(occurrence, rhythm).toISOString();
  return { id: idOf(KINDS.announce, occurrence.id), kind: KINDS.announce, subject: occurrence.id, due, usefulUntil };
}

/**
 * All that is to come of an announced occurrence from `now` on, under ids that a moved session's timers have too. A
 * reminder that comes after the start is recorded as too late, and so is a code after the end: until then it is still to
 * come, since what is announced or moved at short notice needs its code as well.
 */
export function timersOf(occurrence: Occurrence, rhythm: Rhythm, now: Date): NewTimer[] {
  const { id, sessions, series } = occurrence;
  const close = { id: idOf(KINDS.close, id), kind: KINDS.close, subject: id, due: closesAt(occurrence).toISOString() };
  const ofSessions = sessions.flatMap((session) => {
    const subject = `${id}|${session.id}`;
    const [start, end] = [startOf(session), endOf(session)];
    return [
      ...series.reminders.map((reminder, nth) => ({
        ...timer(KINDS.remind, `${subject}|${nth}`, remindsAt(session, reminder, rhythm)),
        usefulUntil: start.toISOString(),
      })),
      { ...timer(KINDS.begin, subject, new Date(start.getTime() - CODE_BEFORE_MS)), usefulUntil: end.toISOString() },
      timer(KINDS.after, subject, new Date(end.getTime() + LIST_AFTER_MS)),
    ];
  });
  return [...ofSessions, close].filter((one) => isToCome(one, now));
}

/** Whether it is of use from `now` on. */
export function isToCome({ kind, due, usefulUntil = due }: NewTimer, now: Date): boolean {
  return (kind === KINDS.begin ? usefulUntil : due) > now.toISOString();
}

/** The parts of a timer's subject. */
export function subjectOf(subject: string): {
  readonly occurrence: string;
  readonly session: string;
  readonly nth: number;
} {
  const [occurrence = "", session = "", nth] = subject.split("|");
  return { occurrence, session, nth: Number(nth) };
}

function timer(kind: string, subject: string, due: Date): NewTimer {
  return { id: idOf(kind, subject), kind, subject, due: due.toISOString() };
}

/** Not before the working day after it was added, but on the first session's day at the latest. */
function onceSet(
  addedOn: LocalDate,
  { due, first }: { readonly due: LocalDate; readonly first: LocalDate },
  rhythm: Rhythm,
): LocalDate {
  const next = nextWorkingDay(addDays(addedOn, 1), quietHoursOf(rhythm).calendar);
  if (due >= next) return due;
  return next < first ? next : first;
}

function firstDate(sessions: readonly Session[]): LocalDate {
  return inOrder(sessions)[0]?.date ?? "";
}

function idOf(kind: string, subject: string): string {
  return `${kind}|${subject}`;
}
