import { z } from "zod";
import type { Mistake } from "../kernel/mistakes.js";
import { flawsInSeries, type Known } from "../sessions/planning/series-rules.js";
import { type Series, seriesSchema } from "../sessions/schema.js";
import { flawsOf } from "./explain.js";
import type { YamlFile } from "./yaml.js";

/** What each must have for itself. */
const OWN = ["id", "title", "shortTitle"] as const;
const ownSchema = z.object({
  id: z.string().optional().catch(undefined),
  shortTitle: z.string().optional().catch(undefined),
  title: z.string().optional().catch(undefined),
});

/**
 * The series in these files. What is wrong is added to `mistakes`; without `known`, where partnership.yaml can't be
 * read, what a series names is not looked at.
 */
export function readSeries(files: readonly YamlFile[], known: Known | undefined, mistakes: Mistake[]): Series[] {
  const series = files.flatMap((file) => readOne(file, known, mistakes));
  mistakes.push(...OWN.flatMap((member) => repeated(files, member)));
  return series;
}

function readOne(file: YamlFile, known: Known | undefined, mistakes: Mistake[]): Series[] {
  mistakes.push(...file.mistakes);
  if (file.value === undefined) return [];
  const parsed = seriesSchema.safeParse(file.value);
  const flaws = parsed.success ? (known ? flawsInSeries(parsed.data, known) : []) : flawsOf(seriesSchema, file.value);
  mistakes.push(...flaws.map(file.mistake));
  return parsed.success && flaws.length === 0 ? [parsed.data] : [];
}

/** In any letter case: channels are found by these names, and buttons told apart. */
function repeated(files: readonly YamlFile[], member: (typeof OWN)[number]): Mistake[] {
  const values = files.map(({ value }) => ownSchema.safeParse(value).data?.[member]);
  return files.flatMap((file, index) => {
    const value = values[index];
    const earlier = values.findIndex((one) => one?.toLowerCase() === value?.toLowerCase());
    if (value === undefined || earlier === index) return [];
    const wrong = `${files[earlier]?.path} has the ${member} “${value}” already`;
    return [file.mistake({ path: [member], wrong, right: `give each series a ${member} of its own` })];
  });
}
