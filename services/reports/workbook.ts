import type { Cell, Row, Sheet } from "write-excel-file/node";

/** What Excel files are sent as. */
export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Sheets of a workbook, in order. */
export async function workbookOf(sheets: Sheet<Buffer>[]): Promise<Uint8Array> {
  // Loaded only here: it is asked for some times a year, and slows the start by a twentieth of a second.
  const { default: writeXlsxFile } = await import("write-excel-file/node");
  return writeXlsxFile(sheets).toBuffer();
}

/**
 * Text as a spreadsheet shows it. Such tables are often saved as CSV, where a text that begins with one of these is taken
 * for a formula (OWASP, "CSV Injection"); an apostrophe before it makes it text.
 */
export function harmless(words: string): string {
  return /^[=+\-@\t\r]/.test(words) ? `'${words}` : words;
}

/** The first line gives the columns; the first one is wide. */
export function sheet(name: string, data: Row[]): Sheet<Buffer> {
  const columns = (data[0] ?? []).map((_, at) => ({ width: at === 0 ? 40 : 14 }));
  return { sheet: name, data, columns };
}

/** A line of titles. */
export function heads(titles: readonly string[]): Row {
  return titles.map((title) => ({ value: title, type: String, fontWeight: "bold" }));
}

export function text(words: string): Cell {
  return { value: harmless(words), type: String };
}

export function number(value: number): Cell {
  return { value, type: Number };
}

/** Whole pence as Excel's pounds: a number of two decimals, which it shows exactly. */
export function pounds(pence: number): Cell {
  return { value: pence / 100, type: Number, format: "£#,##0.00" };
}

/** Per cent as Excel has it: 57.6% is 0.576. */
export function share(percent: number): Cell {
  return { value: Math.round(percent * 10) / 1000, type: Number, format: "0.0%" };
}
