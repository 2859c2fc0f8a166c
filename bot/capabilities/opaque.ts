import { z } from "zod";

/** An id that a button carries: of ours, and the client's to edit. */
export const opaqueId = z.string().regex(/^[0-9a-z-]{1,64}$/);
