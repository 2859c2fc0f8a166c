import type { Partner } from "../partnership/schema.js";
import { planOf, yearBefore } from "./plan-rules.js";
import type { FeesData, Round } from "./schema.js";
import { figuresOf } from "./state-rules.js";
import type { LastYear } from "./views.js";

/** The year before, as it was run here, or else as the data has it; undefined where nothing is known of it. */
export function lastYearOf(
  year: string,
  rounds: readonly Round[],
  { years }: FeesData,
  partners: readonly Partner[],
): LastYear | undefined {
  const before = yearBefore(year);
  const round = rounds.find((one) => one.year === before);
  if (round) {
    const { askedPence, by } = figuresOf(round);
    const { forecastPence } = round;
    return { year: before, partners: round.partners.length, askedPence, forecastPence, by };
  }
  const data = years.find((one) => one.year === before);
  if (!data) return undefined;
  const { askedPence, forecastPence, partners: planned } = planOf(data, partners);
  return { year: before, partners: planned.length, askedPence, forecastPence };
}
