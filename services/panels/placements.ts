import { isOfYear, placementsOf } from "./placements-rules.js";
import type { RoundStore } from "./ports.js";

/** How many placements agencies had, from the frames of a financial year's rounds. Empty where there was no round. */
export async function placementsIn(
  rounds: Pick<RoundStore, "all" | "frame">,
  year: string,
): Promise<ReadonlyMap<string, number>> {
  const made = (await rounds.all()).filter((round) => isOfYear(round, year));
  const frames = await Promise.all(made.map(({ id }) => rounds.frame(id)));
  return placementsOf(frames.flat());
}
