import { cellsOf, type Layout } from "../../kernel/rows.js";
import type { Outcome, PanelRules, Stage } from "../schema.js";

const COLUMNS = ["reference", "agency", "programme", "stage", "outcome", "link"] as const;
export type FrameColumn = (typeof COLUMNS)[number];

/** Other headings that people's own tables have. */
const HEADINGS: Readonly<Record<FrameColumn, readonly string[]>> = {
  reference: ["ref", "ref no", "reference no", "reference number", "report reference", "report ref", "code"],
  agency: ["partner", "agency name", "placement agency", "placement provider", "employer", "organisation"],
  programme: ["program", "course", "route"],
  stage: ["report", "report type", "type", "type of report", "report stage", "placement stage"],
  outcome: ["result", "recommendation", "report outcome"],
  link: ["file", "url", "address", "hyperlink", "file link", "link to file", "link to the file", "document"],
};

const STAGES: Readonly<Record<Stage, readonly string[]>> = {
  midway: ["mid way", "midpoint", "mid point", "mid", "interim", "mid placement", "halfway"],
  epr: ["end of placement", "end of placement report", "end", "final", "end report"],
};

const OUTCOMES: Readonly<Record<Outcome, readonly string[]>> = {
  pass: ["passed", "passes"],
  borderline: ["border line", "borderline pass", "borderline fail", "borderline pass fail"],
  fail: ["failed", "fails"],
};

/** The values that a column can have, under all their spellings. */
export interface Choice<Value extends string> {
  /** What the value is called in complaints: "agency". */
  readonly what: string;
  readonly bySpelling: ReadonlyMap<string, Value>;
  /** How each value is best written. */
  readonly shown: readonly string[];
}

export const STAGE_CHOICE: Choice<Stage> = {
  what: "stage",
  bySpelling: new Map(
    spellings(STAGES, (spelling) => [spelling, `${spelling} report`, `${spelling} review`, `${spelling} assessment`]),
  ),
  shown: ["midway", "EPR"],
};

export const OUTCOME_CHOICE: Choice<Outcome> = {
  what: "outcome",
  bySpelling: new Map(spellings(OUTCOMES)),
  shown: ["pass", "borderline", "fail"],
};

export function agencyChoice(partners: readonly { readonly id: string; readonly name: string }[]): Choice<string> {
  const pairs = partners.flatMap(({ id, name }) => [id, name].map((one) => [spellingOf(one), id] as const));
  return { what: "agency", bySpelling: firstOf(pairs), shown: partners.map(({ name }) => name) };
}

export function programmeChoice({ programmes }: Pick<PanelRules, "programmes">): Choice<string> {
  const pairs = programmes.flatMap(({ id, title, alsoCalled }) =>
    [id, title, ...alsoCalled].map((one) => [spellingOf(one), id] as const),
  );
  return { what: "programme", bySpelling: firstOf(pairs), shown: programmes.map(({ title }) => title) };
}

/** Letter case, hyphens and double spaces make no other value. */
export function spellingOf(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("&", " and ")
    .replace(/[\s_./–-]+/g, " ")
    .trim();
}

/** How the table with this header line is written; undefined if it names no column. */
export function layoutOf(header: string): Layout<FrameColumn> | undefined {
  const known = (separator: string) => {
    const split = cellsOf(header, separator);
    return "cells" in split ? split.cells.filter((heading) => columnOf(heading)).length : 0;
  };
  const [best] = ["\t", ",", ";"]
    .map((separator) => ({ separator, columns: known(separator) }))
    .sort((one, other) => other.columns - one.columns);
  if (!best || best.columns === 0) return undefined;
  // An unknown heading is named by its place, since it may be a person's name where there is no header at all.
  return { columns: COLUMNS, separator: best.separator, columnOf, nameOf: (_, place) => String(place) };
}

const BY_HEADING = new Map(spellings(HEADINGS));

function columnOf(heading: string): FrameColumn | undefined {
  return BY_HEADING.get(spellingOf(heading));
}

/** Each spelling with its value, the value's own first. */
function spellings<Value extends string>(
  all: Readonly<Record<Value, readonly string[]>>,
  variants = (spelling: string) => [spelling],
): (readonly [string, Value])[] {
  return (Object.keys(all) as Value[]).flatMap((value) =>
    [value, ...all[value]].flatMap(variants).map((spelling) => [spelling, value] as const),
  );
}

/** Where two values are spelled alike, the first is meant. */
function firstOf(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  return new Map([...pairs].reverse());
}
