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

export const DELIVERY_STATES = ["pending", "sent", "not-reachable", "failed", "suppressed", "cancelled"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why somebody can't be reached, in plain words on cards (see cards/deliveries.ts). */
export const REASONS = [
  "not-installed",
  "blocked-by-person",
  "blocked-by-administrator",
  "left",
  "rejected",
  "gave-up",
] as const;
export type Reason = (typeof REASONS)[number];

export const campaignSchema = z.strictObject({
  id: z.string(),
  message: messageSchema,
  /** For coordinators: "EPD pulse, autumn 2026: invitation". */
  title: z.string(),
  createdAt: z.iso.datetime(),
  planned: z.int(),
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
  /** The process that is trying now: found by another one, the try's end was never recorded. */
  tryingBy: z.string().optional(),
  /** Where the message is, so that it can be updated later. */
  conversationId: z.string().optional(),
  activityId: z.string().optional(),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** The six states add up to `planned`. */
export type DeliveryCounts = Readonly<Record<DeliveryState, number>>;

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
