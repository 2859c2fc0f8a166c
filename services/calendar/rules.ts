import { addDays, dateOf, instantAt, type LocalDate, type LocalTime, timeOf, weekdayOf } from "../kernel/dates.js";
import { ImpossibleError } from "../kernel/errors.js";
import type { Calendar, QuietHours } from "./schema.js";

const HOUR = 3_600_000;
/** No partnership is away for longer, in days: beyond that the calendar itself is wrong. */
const LONGEST_BREAK = 400;

/** Monday to Friday, neither a bank holiday nor in a closed week. */
export function isWorkingDay(date: LocalDate, calendar: Calendar): boolean {
  return !isWeekend(date) && !isDayOff(date, calendar);
}

/** The date itself if it is one. Throws ImpossibleError when there is none within 400 days. */
export function nextWorkingDay(date: LocalDate, calendar: Calendar): LocalDate {
  return workingDayFrom(date, 1, calendar);
}

/** The working day so many working days after `date`, before it when negative; with 0 `date` as it is. */
export function addWorkingDays(date: LocalDate, days: number, calendar: Calendar): LocalDate {
  const step = Math.sign(days);
  let reached = date;
  for (let left = Math.abs(days); left > 0; left -= 1) reached = workingDayFrom(addDays(reached, step), step, calendar);
  return reached;
}

function workingDayFrom(date: LocalDate, step: number, calendar: Calendar): LocalDate {
  for (let days = 0, day = date; days <= LONGEST_BREAK; days += 1, day = addDays(day, step)) {
    if (isWorkingDay(day, calendar)) return day;
  }
  throw new ImpossibleError(`no working day within ${LONGEST_BREAK} days of ${date}`);
}

/** Whether nobody may be nudged at that instant. */
export function isQuiet(instant: Date, quiet: QuietHours): boolean {
  return isQuietDay(dateOf(instant), quiet) || isQuietTime(timeOf(instant), quiet);
}

/** The earliest instant from the given one on that is not quiet. Throws ImpossibleError when 400 days are quiet. */
export function nextAllowed(instant: Date, quiet: QuietHours): Date {
  if (!isQuiet(instant, quiet)) return instant;
  for (let days = 0, date = dateOf(instant); days <= LONGEST_BREAK; days += 1, date = addDays(date, 1)) {
    const allowed = isQuietDay(date, quiet) ? undefined : allowedOn(date, instant, quiet);
    if (allowed) return allowed;
  }
  throw new ImpossibleError(`everything is quiet for ${LONGEST_BREAK} days from ${instant.toISOString()}`);
}

/** The next instant after `after` at which London's clocks show that time: today's or tomorrow's. */
export function nextDaily(time: LocalTime, after: Date): Date {
  const date = dateOf(after);
  const today = instantAt(date, time);
  return today > after ? today : instantAt(addDays(date, 1), time);
}

/** The first instant of the day, `from` or later, that is not quiet. The quiet ends only at one of those looked at. */
function allowedOn(date: LocalDate, from: Date, quiet: QuietHours): Date | undefined {
  const end = instantAt(date, quiet.until);
  const ends = [
    instantAt(date, "00:00"),
    end,
    // Where the clocks are changed: at 01:00 UTC, when they may jump out of the quiet hours, or show their end again.
    new Date(`${date}T01:00:00Z`),
    new Date(end.getTime() + HOUR),
  ];
  return ends.sort((a, b) => a.getTime() - b.getTime()).find((one) => one >= from && !isQuiet(one, quiet));
}

function isQuietTime(time: LocalTime, { from, until }: QuietHours): boolean {
  return from > until ? time >= from || time < until : time >= from && time < until;
}

function isQuietDay(date: LocalDate, { weekends, calendar }: QuietHours): boolean {
  return (weekends && isWeekend(date)) || isDayOff(date, calendar);
}

function isDayOff(date: LocalDate, { bankHolidays, closed }: Calendar): boolean {
  return bankHolidays.includes(date) || closed.some(({ from, to }) => from <= date && date <= to);
}

function isWeekend(date: LocalDate): boolean {
  return weekdayOf(date) > 5;
}
