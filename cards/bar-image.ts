import { deflateSync } from "node:zlib";

/**
 * A bar filled to `percent` (0 to 100) as a tiny picture in a data URI, to be stretched over the card's width. Coloured
 * columns would be simpler, but clients pad them, so that 4% would look like 13%.
 */
export function barImage(percent: number): string {
  const filled = Math.min(100, Math.max(0, Math.round(percent)));
  const kept = drawn[filled];
  if (kept !== undefined) return kept;
  const uri = `data:image/png;base64,${png(filled).toString("base64")}`;
  drawn[filled] = uri;
  return uri;
}

/** Drawn once each. */
const drawn: string[] = [];

const WIDTH = 200;
const HEIGHT = 6;
/** A violet that stands out on light and dark cards, and a grey that lets the card through. */
const PALETTE = Buffer.from([0x80, 0x80, 0x80, 0x6b, 0x6f, 0xd3]);
const OPACITY = Buffer.from([0x50, 0xff]);

/** One bit a pixel: 1 is filled. */
function png(percent: number): Buffer {
  const row = Buffer.alloc(1 + WIDTH / 8);
  for (let x = 0; x < (percent * WIDTH) / 100; x += 1) {
    const byte = 1 + (x >> 3);
    row.writeUInt8(row.readUInt8(byte) | (0x80 >> (x & 7)), byte);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([1, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("PLTE", PALETTE),
    chunk("tRNS", OPACITY),
    chunk("IDAT", deflateSync(Buffer.concat(Array.from({ length: HEIGHT }, () => row)))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  frame.set(body, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

/** As PNG wants it; Node has its own from version 22 on. */
function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
