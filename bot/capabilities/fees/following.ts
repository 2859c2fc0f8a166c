import { z } from "zod";
import * as cards from "../../../cards/fees.js";
import { action } from "../../capability.js";
import { entry, type FeesNeeds, type FeesPart, ofPartner } from "./part.js";

const ofFollow = ofPartner.extend({ kind: z.enum(["answered", "invoiced", "paid", "reversed"]) });

/** Coordinators follow up what partners say, and write down what is invoiced and paid. */
export function following({ fees: { following: follows, looking } }: FeesNeeds): FeesPart {
  return {
    actions: [
      action({
        verb: "fees.follow",
        needs: "fees.plan",
        schema: ofFollow,
        run: async (_, { year, partner, kind }) => cards.followForm(await follows.form(year, partner, kind)),
      }),
      action({
        verb: "fees.save-follow",
        needs: "fees.plan",
        schema: ofFollow.extend({ entry }).loose(),
        run: async ({ person }, data) => {
          const form = await follows.save(data, person, data);
          if (form) return cards.followForm(form);
          const told = data.kind === "answered" ? "Noted. Its fee contacts are asked again." : "Saved.";
          return cards.partnerCard(await looking.partner(data.year, data.partner, person), told);
        },
      }),
    ],
    messages: {},
  };
}
