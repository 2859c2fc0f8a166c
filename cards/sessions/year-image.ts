import { dateOf } from "../../services/kernel/dates.js";
import type { OccurrenceLine, YearView } from "../../services/sessions/planning/views.js";
import { type Ink, pictureUri } from "../png.js";

/** In pixels; cards stretch the picture to their width. */
const LEFT = 40;
const MONTH = 48;
const ROW = 36;
const MARK = 14;
const DOT = 3;
const WIDTH = LEFT + 12 * MONTH;

const NOTHING = 0;
const LINE = 1;
const LETTER = 2;
const SESSION = 3;
/** Seen on light and on dark cards. */
const INKS: readonly Ink[] = [
  [0x80, 0x80, 0x80, 0x00],
  [0x80, 0x80, 0x80, 0x40],
  [0x76, 0x76, 0x76, 0xff],
  [0x6b, 0x6f, 0xd3, 0xff],
];

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
    for (const one of occurrences.filter((occurrence) => occurrence.series === id)) mark(canvas, one, months, top);
  });
  return pictureUri({ width: WIDTH, height: canvas.height, inks: INKS, inkAt: (x, y) => canvas.at(x, y) });
}

function mark(canvas: Canvas, { sessions }: OccurrenceLine, months: readonly string[], top: number): void {
  for (const { time, calledOff } of sessions) {
    const date = dateOf(time.start);
    const column = months.indexOf(date.slice(0, 7));
    if (column < 0) continue;
    const share = (Number(date.slice(8)) - 1) / 30;
    const left = LEFT + column * MONTH + 2 + Math.round(share * (MONTH - MARK - 4));
    const above = top + (ROW - MARK) / 2;
    canvas.fill(left, above, MARK, MARK, SESSION);
    if (calledOff) canvas.fill(left + DOT, above + DOT, MARK - 2 * DOT, MARK - 2 * DOT, NOTHING);
  }
}

function initialOf(month: string): string {
  return "JFMAMJJASOND"[Number(month.slice(5)) - 1] ?? "";
}

class Canvas {
  readonly #pixels: Uint8Array;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.#pixels = new Uint8Array(width * height);
  }

  at(x: number, y: number): number {
    return this.#pixels[y * this.width + x] ?? NOTHING;
  }

  fill(left: number, top: number, width: number, height: number, ink: number): void {
    for (let y = top; y < top + height; y += 1) {
      for (let x = left; x < left + width; x += 1) this.#pixels[y * this.width + x] = ink;
    }
  }

  /** Around a middle, in letters of {@link FONT}. */
  write(text: string, x: number, y: number): void {
    const wide = text.length * LETTER_WIDTH - 1;
    [...text].forEach((letter, place) => {
      const left = Math.round(x - (wide * DOT) / 2) + place * LETTER_WIDTH * DOT;
      (FONT[letter] ?? []).forEach((row, line) => {
        for (let column = 0; column < 3; column += 1) {
          const top = Math.round(y - (LETTER_HEIGHT * DOT) / 2) + line * DOT;
          if (row & (4 >> column)) this.fill(left + column * DOT, top, DOT, DOT, LETTER);
        }
      });
    });
  }
}

const LETTER_WIDTH = 4;
const LETTER_HEIGHT = 5;
/** Five rows of three dots, each row a number: 4 is the left dot, 2 the middle, 1 the right. */
const FONT: Readonly<Record<string, readonly number[]>> = {
  A: [2, 5, 7, 5, 5],
  D: [6, 5, 5, 5, 6],
  F: [7, 4, 6, 4, 4],
  J: [1, 1, 1, 5, 2],
  M: [5, 7, 7, 5, 5],
  N: [6, 5, 5, 5, 5],
  O: [7, 5, 5, 5, 7],
  S: [3, 4, 2, 1, 6],
  0: [7, 5, 5, 5, 7],
  1: [2, 6, 2, 2, 7],
  2: [6, 1, 2, 4, 7],
  3: [6, 1, 2, 1, 6],
  4: [5, 5, 7, 1, 1],
  5: [7, 4, 6, 1, 6],
  6: [3, 4, 7, 5, 7],
  7: [7, 1, 2, 2, 2],
  8: [7, 5, 7, 5, 7],
  9: [7, 5, 7, 1, 6],
};
