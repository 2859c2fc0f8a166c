import { type Ink, pictureUri } from "./png.js";

/** What a canvas is drawn with. */
export const NOTHING = 0;
export const LINE = 1;
const LETTER = 2;
export const MARK = 3;
/** Seen on light and on dark cards. */
const INKS: readonly Ink[] = [
  [0x80, 0x80, 0x80, 0x00],
  [0x80, 0x80, 0x80, 0x40],
  [0x88, 0x88, 0x88, 0xff],
  [0x6b, 0x6f, 0xd3, 0xff],
];
/** Pixels of a letter's dot. */
const DOT = 3;

/** A small drawing of lines, marks and figures, in pixels from the top left. */
export class Canvas {
  readonly #pixels: Uint8Array;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.#pixels = new Uint8Array(width * height);
  }

  uri(): string {
    const { width, height } = this;
    return pictureUri({ width, height, inks: INKS, inkAt: (x, y) => this.#pixels[y * width + x] ?? NOTHING });
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
  E: [31, 16, 30, 16, 31],
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
