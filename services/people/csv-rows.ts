import { type CsvError, parse } from "csv-parse/sync";
import { insteadOf, nearest } from "../kernel/nearest.js";

const COLUMNS = ["name", "email", "tenant_id", "object_id", "partner", "side", "roles", "cohorts"] as const;
export type Column = (typeof COLUMNS)[number];

/** A line's cells by column, trimmed. */
export interface Row {
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
}

export type Complain = (line: number, column: string | undefined, wrong: string, right: string) => void;

/** The lines below the header, empty ones left out, those that can't be read complained of and left out. */
export function rowsOf(lines: readonly string[], complain: Complain): Row[] {
  const first = lines.findIndex((text) => text.trim() !== "");
  if (first < 0) {
    complain(1, undefined, "the file is empty", `begin with the header line ${COLUMNS.join(",")}`);
    return [];
  }
  const places = headerOf(lines[first] ?? "", first + 1, complain);
  if (!places) return [];
  return lines.slice(first + 1).flatMap((text, index) => rowOf(text, first + index + 2, places, complain) ?? []);
}

/** Where each column is; undefined when the header can't be used. Any order and any letter case will do. */
function headerOf(text: string, line: number, complain: Complain): readonly Column[] | undefined {
  const split = cellsOf(text);
  const names = ("cells" in split ? split.cells : [text]).map((name) => name.trim().toLowerCase());
  const right = `the header line is ${COLUMNS.join(",")}`;
  if (names.length === 1 && /[;\t]/.test(text)) {
    complain(line, undefined, "the columns are not separated by commas", right);
    return undefined;
  }
  const unknown = names.filter((name) => !isColumn(name));
  const repeated = names.filter((name, index) => isColumn(name) && names.indexOf(name) < index);
  const missing = COLUMNS.filter((column) => !names.includes(column));
  for (const name of unknown) {
    complain(line, name, "there is no such column", nearest(name, missing) ? insteadOf(name, missing) : right);
  }
  for (const name of repeated) complain(line, name, "the column is there twice", "keep one of the two");
  for (const name of missing) complain(line, name, "the column is missing", right);
  return unknown.length + repeated.length + missing.length === 0 ? names.filter(isColumn) : undefined;
}

function isColumn(name: string): name is Column {
  return (COLUMNS as readonly string[]).includes(name);
}

function rowOf(text: string, line: number, places: readonly Column[], complain: Complain): Row | undefined {
  const split = cellsOf(text);
  if ("brokenAt" in split) {
    const wrong = "a quote is not closed, or stands inside a cell";
    complain(line, places[split.brokenAt], wrong, "put the whole cell in quotes, and write a quote inside it twice");
    return undefined;
  }
  const { cells } = split;
  if (cells.every((cell) => cell.trim() === "")) return undefined;
  if (cells.length !== places.length) {
    const column = places[cells.length] ?? places.at(-1);
    const wrong = `there are ${cells.length} cells in this line, not ${places.length}`;
    complain(line, column, wrong, "put a cell with a comma in it in quotes, and keep empty cells");
    return undefined;
  }
  if (cells.every((cell, index) => cell.trim().toLowerCase() === places[index])) {
    complain(line, undefined, "the header line is here again", "leave it out");
    return undefined;
  }
  const named = places.map((column, index) => [column, (cells[index] ?? "").normalize("NFC").trim()]);
  return { line, cells: Object.fromEntries(named) as Record<Column, string> };
}

/** The cells of one line, or the index of the one whose quotes don't match. */
function cellsOf(line: string): { readonly cells: string[] } | { readonly brokenAt: number } {
  // Most lines have no quotes, and a parser a line is slow.
  if (!line.includes('"')) return { cells: line.split(",") };
  try {
    return { cells: (parse(line, { relax_column_count: true }) as string[][])[0] ?? [] };
  } catch (error) {
    return { brokenAt: Number((error as CsvError).column) };
  }
}
