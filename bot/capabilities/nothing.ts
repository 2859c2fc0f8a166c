import { z } from "zod";

/** For buttons that send no data of their own. What a client adds is ignored. */
export const nothing = z.object({});
