import { newestFirst, type SurveyContext } from "./context.js";
import type { Wave } from "./schema.js";
import { closedOn } from "./timetable.js";
import type { ToldWave } from "./trend.js";

/** Closed waves of the same survey, and the same series where it asks of sessions; oldest first. */
export async function earlierWaves(
  context: SurveyContext,
  { id, definition, evaluationOf }: Wave,
): Promise<ToldWave[]> {
  const waves = (await newestFirst(context))
    .filter((wave) => wave.id !== id && wave.status === "closed" && wave.definition.id === definition.id)
    .filter((wave) => wave.evaluationOf === evaluationOf)
    .sort((one, other) => ((one.closedAt ?? "") < (other.closedAt ?? "") ? -1 : 1));
  const told = await Promise.all(
    waves.map(async (wave): Promise<ToldWave[]> => {
      const results = await context.archive.findResults(wave.id);
      const on = closedOn(wave, new Date(wave.closedAt ?? 0));
      return results ? [{ definition: wave.definition, closedOn: on, results }] : [];
    }),
  );
  return told.flat();
}
