import { z } from "zod";
import { messageSchema } from "../delivery/schema.js";

/** A card in a channel that is kept in step with what it shows. */
export const postSchema = z.strictObject({
  id: z.string(),
  /** The channel's name, as coordinators chose it: services/channels. */
  channel: z.string(),
  /** Which card: made anew by the Teams edge each time. */
  message: messageSchema,
  /** After that it is not posted any more, but still edited where it is. */
  usefulUntil: z.iso.datetime().optional(),
  /** Where it is, once it is posted. */
  at: z
    .strictObject({ tenantId: z.string(), serviceUrl: z.url(), conversationId: z.string(), activityId: z.string() })
    .optional(),
  /** A fingerprint of what it shows. */
  shows: z.string().optional(),
  /** A try to post it began then, and its end is not known: it may be there already. */
  tryingSince: z.iso.datetime().optional(),
  /** It may be there twice. */
  uncertain: z.boolean().default(false),
  /** Tries in a row that failed. */
  failures: z.int().default(0),
  /** No try before this instant. */
  notBefore: z.iso.datetime().optional(),
  /** Teams refused it for good: why, and in which conversation. */
  refused: z.strictObject({ reason: z.string(), conversationId: z.string() }).optional(),
  /** When it changed last; retention counts from here. */
  changedAt: z.iso.datetime(),
});
export type Post = z.infer<typeof postSchema>;
