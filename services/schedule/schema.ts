import { z } from "zod";

/** An instant (UTC) as `2027-03-28T01:00:00.000Z`: of one length, so that texts sort as the instants do. */
const instant = z.iso.datetime().transform((text) => new Date(text).toISOString());

export const timerSchema = z.object({
  /** The caller's own: what is asked for once more under it replaces what was asked for before. */
  id: z.string().min(1),
  /** Says whose handler it is, for example `retention.purge`. */
  kind: z.string().min(1),
  /** What it is about, in the handler's own terms: ids, never what people wrote. */
  subject: z.string(),
  due: instant,
  /** After that it makes no sense any more: it is recorded as too late instead. */
  usefulUntil: instant.optional(),
  /** How often it was taken up since without being brought to its end. */
  attempts: z.int().min(0),
});
/** Something that is due at an instant. */
export type Timer = Readonly<z.infer<typeof timerSchema>>;
/** As callers ask for it. */
export type NewTimer = Omit<Timer, "attempts">;

export const keptTimerSchema = timerSchema.extend({
  /** When it is to be looked at: when it is due, tried again, or when whoever handles it must have ended. */
  wakes: instant,
  /** Known to nobody but who handles it now. */
  claim: z.string().optional(),
  /** Asked for while it was being handled: due once more then. */
  again: instant.optional(),
});
/** A timer as it is stored. */
export type KeptTimer = Readonly<z.infer<typeof keptTimerSchema>>;

export const lateTimerSchema = timerSchema.pick({ id: true, kind: true, subject: true, due: true }).extend({
  noticedAt: instant,
});
/** What was missed, and found when it made no sense any more. */
export type LateTimer = Readonly<z.infer<typeof lateTimerSchema>>;
