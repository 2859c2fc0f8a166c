import { crc32, deflateSync } from "node:zlib";

/** Red, green, blue, each 0 to 255, and opacity, 0 to 255. */
export type Ink = readonly [red: number, green: number, blue: number, opacity: number];

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Two or four; pixels are places in it. */
  readonly inks: readonly Ink[];
  /** The place in `inks` of a pixel. */
  readonly inkAt: (x: number, y: number) => number;
}

/** A small picture as a data URI: for cards, which may hold no other pictures of ours. */
export function pictureUri(drawing: Drawing): string {
  return `data:image/png;base64,${png(drawing).toString("base64")}`;
}

function png({ width, height, inks, inkAt }: Drawing): Buffer {
  const bits = inks.length > 2 ? 2 : 1;
  const rowBytes = 1 + Math.ceil((width * bits) / 8);
  const rows = Buffer.alloc(rowBytes * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const place = y * rowBytes + 1 + ((x * bits) >> 3);
      const shift = 8 - bits - ((x * bits) & 7);
      rows.writeUInt8(rows.readUInt8(place) | (inkAt(x, y) << shift), place);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bits, PALETTE, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(inks.flatMap((ink) => ink.slice(0, 3)))),
    chunk("tRNS", Buffer.from(inks.map(([, , , opacity]) => opacity))),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const PALETTE = 3;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  frame.set(body, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}
