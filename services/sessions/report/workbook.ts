import type { Cell, Row } from "write-excel-file/node";
import { heads, number, share, sheet, text, workbookOf } from "../../reports/workbook.js";
import type { AttendanceRow, ConfidentialRow, MissingSession, WordingReport, WordingRow, YearReport } from "./views.js";

const HEADINGS = ["Bookings", "Attended", "Not attended", "Cancelled", "No-show", "Other"];
const SHARES = ["% attended", "% not attended", "% cancelled", "% no-show", "% other"];

/** The tables of a year as an Excel workbook, a sheet a table. No figure is in it that the cards don't show. */
export async function workbook(report: YearReport): Promise<Uint8Array> {
  const { total, bySeries, byMeeting, byMonth, byPartner, confidential, wordings } = report;
  const names = new Map(bySeries.map(({ series, name }) => [series, name]));
  const meetings = byMeeting.map((row) => [text(names.get(row.series) ?? ""), ...rowCells(row)]);
  return workbookOf([
    sheet("By series", [
      heads(["Series", ...HEADINGS, ...SHARES]),
      ...rows([...bySeries, total]),
      ...secret(confidential),
    ]),
    sheet("By meeting", [heads(["Series", "Meeting", ...HEADINGS, ...SHARES]), ...meetings]),
    sheet("By month", [heads(["Month", ...HEADINGS, ...SHARES]), ...rows(byMonth)]),
    sheet("By partner", [heads(["Partner", ...HEADINGS, ...SHARES]), ...rows(byPartner)]),
    sheet("Wordings", wordingRows(wordings)),
    sheet(
      "About",
      about(report).map((sentence) => [text(sentence)]),
    ),
  ]);
}

function rows(lines: readonly AttendanceRow[]): Row[] {
  return lines.map(rowCells);
}

function rowCells({ name, counts, notAttended, percent }: AttendanceRow): Cell[] {
  const { bookings, attended, cancelled, noShow, other } = counts;
  return [
    text(name),
    ...[bookings, attended, notAttended, cancelled, noShow, other].map(number),
    ...[percent.attended, percent.notAttended, percent.cancelled, percent.noShow, percent.other].map(share),
  ];
}

/** Their bookings and how many of them came, and nothing else, in the columns of the others. */
function secret(lines: readonly ConfidentialRow[]): Row[] {
  return lines.map(({ name, figures }) => {
    const called = text(`${name} (confidential, not in the total)`);
    if (!figures) return [called, text("too few to show")];
    const between = HEADINGS.slice(1).map(() => null);
    return [called, number(figures.bookings), ...between, share(figures.percentAttended)];
  });
}

function wordingRows({ rows: wordings }: WordingReport): Row[] {
  const titles = ["Wording", "Bookings", "Attended", "Cancelled", "No-show", "% attended"];
  return [
    heads([...titles, "Difference from the first", "At least", "At most"]),
    ...wordings.map((row) => [
      text(row.text),
      ...[row.bookings, row.attended, row.cancelled, row.noShow].map(number),
      share(row.percentAttended),
      ...differenceCells(row),
    ]),
  ];
}

function differenceCells({ difference }: WordingRow): Cell[] {
  if (difference === undefined) return [];
  if (difference.kind === "too-few") return [text("too few to say")];
  return [difference.points, difference.low, difference.high].map(share);
}

function about({ year, confidential, missing, threshold, wordings }: YearReport): string[] {
  return [
    `Attendance in ${year.title}, April to March.`,
    "Each booking of a session that is over counts once and ends as attended, cancelled, no-show or other. Other: the session was called off or moved, or nobody recorded who came.",
    "Not attended is cancelled, no-show and other together. Percentages are of bookings.",
    `A line by partner is about at least ${threshold} people; smaller partners are put together.`,
    ...(confidential.length === 0
      ? []
      : [
          `Confidential series stand in the first sheet only. Their meetings are added up until at least ${threshold} bookings were attended and ${threshold} not, so the last ones may be missing.`,
        ]),
    ...missing.map(missingInWords),
    `Wordings: all bookings reminded with one, those given back included, without those that ended as other. Differences are percentage points of attendance against the first wording, with the range that they are in with 95% confidence (Newcombe 1998); if 0 is in it, it could be chance. Fewer than ${wordings.fewest} bookings are too few to say.`,
  ];
}

function missingInWords({ title, time }: MissingSession): string {
  return `Not counted, since nobody has said who came: ${title}, ${time.start.toISOString().slice(0, 10)}.`;
}
