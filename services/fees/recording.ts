import { recordActs } from "../audit/outbox.js";
import { auditSubject, type FeesContext } from "./context.js";

/**
 * Brings what happened in the round onto the record. Called after each change; what a process that died left is brought
 * there by the next call.
 */
export async function record({ rounds, audit }: Pick<FeesContext, "rounds" | "audit">, year: string): Promise<void> {
  const round = await rounds.find(year);
  if (!round || round.acts.length === 0) return;
  const places = await recordActs(audit, auditSubject(year), round.acts);
  await rounds.change(year, (now) => {
    const acts = now.acts.filter(({ id }) => !places.has(id));
    return { ...(acts.length < now.acts.length && { next: { ...now, acts } }), result: undefined };
  });
}
