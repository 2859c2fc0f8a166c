import { dateOf } from "../../services/kernel/dates.js";
import type { OccurrenceLine, YearView } from "../../services/sessions/planning/views.js";
import { type Ink, pictureUri } from "../png.js";

/** In pixels; cards stretch the picture to their width. */
const LEFT = 40;
const MONTH = 48;
const ROW = 36;
const MARK = { width: 8, height: 16 };
/** Between two marks, and the frame of a hollow one. */
const GAP = 2;
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
  [0x88, 0x88, 0x88, 0xff],
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
    mark(
      canvas,
      occurrences.filter((one) => one.series === id),
      months,
      top + (ROW - MARK.height) / 2,
    );
  });
  return pictureUri({ width: WIDTH, height: canvas.height, inks: INKS, inkAt: (x, y) => canvas.at(x, y) });
}

/** One after the other in time; those of one week side by side, since a day is less than a pixel wide. */
function mark(canvas: Canvas, occurrences: readonly OccurrenceLine[], months: readonly string[], top: number): void {
  const sessions = occurrences.flatMap((one) => one.sessions);
  let free = 0;
  for (const { time, calledOff } of sessions.sort((a, b) => a.time.start.getTime() - b.time.start.getTime())) {
    const date = dateOf(time.start);
    const column = months.indexOf(date.slice(0, 7));
    if (column < 0) continue;
    const room = MONTH - MARK.width - 2 * GAP;
    const month = LEFT + column * MONTH + GAP + 1;
    const inTime = month + Math.round(((Number(date.slice(8)) - 1) / 30) * (room - 1));
    const left = Math.min(Math.max(inTime, free), month + room - 1);
    free = left + MARK.width + GAP;
    canvas.fill(left, top, MARK.width, MARK.height, SESSION);
    if (calledOff) canvas.fill(left + GAP, top + GAP, MARK.width - 2 * GAP, MARK.height - 2 * GAP, NOTHING);
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
    const wide = text.length * (LETTER_WIDTH + 1) - 1;
    [...text].forEach((letter, place) => {
      const left = Math.round(x - (wide * DOT) / 2) + place * (LETTER_WIDTH + 1) * DOT;
      (FONT[letter] ?? []).forEach((row, line) => {
        for (let column = 0; column < LETTER_WIDTH; column += 1) {
          const top = Math.round(y - (LETTER_HEIGHT * DOT) / 2) + line * DOT;
          if (row & (16 >> column)) this.fill(left + column * DOT, top, DOT, DOT, LETTER);
        }
      });
    });
  }
}

const LETTER_WIDTH = 5;
const LETTER_HEIGHT = 5;
/** Five rows of five dots, each row a number: 16 is the dot on the left, 1 the one on the right. */
const FONT: Readonly<Record<string, readonly number[]>> = {
  A: [14, 17, 31, 17, 17],
  D: [30, 17, 17, 17, 30],
  F: [31, 16, 30, 16, 16],
  J: [7, 2, 2, 18, 12],
  M: [17, 27, 21, 17, 17],
  N: [17, 25, 21, 19, 17],
  O: [14, 17, 17, 17, 14],
  S: [15, 16, 14, 1, 30],
  0: [14, 17, 17, 17, 14],
  1: [4, 12, 4, 4, 14],
  2: [30, 1, 14, 16, 31],
  3: [30, 1, 14, 1, 30],
  4: [18, 18, 31, 2, 2],
  5: [31, 16, 30, 1, 30],
  6: [14, 16, 30, 17, 14],
  7: [31, 1, 2, 4, 4],
  8: [14, 17, 14, 17, 14],
  9: [14, 17, 15, 1, 14],
};
