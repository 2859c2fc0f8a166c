import { type CsvError, parse } from "csv-parse/sync";
import { insteadOf, nearest } from "./nearest.js";

/** A line's cells by column, trimmed. */
export interface Row<Column extends string> {
  /** From 1. */
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
}

export type Complain = (line: number, column: string | undefined, wrong: string, right: string) => void;

/** How a table is written. */
export interface Layout<Column extends string> {
  readonly columns: readonly Column[];
  readonly separator: string;
  /** The column that a heading means, if any. */
  readonly columnOf: (heading: string) => Column | undefined;
  /** What complaints call the column with an unknown heading; `place` from 1. */
  readonly nameOf: (heading: string, place: number) => string;
}

const NAMES: Readonly<Record<string, string>> = { ",": "comma", ";": "semicolon", "\t": "tab" };

/** The lines below the header, empty ones left out, those that can't be read complained of and left out. */
export function rowsOf<Column extends string>(
  lines: readonly string[],
  layout: Layout<Column>,
  complain: Complain,
): Row<Column>[] {
  const first = lines.findIndex((text) => text.trim() !== "");
  if (first < 0) {
    const right = `begin with the header line ${layout.columns.join(layout.separator)}`;
    complain(1, undefined, "the file is empty", right);
    return [];
  }
  const places = headerOf(lines[first] ?? "", first + 1, layout, complain);
  if (!places) return [];
  const below = lines.slice(first + 1);
  return below.flatMap((text, index) => rowOf(text, first + index + 2, places, layout, complain) ?? []);
}

/** The cells of one line, not trimmed, or the index of the one whose quotes don't match. */
export function cellsOf(line: string, separator: string): { readonly cells: string[] } | { readonly brokenAt: number } {
  // Most lines have no quotes, and a parser a line is slow.
  if (!line.includes('"')) return { cells: line.split(separator) };
  try {
    const [cells = []] = parse(line, { delimiter: separator, relax_column_count: true }) as string[][];
    return { cells };
  } catch (error) {
    return { brokenAt: Number((error as CsvError).column) };
  }
}

/** Which column is where; undefined when the header can't be used. */
function headerOf<Column extends string>(
  text: string,
  line: number,
  { columns, separator, columnOf, nameOf }: Layout<Column>,
  complain: Complain,
): readonly Column[] | undefined {
  const split = cellsOf(text, separator);
  const headings = "cells" in split ? split.cells : [text];
  const right = `the header line is ${columns.join(separator === "\t" ? ", " : separator)}`;
  if (headings.length === 1 && /[,;\t]/.test(text)) {
    complain(line, undefined, `the columns are not separated by ${NAMES[separator] ?? separator}s`, right);
    return undefined;
  }
  const found = headings.map(columnOf);
  const missing = columns.filter((column) => !found.includes(column));
  let fine = missing.length === 0;
  for (const [index, heading] of headings.entries()) {
    const column = found[index];
    if (column !== undefined && found.indexOf(column) === index) continue;
    fine = false;
    if (column !== undefined) complain(line, column, "the column is there twice", "keep one of the two");
    else {
      const meant = nearest(heading.trim(), missing) ? insteadOf(heading.trim(), missing) : right;
      complain(line, nameOf(heading, index + 1), "there is no such column", meant);
    }
  }
  for (const column of missing) complain(line, column, "the column is missing", right);
  return fine ? found.filter((column) => column !== undefined) : undefined;
}

function rowOf<Column extends string>(
  text: string,
  line: number,
  places: readonly Column[],
  { separator, columnOf }: Layout<Column>,
  complain: Complain,
): Row<Column> | undefined {
  const split = cellsOf(text, separator);
  if ("brokenAt" in split) {
    const wrong = "a quote is not closed, or stands inside a cell";
    complain(line, places[split.brokenAt], wrong, "put the whole cell in quotes, and write a quote inside it twice");
    return undefined;
  }
  const cells = split.cells.map((cell) => cell.normalize("NFC").trim());
  if (cells.every((cell) => cell === "")) return undefined;
  if (cells.length !== places.length) {
    const column = places[cells.length] ?? places.at(-1);
    const wrong = `there are ${cells.length} cells in this line, not ${places.length}`;
    const what = NAMES[separator] ?? separator;
    complain(line, column, wrong, `put a cell with a ${what} in it in quotes, and keep empty cells`);
    return undefined;
  }
  if (cells.every((cell, index) => columnOf(cell) === places[index])) {
    complain(line, undefined, "the header line is here again", "leave it out");
    return undefined;
  }
  const named = places.map((column, index) => [column, cells[index] ?? ""]);
  return { line, cells: Object.fromEntries(named) as Record<Column, string> };
}
