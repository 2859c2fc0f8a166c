import { dateOf } from "../../services/kernel/dates.js";
import type { OccurrenceLine, YearView } from "../../services/sessions/planning/views.js";
import { Canvas, LINE, NOTHING, MARK as SESSION } from "../canvas.js";

/** In pixels; cards stretch the picture to their width. */
const LEFT = 40;
const MONTH = 48;
const ROW = 36;
const SIZE = { width: 8, height: 16 };
/** Between two marks, and the frame of a hollow one. */
const GAP = 2;
const WIDTH = LEFT + 12 * MONTH;

/** The months from `first` (`2026-11`) on, twelve of them, as `2026-11`. */
export function monthsFrom(first: string): string[] {
  const [year = 0, month = 1] = first.split("-").map(Number);
  return Array.from({ length: 12 }, (_, index) =>
    new Date(Date.UTC(year, month - 1 + index, 1)).toISOString().slice(0, 7),
  );
}

/**
 * A row a series, numbered as in `series`, a column a month with its initial, a mark a session at its place in the
 * month: filled, or hollow where it is called off.
 */
export function yearImage({ firstMonth, series, occurrences }: YearView): string {
  const months = monthsFrom(firstMonth);
  const canvas = new Canvas(WIDTH, ROW * (series.length + 1));
  months.forEach((month, column) => {
    canvas.fill(LEFT + column * MONTH, 0, 1, canvas.height, LINE);
    canvas.write(initialOf(month), LEFT + column * MONTH + MONTH / 2, ROW / 2);
  });
  series.forEach(({ id }, index) => {
    const top = ROW * (index + 1);
    canvas.fill(0, top, WIDTH, 1, LINE);
    canvas.write(`${index + 1}`, LEFT / 2, top + ROW / 2);
    mark(
      canvas,
      occurrences.filter((one) => one.series === id),
      months,
      top + (ROW - SIZE.height) / 2,
    );
  });
  return canvas.uri();
}

/** One after the other in time; those of one week side by side, since a day is less than a pixel wide. */
function mark(canvas: Canvas, occurrences: readonly OccurrenceLine[], months: readonly string[], top: number): void {
  const sessions = occurrences.flatMap((one) => one.sessions);
  let free = 0;
  for (const { time, calledOff } of sessions.sort((a, b) => a.time.start.getTime() - b.time.start.getTime())) {
    const date = dateOf(time.start);
    const column = months.indexOf(date.slice(0, 7));
    if (column < 0) continue;
    const room = MONTH - SIZE.width - 2 * GAP;
    const month = LEFT + column * MONTH + GAP + 1;
    const inTime = month + Math.round(((Number(date.slice(8)) - 1) / 30) * (room - 1));
    const left = Math.min(Math.max(inTime, free), month + room - 1);
    free = left + SIZE.width + GAP;
    canvas.fill(left, top, SIZE.width, SIZE.height, SESSION);
    if (calledOff) canvas.fill(left + GAP, top + GAP, SIZE.width - 2 * GAP, SIZE.height - 2 * GAP, NOTHING);
  }
}

function initialOf(month: string): string {
  return "JFMAMJJASOND"[Number(month.slice(5)) - 1] ?? "";
}
