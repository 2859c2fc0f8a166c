import type { AttendanceRow, BusinessYear } from "../../services/sessions/report/views.js";
import { execute } from "../buttons.js";
import type { Element } from "../parts.js";

export const TABLES = ["series", "month", "partner", "meeting"] as const;
export type TableBy = (typeof TABLES)[number];

/** Made once: making one takes longer than using it a hundred times. */
export const figures = new Intl.NumberFormat("en-GB");

/** "15 did not (36.6%): 9 no-show (22%), 4 cancelled (9.8%), 2 other (4.9%)." */
export function endsInWords({ counts, notAttended, percent }: AttendanceRow): string {
  const part = (count: number, name: string, share: number) => `${figures.format(count)} ${name} (${share}%)`;
  const parts = [
    part(counts.noShow, "no-show", percent.noShow),
    part(counts.cancelled, "cancelled", percent.cancelled),
    part(counts.other, "other", percent.other),
  ];
  return `${figures.format(notAttended)} did not (${percent.notAttended}%): ${parts.join(", ")}.`;
}

/** The way to one of the tables. */
export function table(
  title: string,
  year: BusinessYear,
  by: TableBy,
  more: Readonly<Record<string, string>> = {},
): Element {
  return execute({ title, verb: "sessions.report-by", data: { ...ofYear(year), by, ...more } });
}

export function ofYear({ year }: BusinessYear): Readonly<Record<string, string>> {
  return { year: `${year}` };
}

/** "April 2026 to March 2027" */
export function yearInWords({ year }: BusinessYear): string {
  return `April ${year} to March ${year + 1}`;
}

export function bookings(count: number): string {
  return `${figures.format(count)} ${count === 1 ? "booking" : "bookings"}`;
}
