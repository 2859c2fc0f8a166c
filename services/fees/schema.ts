import { z } from "zod";
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
