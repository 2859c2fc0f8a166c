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
import { bookings, endsInWords, figures, ofYear, table, yearInWords } from "./report-words.js";
import { whenInWords } from "./words.js";

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

function confidentialNote(rows: readonly ConfidentialRow[]): string[] {
  return rows.length === 0
    ? []
    : [`Confidential series are not counted here: ${rows.map(({ name }) => name).join(", ")}.`];
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

function otherYears({ year }: BusinessYear, years: readonly BusinessYear[]): Element[] {
  const near = years.filter((one) => Math.abs(one.year - year) === 1).reverse();
  return near.map((one) => execute({ title: `Year ${one.title}`, verb: "sessions.report", data: ofYear(one) }));
}

const toSessions = execute({ title: "Back", verb: "sessions.list" });
