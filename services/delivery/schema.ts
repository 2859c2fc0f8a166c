import { z } from "zod";
import { personIdSchema } from "../people/schema.js";

/** What to say, by name: the Teams edge turns it into a card when it is sent, so that nothing stale is stored. */
export const messageSchema = z.strictObject({
  /** For example `surveys.invitation`; each capability in `bot/capabilities` lists its own. */
  kind: z.string(),
  /** What the message is about: opaque ids only. */
  subject: z.string(),
});
export type Message = z.infer<typeof messageSchema>;

/**
 * How a message comes to a person. `asks`: it wants something, which the inbox shows too, so that several held back can
 * be told of in one message. `tells`: news. Both are nudges: they keep quiet hours and count in the budget. `reminds`: keeps
 * both, but uses up nothing, since what others are held back for must not tell who was reminded. `replies`: to what the
 * person did; never held back.
 */
export const MANNERS = ["asks", "tells", "reminds", "replies"] as const;
export type Manner = (typeof MANNERS)[number];

export const DELIVERY_STATES = ["pending", "sent", "not-reachable", "failed", "suppressed", "cancelled"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why somebody was not reached, in plain words on cards (see cards/deliveries). */
export const REASONS = [
  "not-installed",
  "blocked-by-person",
  "blocked-by-administrator",
  "left",
  "rejected",
  "gave-up",
  /** Suppressed: there was nothing to say to this person any more. */
  "no-longer-applies",
  /** Suppressed: the next allowed moment came after the message was of any use. */
  "too-late",
  /** Suppressed: told of in one message together with others. */
  "merged",
] as const;
export type Reason = (typeof REASONS)[number];

export const campaignSchema = z.strictObject({
  id: z.string(),
  message: messageSchema,
  /** For coordinators: "EPD pulse, autumn 2026: invitation". */
  title: z.string(),
  manner: z.enum(MANNERS),
  /** From this instant on the message is of no use and is not sent. */
  usefulUntil: z.iso.datetime().optional(),
  /** To whom it went tells of them what is theirs to tell: there are no names, and no figure below five. */
  discreet: z.boolean().optional(),
  createdAt: z.iso.datetime(),
  planned: z.int(),
  /** The tenants of the people written to: the campaign's parts. */
  tenants: z.array(z.string()),
  status: z.enum(["planning", "sending", "done", "cancelled"]),
  /** When it was done or cancelled; retention counts from here. */
  endedAt: z.iso.datetime().optional(),
});
export type Campaign = z.infer<typeof campaignSchema>;

export const deliverySchema = z.strictObject({
  campaignId: z.string(),
  person: personIdSchema,
  state: z.enum(DELIVERY_STATES),
  reason: z.enum(REASONS).optional(),
  attempts: z.int(),
  /** True when an earlier try may have arrived although no record of it came back. */
  uncertain: z.boolean(),
  /** The run that is trying now: found by another one, the try's end was never recorded. */
  trying: z.string().optional(),
  /** Pending, and not to be tried before this instant. */
  notBefore: z.iso.datetime().optional(),
  /** Waiting for `notBefore` since the person is not to be nudged now; it is then released together with others. */
  held: z.boolean().optional(),
  /** The campaign whose one message told of this and others. */
  mergedInto: z.string().optional(),
  /** Where the message is, so that it can be updated later. */
  conversationId: z.string().optional(),
  activityId: z.string().optional(),
  /** The card was replaced by a note, since it no longer applied. */
  retired: z.boolean().optional(),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** The six states add up to `planned`. */
export type DeliveryCounts = Readonly<Record<DeliveryState, number>>;

/** A campaign in one tenant: what one process at a time sends. */
export interface PartId {
  readonly campaignId: string;
  readonly tenantId: string;
}

export const partSchema = z.strictObject({
  campaignId: z.string(),
  tenantId: z.string(),
  counts: z.record(z.enum(DELIVERY_STATES), z.int()),
  /** The run that works on it, and until when that holds without being renewed. */
  worker: z.string().optional(),
  workerUntil: z.iso.datetime().optional(),
  /** Nothing more is begun. */
  cancelled: z.boolean(),
  /** The last change, so that its author knows it again when the answer to it was lost. */
  change: z.string(),
});
export type Part = z.infer<typeof partSchema>;

/** What a person was sent lately, over all campaigns: the last eight days, oldest first. */
export interface Contact {
  readonly person: { readonly tenantId: string; readonly objectId: string };
  readonly recent: readonly Nudge[];
}

export interface Nudge {
  readonly at: Date;
  readonly campaignId: string;
  /** Whether it counts in the budget: what a person asked for does not. */
  readonly counts: boolean;
}

/** Where a person can be written to, learned from the app's installation and messages. */
export const addressSchema = z.strictObject({
  person: personIdSchema,
  serviceUrl: z.url(),
  conversationId: z.string(),
  /** Unique to this bot (`29:…`). */
  userId: z.string(),
  state: z.enum(["reachable", "not-installed"]),
});
export type Address = z.infer<typeof addressSchema>;
