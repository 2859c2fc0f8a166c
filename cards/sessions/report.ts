import type {
  AttendanceRow,
  BusinessYear,
  ConfidentialRow,
  MissingSession,
  WordingRow,
  YearReport,
} from "../../services/sessions/report/views.js";
import { execute } from "../buttons.js";
import type { Card } from "../card.js";
import { barChart, type Element } from "../parts.js";
import { render } from "../render.js";
import { whenInWords } from "./words.js";

export const TABLES = ["series", "month", "partner", "meeting"] as const;
export type TableBy = (typeof TABLES)[number];

const figures = new Intl.NumberFormat("en-GB");
/** Lines that can still be scanned on a phone. */
const LINES_ON_A_CARD = 12;
const MOST_MISSING_NAMED = 3;

/** The year at a glance; `years` are those that there is something of. */
export function reportCard(report: YearReport, years: readonly BusinessYear[]): Card {
  const { year, total, bySeries, confidential, missing } = report;
  const { attended } = total.percent;
  const nothing = total.counts.bookings === 0;
  return render("sessions/report", {
    eyebrow: yearInWords(year),
    figure: nothing ? "No figure yet" : `${attended}%`,
    figureLine: nothing
      ? "It comes when the first session is over and somebody has said who came."
      : `of ${figures.format(total.counts.bookings)} bookings were attended.`,
    ends: nothing ? "" : endsInWords(total),
    chart: bySeries.length === 0 ? [] : [seriesChart(bySeries)],
    notes: [...confidentialNote(confidential), ...missingNote(missing)].map((text) => ({ text })),
    actions: [
      ...(nothing && confidential.length === 0 ? [] : [table("Tables", year, "series")]),
      ...(nothing ? [] : [execute({ title: "Wordings", verb: "sessions.wordings", data: ofYear(year) })]),
      ...otherYears(year, years),
      execute({ title: "Export", verb: "sessions.export", data: ofYear(year) }),
      toSessions,
    ],
    speak: nothing ? "What works: no figure yet." : `What works: ${attended}% of bookings were attended.`,
  });
}

/** One table of the year. `series` is for meetings: the one that they are of; `from` counts lines from 0. */
export function tableCard(
  report: YearReport,
  asked: { readonly by: TableBy; readonly series?: string | undefined; readonly from: number },
): Card {
  const { by, series = "", from } = asked;
  const isUnknown = by === "meeting" && !report.bySeries.some((row) => row.series === series);
  if (isUnknown) return tableOf(report, { by: "series", series: "", from: 0, hints: ["Choose a series first."] });
  return tableOf(report, { by, series, from, hints: [] });
}

interface Table {
  readonly by: TableBy;
  readonly series: string;
  readonly from: number;
  /** What to do about what was asked for. */
  readonly hints: readonly string[];
}

function tableOf(report: YearReport, { by, series, from, hints }: Table): Card {
  const rows = rowsOf(report, by, series);
  const isLast = from + LINES_ON_A_CARD >= rows.length;
  const title = titleOf(report, by, series);
  return render("sessions/report-lines", {
    title,
    eyebrow: yearInWords(report.year),
    lines: [
      ...rows.slice(from, from + LINES_ON_A_CARD).map(line),
      ...(by === "series" && isLast ? report.confidential.map(confidentialLine) : []),
      ...(by === "meeting" || !isLast || report.total.counts.bookings === 0 ? [] : [line(report.total)]),
    ],
    notes: [...notesOf(report, by, rows.length), ...hints].map((text) => ({ text })),
    choices: by === "series" ? report.bySeries.map((row) => ({ title: row.name, value: row.series })) : [],
    actions: tableActions(report, { by, series, next: isLast ? undefined : from + LINES_ON_A_CARD }),
    speak: `${title}, ${yearInWords(report.year)}.`,
  });
}

/** What reminders' wordings did. */
export function wordingsCard({ year, wordings: { rows, earlier, fewest } }: YearReport): Card {
  const other = `${bookings(earlier)} had reminders in words that are no longer in use.`;
  return render("sessions/report-lines", {
    title: "Wordings of reminders",
    eyebrow: yearInWords(year),
    lines: rows.map((row, at) => ({
      name: `${at + 1}. ${row.text}`,
      text: wordingInWords(row),
      more: row.difference === undefined ? "" : differenceInWords(row.difference, fewest),
    })),
    notes: [
      "Chance decides who gets which, so they can be compared. All bookings with a wording count, those given back too. Confidential series are left out.",
      ...(earlier === 0 ? [] : [other]),
    ].map((text) => ({ text })),
    choices: [],
    actions: [execute({ title: "Back", verb: "sessions.report", data: ofYear(year) })],
    speak: `Wordings of reminders, ${yearInWords(year)}.`,
  });
}

/** `expires` completes "works …": "for 15 minutes". */
export function reportFileCard(view: {
  readonly year: BusinessYear;
  readonly url: string;
  readonly expires: string;
}): Card {
  const { year, url, expires } = view;
  return render("sessions/report-file", {
    title: `Attendance ${year.title} is ready`,
    url,
    expires,
    year: `${year.year}`,
  });
}

/** "41 booked · 26 came (63.4%) · 9 no-show (22%) · 4 cancelled (9.8%) · 2 other (4.9%)" */
function line(row: AttendanceRow) {
  const came = `${figures.format(row.counts.attended)} came (${row.percent.attended}%)`;
  const booked = `${figures.format(row.counts.bookings)} booked`;
  return { name: row.name, text: `${booked} · ${came}`, more: endsInWords(row) };
}

/** "Not attended: 15 (36.6%), of which 9 no-show (22%), 4 cancelled (9.8%), 2 other (4.9%)." */
function endsInWords({ counts, notAttended, percent }: AttendanceRow): string {
  const part = (count: number, name: string, share: number) => `${figures.format(count)} ${name} (${share}%)`;
  const parts = [
    part(counts.noShow, "no-show", percent.noShow),
    part(counts.cancelled, "cancelled", percent.cancelled),
    part(counts.other, "other", percent.other),
  ];
  return `${figures.format(notAttended)} did not (${percent.notAttended}%): ${parts.join(", ")}.`;
}

function confidentialLine({ name, figures: known }: ConfidentialRow) {
  const text = known ? `${bookings(known.bookings)}, ${known.percentAttended}% came` : "Too few to show";
  return { name, text, more: "Confidential: not in the other figures." };
}

function seriesChart(rows: readonly AttendanceRow[]): Element {
  const bars = rows.map(({ name, percent }) => {
    const whole = Math.round(percent.attended);
    return { title: name, count: whole, percent: whole };
  });
  const summary = rows.map(
    ({ name, counts }, at) => `${name}: ${bars[at]?.percent}% of ${figures.format(counts.bookings)}`,
  );
  return barChart({ title: "Came, of those who booked", bars, summary: `${summary.join("; ")}.` });
}

function rowsOf(report: YearReport, by: TableBy, series: string): readonly AttendanceRow[] {
  switch (by) {
    case "series":
      return report.bySeries;
    case "month":
      return report.byMonth;
    case "partner":
      return report.byPartner;
    case "meeting":
      return report.byMeeting.filter((row) => row.series === series);
  }
}

function titleOf({ bySeries }: YearReport, by: TableBy, series: string): string {
  if (by !== "meeting") return `By ${by}`;
  return bySeries.find((row) => row.series === series)?.name ?? "Meetings";
}

function notesOf({ threshold, confidential, total }: YearReport, by: TableBy, rows: number): string[] {
  if (total.counts.bookings === 0 && by !== "series") return ["There is nothing to show yet."];
  if (by === "partner" && rows === 0) return [`Fewer than ${threshold} people booked, so nothing is shown by partner.`];
  if (by === "partner") return [`Each line is about at least ${threshold} people: smaller partners are put together.`];
  return by === "series" && confidential.length > 0 ? [added(threshold)] : [];
}

const added = (threshold: number) =>
  `Meetings of a confidential series are added up until at least ${threshold} bookings came and ${threshold} did not.`;

function confidentialNote(rows: readonly ConfidentialRow[]): string[] {
  return rows.length === 0 ? [] : [`Without what is confidential: ${rows.map(({ name }) => name).join(", ")}.`];
}

/** Of many, some are named. */
function missingNote(missing: readonly MissingSession[]): string[] {
  if (missing.length === 0) return [];
  const named = missing.slice(0, MOST_MISSING_NAMED).map(({ title, time }) => `${title}, ${whenInWords(time)}`);
  const rest = missing.length - named.length;
  return [
    `Not counted yet, since nobody has said who came: ${named.join("; ")}${rest > 0 ? `; and ${rest} more` : ""}.`,
  ];
}

function wordingInWords(row: WordingRow): string {
  if (row.bookings === 0) return "Nobody had it yet.";
  const { attended, cancelled, noShow, percentAttended } = row;
  return `${bookings(row.bookings)} · ${attended} came (${percentAttended}%) · ${cancelled} cancelled · ${noShow} no-show`;
}

function differenceInWords(difference: NonNullable<WordingRow["difference"]>, fewest: number): string {
  if (difference.kind === "too-few") return `Too few to say: it takes ${fewest} bookings with each wording.`;
  const { points, low, high } = difference;
  const size = `${Math.abs(points)} in 100 ${points < 0 ? "fewer" : "more"} came than with the first`;
  const range = `(95% sure: from ${signed(low)} to ${signed(high)})`;
  return low <= 0 && high >= 0
    ? `${size} ${range}. It could be chance.`
    : `${size} ${range}. Chance alone is unlikely.`;
}

function signed(points: number): string {
  return points > 0 ? `+${points}` : `${points}`.replace("-", "−");
}

interface Shown {
  readonly by: TableBy;
  readonly series: string;
  /** Where the next page begins, if there is one. */
  readonly next: number | undefined;
}

function tableActions({ year, bySeries }: YearReport, { by, series, next }: Shown): Element[] {
  const meetings: Element = { ...table("Show meetings", year, "meeting"), associatedInputs: "auto" };
  const others = (["series", "month", "partner"] as const).filter((one) => one !== by);
  return [
    ...(by === "series" && bySeries.length > 0 ? [meetings] : []),
    ...(next === undefined ? [] : [table("Show more", year, by, { from: `${next}`, ...(series && { series }) })]),
    ...others.map((one) => table(`By ${one}`, year, one)),
    execute({ title: "Back", verb: "sessions.report", data: ofYear(year) }),
  ];
}

function table(title: string, year: BusinessYear, by: TableBy, more: Readonly<Record<string, string>> = {}): Element {
  return execute({ title, verb: "sessions.report-by", data: { ...ofYear(year), by, ...more } });
}

function otherYears({ year }: BusinessYear, years: readonly BusinessYear[]): Element[] {
  const near = years.filter((one) => Math.abs(one.year - year) === 1).reverse();
  return near.map((one) => execute({ title: `Year ${one.title}`, verb: "sessions.report", data: ofYear(one) }));
}

function ofYear({ year }: BusinessYear): Readonly<Record<string, string>> {
  return { year: `${year}` };
}

const toSessions = execute({ title: "Back", verb: "sessions.list" });

/** "April 2026 to March 2027" */
function yearInWords({ year }: BusinessYear): string {
  return `April ${year} to March ${year + 1}`;
}

function bookings(count: number): string {
  return `${figures.format(count)} ${count === 1 ? "booking" : "bookings"}`;
}
