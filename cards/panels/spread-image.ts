import { type Ink, pictureUri } from "../png.js";

/** In pixels; cards show half of that, for fine screens. */
const COLUMN = 20;
const GAP = 8;
/** Before the last column, which is on no place of the scale. */
const APART = 14;
const HEIGHT = 56;
/** The frame of a hollow column. */
const FRAME = 3;

const NOTHING = 0;
const LINE = 1;
const BAR = 2;
/** Seen on light and on dark cards. */
const INKS: readonly Ink[] = [
  [0x80, 0x80, 0x80, 0x00],
  [0x80, 0x80, 0x80, 0xa0],
  [0x6b, 0x6f, 0xd3, 0xff],
  [0x6b, 0x6f, 0xd3, 0xff],
];

/**
 * A column a level, from the lowest on the left, and a hollow one for what is on no level: as high as its count is beside
 * `most`, which is the highest of all pictures that are to be compared.
 */
export function spreadImage(counts: readonly number[], most: number): string {
  const columns = counts.map((count, at) => {
    const isLast = at === counts.length - 1;
    const height = count === 0 ? 0 : Math.max(FRAME + 1, Math.round((count / most) * (HEIGHT - FRAME)));
    return { left: leftOf(at, counts.length), top: HEIGHT - FRAME - height, isHollow: isLast };
  });
  const inkAt = (x: number, y: number) => {
    const column = columns.find(({ left }) => x >= left && x < left + COLUMN);
    if (!column) return NOTHING;
    if (y >= HEIGHT - FRAME) return LINE;
    if (y < column.top) return NOTHING;
    const inside = x >= column.left + FRAME && x < column.left + COLUMN - FRAME && y >= column.top + FRAME;
    return column.isHollow && inside ? NOTHING : BAR;
  };
  return pictureUri({ width: leftOf(counts.length - 1, counts.length) + COLUMN, height: HEIGHT, inks: INKS, inkAt });
}

/** How wide the picture is to be shown, in pixels of the card. */
export function spreadWidth(columns: number): number {
  return Math.ceil((leftOf(columns - 1, columns) + COLUMN) / 2);
}

function leftOf(column: number, columns: number): number {
  return column * (COLUMN + GAP) + (column === columns - 1 ? APART : 0);
}
