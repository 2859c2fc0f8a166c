import { crc32, deflateSync } from "node:zlib";

/** Red, green, blue and opacity, each 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number, opacity: number];

/** A square PNG with opacity. `colourAt` gets the middle of each pixel, from 0 to 1 from the left and the top. */
export function encodePng(size: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const rows = Array.from({ length: size }, (_, row) => [
    NO_FILTER,
    ...Array.from({ length: size }, (_, column) => colourAt((column + 0.5) / size, (row + 0.5) / size)).flatMap(bytes),
  ]);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header(size)),
    chunk("IDAT", deflateSync(Buffer.from(rows.flat()), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Width and height in pixels, and whether pixels have an opacity; undefined where it is no PNG. */
export function readPngHeader(file: Uint8Array): { width: number; height: number; opacity: boolean } | undefined {
  const data = Buffer.from(file);
  if (data.length < 33 || !data.subarray(0, 8).equals(SIGNATURE) || data.toString("latin1", 12, 16) !== "IHDR") return;
  return { width: data.readUInt32BE(16), height: data.readUInt32BE(20), opacity: data[25] === WITH_OPACITY };
}

const SIGNATURE = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
const NO_FILTER = 0;
const BITS_A_CHANNEL = 8;
const WITH_OPACITY = 6;

function header(size: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(size, 0);
  data.writeUInt32BE(size, 4);
  data[8] = BITS_A_CHANNEL;
  data[9] = WITH_OPACITY;
  return data;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

function bytes(colour: Colour): number[] {
  return colour.map((channel) => Math.round(channel * 255));
}
