import { z } from "zod";
import type { ChainedAudit } from "./ports.js";
import { textVersionSchema } from "./schema.js";

/**
 * An act that is kept with what it changed until it is on the record: so neither is ever there without the other, whenever
 * the process dies.
 */
export const actSchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  event: z.string(),
  /** A person key, or `system`. */
  by: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  text: textVersionSchema.optional(),
  about: z.record(z.string(), z.string()).optional(),
  said: z.record(z.string(), z.string()).optional(),
});
export type Act = z.infer<typeof actSchema>;

/** An act's place on the record. */
export interface Place {
  readonly seq: number;
  readonly hash: string;
}

/**
 * Brings the acts onto the record in their order, each once; their places, by the acts' ids. They are asked for together,
 * so that many cost little more than one.
 */
export async function recordActs(
  audit: ChainedAudit,
  subject: string,
  acts: readonly Act[],
): Promise<ReadonlyMap<string, Place>> {
  const places = acts.map(async ({ at, text, about, said, ...act }): Promise<[string, Place]> => {
    const optional = { ...(text && { text }), ...(about && { about }), ...(said && { said }) };
    const { seq, hash } = await audit.record({ ...act, subject, at: new Date(at), ...optional });
    return [act.id, { seq, hash }];
  });
  return new Map(await Promise.all(places));
}

/** What keeps acts beside what they changed. */
interface Keeper {
  readonly acts: readonly Act[];
}

type Rule<Row> = (now: Row) => { readonly next?: Row; readonly result: undefined };

/**
 * Brings what a row keeps onto the record and takes it off the row, which may note where it went. To be called after each
 * change; what a process that died left is brought there by the next call.
 */
export async function recordKept<Row extends Keeper>(
  { audit, subject }: { readonly audit: ChainedAudit; readonly subject: string },
  row: Row | undefined,
  change: (rule: Rule<Row>) => Promise<unknown>,
  noted: (now: Row, places: ReadonlyMap<string, Place>) => Row = (now) => now,
): Promise<void> {
  if (!row || row.acts.length === 0) return;
  const places = await recordActs(audit, subject, row.acts);
  await change((now) => {
    const acts = now.acts.filter(({ id }) => !places.has(id));
    if (acts.length === now.acts.length) return { result: undefined };
    return { next: { ...noted(now, places), acts }, result: undefined };
  });
}
