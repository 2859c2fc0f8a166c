import { z } from "zod";

/** What a card shows figures of. */
export interface Live {
  /** Says whose view it is, for example `surveys.progress`. */
  readonly kind: string;
  /** Which one, in that view's own terms: an opaque id. */
  readonly subject: string;
}

/** A message of the bot's in somebody's own chat. */
export interface LivePlace {
  readonly conversationId: string;
  readonly activityId: string;
}

export const liveCardSchema = z.strictObject({
  /** Another one each time that a card is watched, also in the same place. */
  id: z.string().min(1),
  conversationId: z.string().min(1),
  activityId: z.string().min(1),
  /** Whose it is: a person key. */
  person: z.string().min(1),
  kind: z.string().min(1),
  subject: z.string(),
  /** A fingerprint of what it shows; missing while that is not certain. */
  shows: z.string().optional(),
  /** The instant since which it is watched (UTC). */
  since: z.iso.datetime(),
  /** No edit before this instant. */
  notBefore: z.iso.datetime(),
  /** Edits that failed in a row. */
  failures: z.int().min(0),
});
/** A card that is kept in step with what it shows. */
export type LiveCard = Readonly<z.infer<typeof liveCardSchema>>;
