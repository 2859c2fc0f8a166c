import { z } from "zod";

/** What the buttons of one report send. */
export const ofReport = z.object({
  round: z.string().regex(/^[0-9a-z-]{1,64}$/),
  no: z.coerce.number().int().min(1).max(100_000),
});

/** A page of a form; past the last one is the last. */
export const pageNumber = z.coerce.number().int().min(0).max(100);
