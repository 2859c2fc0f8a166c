import { z } from "zod";
import { opaqueId } from "../carried.js";

/** What the buttons of a round send. */
export const ofRound = z.object({ round: opaqueId });

/** What the buttons of one of its reports send. */
export const ofReport = ofRound.extend({
  no: z.coerce.number().int().min(1).max(100_000),
});

/** A page of a form; past the last one is the last. */
export const pageNumber = z.coerce.number().int().min(0).max(100);
