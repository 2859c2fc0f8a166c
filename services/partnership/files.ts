import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Mistake, MistakesError } from "../kernel/mistakes.js";
import type { Series } from "../sessions/schema.js";
import type { Definition } from "../surveys/schema.js";
import { type DefinitionCheck, loadPartnership } from "./load.js";
import { OWN_FILES, type OwnFiles } from "./own-files.js";
import type { Partnership } from "./schema.js";
import type { SourceFile } from "./yaml.js";

export interface PartnershipFiles extends OwnFiles {
  readonly partnership: Partnership;
  readonly definitions: readonly Definition[];
  readonly series: readonly Series[];
  /** people.csv as it is, where there is one; read it with services/people/csv.ts. */
  readonly people: Uint8Array | undefined;
}

/** The partnership in a folder. Throws MistakesError with all that is wrong in its files. */
export async function readPartnershipFiles(folder: string, check?: DefinitionCheck): Promise<PartnershipFiles> {
  const names = [
    "partnership.yaml",
    ...Object.values(OWN_FILES),
    ...(await yamlNames(folder, "surveys")),
    ...(await yamlNames(folder, "series")),
  ];
  const mistakes: Mistake[] = [];
  const files: SourceFile[] = [];
  for (const path of names) {
    const bytes = await readIfThere(join(folder, path));
    const text = bytes && decode(bytes);
    if (text !== undefined) files.push({ path, text });
    else if (bytes) mistakes.push({ file: path, line: 1, wrong: "the file is not UTF-8", right: "save it as UTF-8" });
  }
  const loaded = loadPartnership(files, check);
  const unreadable = new Set(mistakes.map(({ file }) => file));
  const all = [...mistakes, ...(loaded.ok ? [] : loaded.mistakes.filter(({ file }) => !unreadable.has(file)))];
  if (!loaded.ok || all.length > 0) throw new MistakesError(`The partnership in ${folder} can't be used yet:`, all);
  return { ...loaded, people: await readIfThere(join(folder, "people.csv")) };
}

async function yamlNames(folder: string, below: string): Promise<string[]> {
  const entries = await orUndefined(readdir(join(folder, below)));
  return (entries ?? [])
    .filter((name) => /\.ya?ml$/i.test(name))
    .sort()
    .map((name) => `${below}/${name}`);
}

function readIfThere(path: string): Promise<Uint8Array | undefined> {
  return orUndefined(readFile(path));
}

async function orUndefined<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
