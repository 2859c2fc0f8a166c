import { Temporal } from "@js-temporal/polyfill";
import { z } from "zod";

/** Where the partnership's days begin and end. Days are local dates, instants are UTC. */
export const ZONE = "Europe/London";

/** A local date as `YYYY-MM-DD`. */
export const localDate = z.string().refine(isLocalDate, "a date as YYYY-MM-DD, for example 2026-11-30");
export type LocalDate = z.infer<typeof localDate>;

/** A local time of day as `HH:MM`, from 00:00 to 23:59. */
export const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time as HH:MM, for example 18:00");
export type LocalTime = z.infer<typeof localTime>;

function isLocalDate(text: string): boolean {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && Temporal.PlainDate.from(text, { overflow: "reject" }).year > 1999;
  } catch {
    return false;
  }
}

/** The London date of an instant. */
export function dateOf(instant: Date): LocalDate {
  return inLondon(instant).date;
}

/** What London's clocks show at an instant. */
export function timeOf(instant: Date): LocalTime {
  return inLondon(instant).time;
}

/**
 * The instant at which London's clocks show that time on that day. Of a time that is there twice (the last Sunday of
 * October, 01:00-01:59) it is the first; for one that is left out (the last Sunday of March, 01:00-01:59) the instant
 * an hour later by the clock.
 */
export function instantAt(date: LocalDate, time: LocalTime): Date {
  const asWinter = new Date(`${date}T${time}:00Z`);
  const asSummer = new Date(asWinter.getTime() - HOUR);
  const shown = inLondon(asSummer);
  return shown.date === date && shown.time === time ? asSummer : asWinter;
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: LocalDate): number {
  return midnight(date).getUTCDay() || 7;
}

/** `days` may be negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}

/** The instant at which the London day `date` ends. */
export function endOfDay(date: LocalDate): Date {
  return new Date(Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(ZONE).epochMilliseconds);
}

/** "Monday 30 November 2026" */
export function inWords(date: LocalDate): string {
  return WHOLE.format(midnight(date)).replace(",", "");
}

/** "Monday 30 November" */
export function dayInWords(date: LocalDate): string {
  return DAY.format(midnight(date)).replace(",", "");
}

/** "Monday 30 November 08:00", as London's clocks show it. */
export function momentInWords(instant: Date): string {
  const { date, time } = inLondon(instant);
  return `${dayInWords(date)} ${time}`;
}

/** "30 November" */
export function dayAndMonth(date: LocalDate): string {
  return SHORT.format(midnight(date));
}

/** "November"; months are 1 to 12. */
export function monthName(month: number): string {
  return MONTH.format(midnight(`2026-${String(month).padStart(2, "0")}-01`));
}

const HOUR = 3_600_000;

// Kept, since making a formatter takes a hundred times longer than using it.
const LONDON = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE,
  calendar: "iso8601",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
const WHOLE = wordsOf({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const DAY = wordsOf({ weekday: "long", day: "numeric", month: "long" });
const SHORT = wordsOf({ day: "numeric", month: "long" });
const MONTH = wordsOf({ month: "long" });

/** By the formatter and not by Temporal, whose zones take fifty times as long: thousands of people are asked about. */
function inLondon(instant: Date): { readonly date: LocalDate; readonly time: LocalTime } {
  const { year, month, day, hour, minute } = Object.fromEntries(
    LONDON.formatToParts(instant).map(({ type, value }) => [type, value]),
  );
  return { date: `${year}-${month}-${day}`, time: `${hour}:${minute}` };
}

function wordsOf(parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: "UTC" });
}

/** For the formatters, which know instants only. */
function midnight(date: LocalDate): Date {
  return new Date(`${date}T00:00:00Z`);
}
