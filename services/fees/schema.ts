import { z } from "zod";
import { actSchema } from "../audit/outbox.js";
import { localDate } from "../kernel/dates.js";

/** A financial year, April to March, for example 2026-27. */
export const financialYear = z
  .string()
  .regex(/^20\d\d-\d\d$/, "a financial year, for example 2026-27")
  .refine((text) => Number(text.slice(5)) === (Number(text.slice(2, 4)) + 1) % 100, "two years that follow each other");

const pence = z.int().min(0).max(100_000_000);

/** fees.yaml: what the partnership asks its paying partners for, year by year. Sums are whole pence. */
export const feesSchema = z.strictObject({
  years: z
    .array(
      z.strictObject({
        year: financialYear,
        /** Of each paying partner. */
        pence,
        /** What is expected in all, where it isn't the sum of what is asked for. */
        forecastPence: pence.optional(),
        /** Partners that pay, by id; left out: primary partners that are no PVIs. */
        payers: z.array(z.string()).optional(),
        /** Who pays something else, and why: an agreed adjustment, or a share for who joined late. */
        exceptions: z
          .array(z.strictObject({ partner: z.string(), pence, reason: z.string().min(1).max(200) }))
          .default([]),
        dueOn: localDate.optional(),
        /** What it pays for, in two lines. */
        paysFor: z.array(z.string().min(1).max(200)).max(2).default([]),
        /** What is being reaffirmed. A change of the text is another version. */
        text: z.strictObject({ version: z.int().min(1), text: z.string().min(1).max(4000) }).optional(),
      }),
    )
    .default([]),
});
export type FeesData = z.infer<typeof feesSchema>;
export type FeeYear = FeesData["years"][number];

/** In the place of a person who was erased. */
export const ERASED = "erased";

/** What a partner can say. */
export const ANSWERS = ["confirmed", "queried", "declined"] as const;
export type Answer = (typeof ANSWERS)[number];
/** Where a partner can stand. */
export const STANDINGS = [...ANSWERS, "silent"] as const;
export type Standing = (typeof STANDINGS)[number];

/** How long what people type may be. */
export const MOST_WORDS = 500;
export const MOST_NAME = 100;
export const MOST_ORDER = 60;

const entry = z.object({
  /** Its act's. */
  id: z.string(),
  partner: z.string(),
  at: z.iso.datetime(),
  /** A person key, or `erased`. */
  by: z.string(),
});
/** Why it stands in the place of an earlier answer, where it does. */
const correction = z.string().optional();

const confirmedSchema = entry.extend({
  kind: z.literal("confirmed"),
  pence,
  authorisedBy: z.object({ name: z.string(), role: z.string() }),
  /** As it was typed: it may be what a spreadsheet takes for a formula. */
  purchaseOrder: z.string().optional(),
  correction,
});
const queriedSchema = entry.extend({ kind: z.literal("queried"), reason: z.string(), correction });
const declinedSchema = entry.extend({ kind: z.literal("declined"), reason: z.string(), correction });
const moneySchema = entry.extend({ kind: z.enum(["invoiced", "paid"]), pence, on: localDate });

/** One thing that happened between the partnership and a partner. Later ones stand in its place; none is taken away. */
export const entrySchema = z.discriminatedUnion("kind", [
  confirmedSchema,
  queriedSchema,
  declinedSchema,
  /** A coordinator has followed up a query, or that a partner declined. */
  entry.extend({ kind: z.literal("answered"), note: z.string() }),
  moneySchema,
  /** Takes back an invoice or a payment that was written down wrongly. */
  entry.extend({ kind: z.literal("reversed"), of: z.string(), reason: z.string() }),
]);
export type Entry = z.infer<typeof entrySchema>;
export type AnswerEntry = Extract<Entry, { kind: Answer }>;
export type MoneyEntry = z.infer<typeof moneySchema>;

/** A partner that is asked, as it was when the round was sent. */
export const askedSchema = z.object({
  partner: z.string(),
  name: z.string(),
  tier: z.enum(["primary", "secondary"]),
  pence,
  /** Why it pays something else than the others. */
  reason: z.string().optional(),
  /** Fee contacts then: person keys and names. */
  contacts: z.array(z.object({ person: z.string(), name: z.string() })),
  /** Places that its people took up in sessions in the year before, as far as it can be told. */
  attended: z.int().optional(),
  /** Placements that it had then, where the placement panel met. */
  placements: z.int().optional(),
});
export type Asked = z.infer<typeof askedSchema>;

/** A year's round, frozen when it was sent; what is said in it is added. */
export const roundSchema = z.object({
  year: financialYear,
  sent: z.object({ at: z.iso.datetime(), by: z.string() }),
  pence,
  forecastPence: pence,
  dueOn: localDate,
  paysFor: z.array(z.string()),
  text: z.object({ version: z.int(), text: z.string(), sha256: z.string() }),
  partners: z.array(askedSchema),
  /** In the order in which they were made, which is that of the record. */
  entries: z.array(entrySchema).default([]),
  /** Not on the record yet. */
  acts: z.array(actSchema).default([]),
});
export type Round = z.infer<typeof roundSchema>;
