import type { Purgeable } from "../retention/ports.js";
import type { PanelsContext } from "./context.js";
import { draftsIn, forgotten, forgottenRound, isHeld, isHeldRound } from "./forgetting-rules.js";
import { recordAll } from "./recording.js";
import type { Review, Round } from "./schema.js";

/**
 * Who scored what in rounds closed long ago. Agreed scores stay, and what was frozen of the round's figures. Drafts go as
 * soon as their round is closed. First of all, acts that a process left when it died come onto the record.
 */
export function panelsPurge(context: Pick<PanelsContext, "rounds" | "reviews" | "audit">): Purgeable {
  const { rounds, reviews } = context;
  return {
    kind: "panels",
    async purge(before) {
      let gone = 0;
      for (const round of await rounds.all()) {
        await recordAll(context, round);
        const { id, closed } = round;
        if (!closed) continue;
        const isDue = new Date(closed.at) < before;
        for (const { report } of await reviews.of(id)) {
          gone += await reviews.change(id, report.no, (review) => lessOf(review, isDue));
        }
        if (isDue) await rounds.change(id, withoutPeople);
      }
      return gone;
    },
  };
}

function lessOf(review: Review, isDue: boolean) {
  if (isDue) return isHeld(review) ? { next: forgotten(review), result: 1 } : { result: 0 };
  return draftsIn(review).length > 0
    ? { next: { ...review, drafts: {}, agreementDrafts: {} }, result: 1 }
    : { result: 0 };
}

function withoutPeople(round: Round) {
  return isHeldRound(round) ? { next: forgottenRound(round), result: undefined } : { result: undefined };
}
