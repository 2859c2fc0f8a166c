import type { CompareLine } from "../../services/panels/moderation/views.js";
import { type Level, NOT_EVIDENCED, type Score } from "../../services/panels/schema.js";
import { Canvas, LINE, MARK, NOTHING } from "../canvas.js";

/** In pixels; cards stretch the picture to their width. */
const WIDTH = 616;
const LEFT = 72;
const ROW = 44;
/** Of a reviewer's mark; odd, so that it has a middle. */
const SIZE = 21;
const GAP = 4;
/** The frame of a hollow mark. */
const FRAME = 4;

/** How reviewers' marks look, in their order; what stands before their names. */
export const SIGNS = ["■", "□", "◆", "◇"] as const;

/**
 * A row a criterion, numbered from 1 on; a column a level, and at the right one for what is not evidenced; a mark a
 * reviewer, of their own shape. A row that stands out has a bar at its left, and its marks are joined.
 */
export function scoresImage(lines: readonly CompareLine[], scale: readonly Level[]): string {
  const columns: readonly Score[] = [...scale.map(({ value }) => value), NOT_EVIDENCED];
  const wide = (WIDTH - LEFT) / columns.length;
  const middleOf = (score: Score) => Math.round(LEFT + (columns.indexOf(score) + 0.5) * wide);
  const canvas = new Canvas(WIDTH, ROW * (lines.length + 1));
  for (const score of columns) {
    canvas.write(score === NOT_EVIDENCED ? "NE" : `${score}`, middleOf(score), ROW / 2);
    canvas.fill(middleOf(score), ROW, 1, canvas.height - ROW, LINE);
  }
  lines.forEach((line, index) => {
    drawRow(canvas, line, index, middleOf);
  });
  return canvas.uri();
}

function drawRow(canvas: Canvas, line: CompareLine, index: number, middleOf: (score: Score) => number): void {
  const top = ROW * (index + 1);
  const middle = top + ROW / 2;
  canvas.fill(0, top, WIDTH, 1, LINE);
  canvas.write(`${index + 1}`, LEFT / 2 + 4, middle);
  if (line.marked) {
    const places = line.scores.map(({ score }) => middleOf(score));
    canvas.fill(0, top + 4, 10, ROW - 7, MARK);
    canvas.fill(Math.min(...places), middle - 2, Math.max(...places) - Math.min(...places), 4, MARK);
  }
  for (const { score, reviewer } of line.scores) {
    const together = line.scores.filter((one) => one.score === score);
    const shift = together.findIndex((one) => one.reviewer === reviewer) - (together.length - 1) / 2;
    drawMark(canvas, reviewer, Math.round(middleOf(score) + shift * (SIZE + GAP)), middle);
  }
}

function drawMark(canvas: Canvas, reviewer: number, x: number, y: number): void {
  const draw = reviewer < 2 ? square : diamond;
  draw(canvas, x, y, SIZE, MARK);
  if (reviewer % 2 === 1) draw(canvas, x, y, SIZE - 2 * FRAME, NOTHING);
}

function square(canvas: Canvas, x: number, y: number, size: number, ink: number): void {
  canvas.fill(x - (size >> 1), y - (size >> 1), size, size, ink);
}

function diamond(canvas: Canvas, x: number, y: number, size: number, ink: number): void {
  const half = size >> 1;
  for (let row = -half; row <= half; row += 1) {
    const reach = half - Math.abs(row);
    canvas.fill(x - reach, y + row, 2 * reach + 1, 1, ink);
  }
}
