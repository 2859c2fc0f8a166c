const UTF_16 = { le: [0xff, 0xfe], be: [0xfe, 0xff] } as const;

/**
 * The lines of a text file that a spreadsheet may have saved: UTF-8 with or without a byte-order mark, Windows-1252,
 * or UTF-16 with its mark; any line ends. Each line is read as UTF-8 if it can be and as Windows-1252 if not, since
 * people paste files of both kinds together. Byte-order marks are left out, wherever a pasted file began.
 */
export function decodeLines(bytes: Uint8Array): string[] {
  const lines = wide(bytes)?.split(LINE_END) ?? narrowLines(bytes);
  return lines.map((line) => line.replace(/^\uFEFF+/, ""));
}

/**
 * What Windows-1252 has at 0x80 to 0x9F, where it differs from Latin-1 (a space: nothing). By hand, since the
 * TextDecoder of Node 20 reads the two as the same. Source: https://encoding.spec.whatwg.org/index-windows-1252.txt
 */
const WINDOWS_1252 = [..."€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ"].map((sign) => (sign === " " ? undefined : sign));

const LINE_END = /\r\n|[\r\n]/;

function wide(bytes: Uint8Array): string | undefined {
  const begins = ([first, second]: readonly [number, number]) => bytes[0] === first && bytes[1] === second;
  if (begins(UTF_16.le)) return new TextDecoder("utf-16le").decode(bytes);
  if (begins(UTF_16.be)) return new TextDecoder("utf-16be").decode(bytes);
  return undefined;
}

/** Line ends are the same single bytes in both encodings, so the bytes can be cut before they are decoded. */
function narrowLines(bytes: Uint8Array): string[] {
  const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const units = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  return units.split(LINE_END).map((line) => {
    const part = Buffer.from(line, "latin1");
    try {
      return utf8.decode(part);
    } catch {
      return line.replace(/[\x80-\x9f]/g, (unit) => WINDOWS_1252[unit.charCodeAt(0) - 0x80] ?? unit);
    }
  });
}
