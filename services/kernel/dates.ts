import { Temporal } from "@js-temporal/polyfill";
import { z } from "zod";

/** Where the partnership's days begin and end. Days are local dates, instants are UTC. */
export const ZONE = "Europe/London";

/** A local date as `YYYY-MM-DD`. */
export const localDate = z.string().refine(isLocalDate, "a date as YYYY-MM-DD, for example 2026-11-30");
export type LocalDate = z.infer<typeof localDate>;

function isLocalDate(text: string): boolean {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && Temporal.PlainDate.from(text, { overflow: "reject" }).year > 1999;
  } catch {
    return false;
  }
}

/** The London date of an instant. */
export function dateOf(instant: Date): LocalDate {
  const { year, month, day } = Object.fromEntries(
    LONDON.formatToParts(instant).map(({ type, value }) => [type, value]),
  );
  return `${year}-${month}-${day}`;
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

/** "30 November" */
export function dayAndMonth(date: LocalDate): string {
  return SHORT.format(midnight(date));
}

// Kept, since making a formatter takes a hundred times longer than using it.
const LONDON = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE,
  calendar: "iso8601",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});
const WHOLE = wordsOf({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const SHORT = wordsOf({ day: "numeric", month: "long" });

function wordsOf(parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: "UTC" });
}

/** For the formatters, which know instants only. */
function midnight(date: LocalDate): Date {
  return new Date(`${date}T00:00:00Z`);
}
