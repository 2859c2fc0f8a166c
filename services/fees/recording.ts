import { recordKept } from "../audit/outbox.js";
import { auditSubject, type FeesContext } from "./context.js";

/** Brings what happened in the round onto the record. */
export async function record({ rounds, audit }: Pick<FeesContext, "rounds" | "audit">, year: string): Promise<void> {
  const round = await rounds.find(year);
  await recordKept({ audit, subject: auditSubject(year) }, round, (rule) => rounds.change(year, rule));
}
