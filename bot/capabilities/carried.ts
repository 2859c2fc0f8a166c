import { z } from "zod";

/** An id that a button carries: of ours, and the client's to edit. */
export const opaqueId = z.string().regex(/^[0-9a-z-]{1,64}$/);

/** Where a list goes on. */
export const fromLine = z.coerce.number().int().min(0).max(10_000).default(0);
