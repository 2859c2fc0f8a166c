import { z } from "zod";
import { localDate } from "../kernel/dates.js";
import type { Mistake } from "../kernel/mistakes.js";
import type { Series } from "../sessions/schema.js";
import { type DefinitionDraft, flawsInDefinition } from "../surveys/definition-rules.js";
import { type Definition, definitionSchema, MODES, questionSchema } from "../surveys/schema.js";
import { flawsOf } from "./explain.js";
import { OWN_FILES, type OwnFiles, readOwnFiles } from "./own-files.js";
import { quietHoursOf } from "./quiet-hours.js";
import { flawsInPartnership, type PartnershipDraft } from "./rules.js";
import { type Partnership, partnershipSchema, USUAL_NUDGES } from "./schema.js";
import { readSeries } from "./series.js";
import { readYaml, type SourceFile, type YamlFile } from "./yaml.js";

/** Everything a partnership's files say, or everything that is wrong with them. */
export type Loaded =
  | ({
      readonly ok: true;
      readonly partnership: Partnership;
      readonly definitions: readonly Definition[];
      readonly series: readonly Series[];
    } & OwnFiles)
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/** A further look at a definition, for what only the caller knows (the size of its card): what is wrong, or undefined. */
export type DefinitionCheck = (definition: Definition) => string | undefined;

const MAIN = "partnership.yaml";

const SERIES = "series/";

/**
 * `files`: partnership.yaml, the {@link OWN_FILES} that there are, `surveys/*.yaml` and `series/*.yaml`, by their paths below the partnership's
 * folder. Never throws.
 */
export function loadPartnership(files: readonly SourceFile[], check?: DefinitionCheck): Loaded {
  const mistakes: Mistake[] = [];
  const main = files.find(({ path }) => path === MAIN);
  if (!main)
    mistakes.push({ file: MAIN, line: 1, wrong: "the file is missing", right: "add it, or name another folder" });
  const partnership = main && readPartnership(readYaml(main), mistakes);
  const own = readOwnFiles(
    (path) => files.filter((file) => file.path === path).map(readYaml)[0],
    partnership?.partners.map(({ id }) => id),
    mistakes,
  );
  const definitions = files
    .filter((file) => file !== main && !isOwn(file) && !file.path.startsWith(SERIES))
    .map((file) => readDefinition(readYaml(file), check, mistakes));
  mistakes.push(...repeatedIds(definitions));
  const series = readSeries(
    files.filter(({ path }) => path.startsWith(SERIES)).map(readYaml),
    partnership && knownIn(partnership, definitions),
    mistakes,
  );
  if (!partnership || mistakes.length > 0) return { ok: false, mistakes };
  return {
    ok: true,
    partnership,
    definitions: definitions.flatMap(({ definition }) => definition ?? []),
    series,
    ...own,
  };
}

function isOwn({ path }: SourceFile): boolean {
  return Object.values(OWN_FILES).some((own) => own === path);
}

/** What a series may name; surveys count by their ids, whatever else is wrong with them. */
function knownIn(partnership: Partnership, definitions: readonly ReadDefinition[]) {
  return {
    cohorts: partnership.cohorts.map(({ id }) => id),
    partners: partnership.partners.map(({ id }) => id),
    surveys: definitions.flatMap(({ id }) => id ?? []),
    calendar: quietHoursOf(partnership).calendar,
  };
}

function readPartnership(file: YamlFile, mistakes: Mistake[]): Partnership | undefined {
  mistakes.push(...file.mistakes);
  if (file.value === undefined) return undefined;
  const flaws = [...flawsOf(partnershipSchema, file.value), ...flawsInPartnership(partnershipDraft(file.value))];
  mistakes.push(...flaws.map(file.mistake));
  return flaws.length === 0 ? partnershipSchema.parse(file.value) : undefined;
}

interface ReadDefinition {
  readonly file: YamlFile;
  readonly id: string | undefined;
  readonly definition?: Definition;
}

function readDefinition(file: YamlFile, check: DefinitionCheck | undefined, mistakes: Mistake[]): ReadDefinition {
  mistakes.push(...file.mistakes);
  const read = { file, id: lenient(z.object({ id: z.string() })).parse(file.value)?.id };
  if (file.value === undefined) return read;
  const flaws = [...flawsOf(definitionSchema, file.value), ...flawsInDefinition(definitionDraft(file.value))];
  mistakes.push(...flaws.map(file.mistake));
  if (flaws.length > 0) return read;
  const definition = definitionSchema.parse(file.value);
  const wrong = check?.(definition);
  if (wrong === undefined) return { ...read, definition };
  mistakes.push(file.mistake({ path: ["questions"], wrong, right: "shorten it" }));
  return read;
}

function repeatedIds(definitions: readonly ReadDefinition[]): Mistake[] {
  return definitions.flatMap(({ file, id }, index) => {
    const earlier = id === undefined ? undefined : definitions.slice(0, index).find((one) => one.id === id);
    if (!earlier) return [];
    const wrong = `${earlier.file.path} has the id “${id}” already`;
    return [file.mistake({ path: ["id"], wrong, right: "give each survey an id of its own" })];
  });
}

/** Reads what it can; what it can't is undefined, not an error. */
function lenient<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}

function list<T extends z.ZodType>(entry: T) {
  return z.array(entry).catch([]);
}

const named = z.object({ id: lenient(z.string()), name: lenient(z.string()), title: lenient(z.string()) }).catch({});
const draftSchema = z
  .object({
    partners: list(named),
    cohorts: list(named),
    tenants: list(named),
    quietHours: lenient(z.object({ from: z.string(), until: z.string(), bankHolidays: z.array(z.string()) })),
    closedWeeks: list(z.object({ from: lenient(localDate), to: lenient(localDate) }).catch({})),
    nudges: lenient(
      z.object({
        perDay: z.number().default(USUAL_NUDGES.perDay),
        perWeek: z.number().default(USUAL_NUDGES.perWeek),
      }),
    ),
    thresholds: lenient(z.object({ group: z.number(), sensitiveGroup: z.number(), comments: z.number() })),
  })
  .catch({ partners: [], cohorts: [], tenants: [], closedWeeks: [] });

function partnershipDraft(value: unknown): PartnershipDraft {
  return draftSchema.parse(value);
}

const definitionDraftSchema = z
  .object({
    anonymity: lenient(z.enum(MODES)),
    questions: list(
      z.union([
        questionSchema,
        z
          .object({ id: lenient(z.string()) })
          .catch({})
          .transform(({ id }) => ({ type: "unreadable" as const, id })),
      ]),
    ),
    headline: lenient(z.object({ questions: z.array(z.string()), counts: z.array(z.string()) })),
  })
  .catch({ questions: [] });

function definitionDraft(value: unknown): DefinitionDraft {
  return definitionDraftSchema.parse(value);
}
