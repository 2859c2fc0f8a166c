import { type Ink, pictureUri } from "./png.js";

/**
 * A bar filled to `percent` (0 to 100) as a tiny picture in a data URI, to be stretched over the card's width. Coloured
 * columns would be simpler, but clients pad them, so that 4% would look like 13%.
 */
export function barImage(percent: number): string {
  const filled = Math.min(100, Math.max(0, Math.round(percent)));
  const kept = drawn[filled];
  if (kept !== undefined) return kept;
  const end = (filled * WIDTH) / 100;
  const uri = pictureUri({ width: WIDTH, height: HEIGHT, inks: INKS, inkAt: (x) => (x < end ? 1 : 0) });
  drawn[filled] = uri;
  return uri;
}

/** Drawn once each. */
const drawn: string[] = [];

const WIDTH = 200;
const HEIGHT = 6;
/** A grey that lets the card through, and a violet that stands out on light and dark cards. */
const INKS: readonly Ink[] = [
  [0x80, 0x80, 0x80, 0x50],
  [0x6b, 0x6f, 0xd3, 0xff],
];
