import { recordKept } from "../audit/outbox.js";
import { auditSubject, type BoardContext } from "./context.js";

/** Brings what happened to the item onto the record, and notes where. */
export async function record({ items, audit }: Pick<BoardContext, "items" | "audit">, id: string): Promise<void> {
  await recordKept(
    { audit, subject: auditSubject(id) },
    await items.find(id),
    (rule) => items.change(id, rule),
    (now, places) => ({ ...now, recorded: { ...now.recorded, ...Object.fromEntries(places) } }),
  );
}
