import { dateOf } from "../kernel/dates.js";
import type { Report, Round } from "./schema.js";

/** Whether it was made in a financial year, April to March ("2026-27"), and its frame is frozen. */
export function isOfYear({ created, drawn }: Pick<Round, "created" | "drawn">, year: string): boolean {
  const begins = Number(year.slice(0, 4));
  const made = dateOf(new Date(created.at));
  return drawn !== undefined && made >= `${begins}-04-01` && made < `${begins + 1}-04-01`;
}

/** By agency; one that had none is left out. Each placement has one end of placement report, and a midway one before. */
export function placementsOf(reports: readonly Pick<Report, "agency" | "stage">[]): Map<string, number> {
  const placements = new Map<string, number>();
  for (const { agency, stage } of reports)
    if (stage === "epr") placements.set(agency, (placements.get(agency) ?? 0) + 1);
  return placements;
}
