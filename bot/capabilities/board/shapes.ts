import { z } from "zod";

export const id = z.string().regex(/^[0-9a-z-]{1,64}$/);
/** Of the wording that a card shows. */
export const version = z.coerce.number().int().min(1).max(1_000);
export const ofItem = z.object({ item: id });
