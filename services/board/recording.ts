import { recordActs } from "../audit/outbox.js";
import { auditSubject, type BoardContext } from "./context.js";

/**
 * Brings what happened to the item onto the record, and notes where. Called after each change; what a process that died
 * left is brought there by the next call.
 */
export async function record({ items, audit }: Pick<BoardContext, "items" | "audit">, id: string): Promise<void> {
  const item = await items.find(id);
  if (!item || item.acts.length === 0) return;
  const places = await recordActs(audit, auditSubject(id), item.acts);
  await items.change(id, (now) => {
    const acts = now.acts.filter((act) => !places.has(act.id));
    if (acts.length === now.acts.length) return { result: undefined };
    return { next: { ...now, acts, recorded: { ...now.recorded, ...Object.fromEntries(places) } }, result: undefined };
  });
}
