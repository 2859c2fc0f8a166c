import type { AttendanceRow, ConfidentialRow, YearReport } from "../../services/sessions/report/views.js";
import { execute } from "../buttons.js";
import type { Card } from "../card.js";
import type { Element } from "../parts.js";
import { render } from "../render.js";
import { bookings, endsInWords, figures, ofYear, type TableBy, table, yearInWords } from "./report-words.js";

/** Lines that can still be scanned on a phone. */
const LINES_ON_A_CARD = 12;

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
      ...(by === "meeting" || !isLast || rows.length === 0 ? [] : [line(report.total)]),
    ],
    notes: [...notesOf(report, by, rows.length), ...hints].map((text) => ({ text })),
    choices: by === "series" ? report.bySeries.map((row) => ({ title: row.name, value: row.series })) : [],
    actions: tableActions(report, { by, series, next: isLast ? undefined : from + LINES_ON_A_CARD }),
    speak: `${title}, ${yearInWords(report.year)}.`,
  });
}

/** "41 booked · 26 came (63.4%)", and below how the others ended. */
function line(row: AttendanceRow) {
  const came = `${figures.format(row.counts.attended)} came (${row.percent.attended}%)`;
  const booked = `${figures.format(row.counts.bookings)} booked`;
  return { name: row.name, text: `${booked} · ${came}`, more: endsInWords(row) };
}

function confidentialLine({ name, figures: known }: ConfidentialRow) {
  const text = known ? `${bookings(known.bookings)}, ${known.percentAttended}% came` : "Too few to show";
  return { name, text, more: "Confidential: not in the other figures." };
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
