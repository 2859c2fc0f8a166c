import type { Mistake } from "../../kernel/mistakes.js";
import { insteadOf } from "../../kernel/nearest.js";
import { type Complain, type Row, rowsOf } from "../../kernel/rows.js";
import type { PanelRules, Report } from "../schema.js";
import {
  agencyChoice,
  type Choice,
  type FrameColumn,
  layoutOf,
  OUTCOME_CHOICE,
  programmeChoice,
  STAGE_CHOICE,
  spellingOf,
} from "./columns-rules.js";
import { type Likeness, likenessInLink, likenessOf } from "./likeness-rules.js";
import { type Vocabulary, vocabularyOf } from "./words-rules.js";

export interface FrameKnown {
  readonly rules: PanelRules;
  readonly partners: readonly { readonly id: string; readonly name: string }[];
  /** Of everybody on the people list. */
  readonly names: readonly string[];
  /** The number of the first report. */
  readonly from: number;
  /** That the round has already, lower case. */
  readonly references: ReadonlySet<string>;
}

/** Where the frame is wrong, and what would be right. Never repeats what a cell says: it may be a name. */
export type FrameMistake = Pick<Mistake, "line" | "wrong" | "right"> & {
  /** A column's name, or its place where it has a heading that is not known. */
  readonly column: string | undefined;
};

export type ReadFrame =
  | { readonly ok: true; readonly reports: Report[] }
  | { readonly ok: false; readonly mistakes: FrameMistake[] };

const MOST_REPORTS = 5000;
const LONGEST_REFERENCE = 40;
const LONGEST_LINK = 2000;

/**
 * Reads the frame of a round: csv with commas or semicolons, or a table pasted from a spreadsheet, with a header line.
 * Refused as a whole if anything in it is wrong, or gives a person away. Never throws.
 */
export function readFrame(text: string, known: FrameKnown): ReadFrame {
  const mistakes: FrameMistake[] = [];
  const complain: Complain = (line, column, wrong, right) => mistakes.push({ line, column, wrong, right });
  const rows = rowsIn(text, complain);
  const reader = readerOf(known, complain);
  const reports = rows.flatMap((row, index) => reader(row, known.from + index) ?? []);
  complainOfDoubles(rows, known.references, complain);
  if (rows.length === 0 && mistakes.length === 0)
    complain(1, undefined, "there is no report in it", "add a line a report");
  if (mistakes.length === 0) return { ok: true, reports };
  return { ok: false, mistakes: mistakes.sort((one, other) => one.line - other.line) };
}

/**
 * The frame in the form whose SHA-256 is recorded: in order of number, a line for each report, ended by a line feed, of
 * number, reference, agency, programme, stage, outcome and link, with tabs between them, in UTF-8.
 */
export function frameText(reports: readonly Report[]): string {
  return [...reports]
    .sort((one, other) => one.no - other.no)
    .map(({ no, reference, agency, programme, stage, outcome, link }) =>
      [no, reference, agency, programme, stage, outcome, link].join("\t"),
    )
    .map((line) => `${line}\n`)
    .join("");
}

function rowsIn(text: string, complain: Complain): Row<FrameColumn>[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|[\r\n]/);
  const filled = lines.filter((line) => line.trim() !== "");
  const [header = ""] = filled;
  const layout = layoutOf(header);
  if (!layout) {
    const wrong = header === "" ? "there is nothing in it" : "the first line does not name the columns";
    const right = "begin with a line of reference, agency, programme, stage, outcome, link";
    complain(header === "" ? 1 : lines.indexOf(header) + 1, undefined, wrong, right);
  } else if (filled.length - 1 > MOST_REPORTS) {
    complain(1, undefined, "there are more than 5,000 reports", "leave out those that are not of this round");
  } else return rowsOf(withoutEmptyColumns(lines, header, layout.separator), layout, complain);
  return [];
}

/** A selection in a spreadsheet often has empty columns at its end. */
function withoutEmptyColumns(lines: readonly string[], header: string, separator: string): readonly string[] {
  let end = "";
  while (header.endsWith(end + separator)) end += separator;
  return end === "" ? lines : lines.map((line) => (line.endsWith(end) ? line.slice(0, -end.length) : line));
}

type Reader = (row: Row<FrameColumn>, no: number) => Report | undefined;

function readerOf({ rules, partners, names }: FrameKnown, complain: Complain): Reader {
  const vocabulary = vocabularyOf({ rules, partners, names });
  const agencies = agencyChoice(partners);
  const programmes = programmeChoice(rules);
  return (row, no) => {
    const reference = referenceOf(row, vocabulary, complain);
    const agency = chosen(row, "agency", agencies, complain);
    const programme = chosen(row, "programme", programmes, complain);
    const stage = chosen(row, "stage", STAGE_CHOICE, complain);
    const outcome = chosen(row, "outcome", OUTCOME_CHOICE, complain);
    const link = linkOf(row, vocabulary, complain);
    return reference && agency && programme && stage && outcome && link
      ? { no, reference, agency, programme, stage, outcome, link }
      : undefined;
  };
}

function chosen<Value extends string>(
  { line, cells }: Row<FrameColumn>,
  column: FrameColumn,
  { what, bySpelling, shown }: Choice<Value>,
  complain: Complain,
): Value | undefined {
  const cell = cells[column];
  const value = bySpelling.get(spellingOf(cell));
  if (value === undefined) {
    const wrong = cell === "" ? "the cell is empty" : `there is no such ${what}`;
    complain(line, column, wrong, insteadOf(cell.slice(0, 100), shown));
  }
  return value;
}

const CODE = "use a code that tells nobody who it is, for example A26-017";
const SHARED = "put the file into a shared library, and paste the link to it there";
const FILE = "name the file by its reference, for example A26-017.pdf";

const GIVEN_AWAY: Readonly<Record<Likeness, string>> = {
  name: "this looks like a person's name",
  email: "this looks like an e-mail address",
  number: "this looks like a student number: six digits or more in a row",
  drive: "this leads into somebody's own OneDrive, and holds their name",
};

function referenceOf(
  { line, cells }: Row<FrameColumn>,
  vocabulary: Vocabulary,
  complain: Complain,
): string | undefined {
  const reference = cells.reference.replace(/\s+/g, " ");
  const wrong = wrongWithReference(reference, vocabulary);
  if (wrong === undefined) return reference;
  complain(line, "reference", wrong, CODE);
  return undefined;
}

function wrongWithReference(reference: string, vocabulary: Vocabulary): string | undefined {
  if (reference === "") return "the cell is empty";
  if (reference.length > LONGEST_REFERENCE) return `the reference is longer than ${LONGEST_REFERENCE} characters`;
  if (/[\p{Cc}\p{Cf}\p{Cs}\uFFFD]/u.test(reference)) return "there are signs in it that can't be seen or read";
  const likeness = likenessOf(reference, vocabulary);
  return likeness && GIVEN_AWAY[likeness];
}

function linkOf({ line, cells }: Row<FrameColumn>, vocabulary: Vocabulary, complain: Complain): string | undefined {
  const mistake = wrongWithLink(cells.link, vocabulary);
  if (!mistake) return new URL(cells.link).href;
  complain(line, "link", mistake.wrong, mistake.right);
  return undefined;
}

function wrongWithLink(link: string, vocabulary: Vocabulary): Pick<FrameMistake, "wrong" | "right"> | undefined {
  const right = "paste the whole link to the anonymised file, beginning with https://";
  if (link === "") return { wrong: "the cell is empty", right };
  if (!URL.canParse(link)) return { wrong: "this is no link", right };
  const url = new URL(link);
  if (url.protocol !== "https:") return { wrong: "the link does not begin with https://", right };
  if (url.username !== "" || url.password !== "")
    return { wrong: "there is a sign-in name in the link", right: SHARED };
  if (url.href.length > LONGEST_LINK) return { wrong: "the link is too long", right: SHARED };
  const likeness = likenessInLink(url, vocabulary);
  return likeness && { wrong: GIVEN_AWAY[likeness], right: likeness === "drive" ? SHARED : FILE };
}

function complainOfDoubles(rows: readonly Row<FrameColumn>[], known: ReadonlySet<string>, complain: Complain): void {
  const lines = new Map<string, number>();
  for (const { line, cells } of rows) {
    const reference = cells.reference.replace(/\s+/g, " ").toLowerCase();
    const earlier = lines.get(reference);
    if (reference === "") continue;
    if (known.has(reference)) complain(line, "reference", "the round has this reference already", "leave the line out");
    else if (earlier === undefined) lines.set(reference, line);
    else complain(line, "reference", `line ${earlier} has the same reference`, "give each report its own");
  }
}
