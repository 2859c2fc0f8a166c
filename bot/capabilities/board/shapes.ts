import { z } from "zod";
import { opaqueId } from "../carried.js";

export const id = opaqueId;
/** Of the wording that a card shows. */
export const version = z.coerce.number().int().min(1).max(1_000);
export const ofItem = z.object({ item: id });
