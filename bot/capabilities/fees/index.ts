import { z } from "zod";
import * as cards from "../../../cards/fees.js";
import type { Fees } from "../../../services/fees/service.js";
import type { Person } from "../../../services/people/schema.js";
import { can } from "../../../services/permissions.js";
import { action, type Capability } from "../../capability.js";
import { answering, ownCard } from "./answering.js";
import { following } from "./following.js";
import type { FeesNeeds } from "./part.js";
import { rounds } from "./rounds.js";

const DOOR = {
  title: "Membership fees",
  summary: "What partners are asked for, and what they answered.",
  button: { title: "Fees", verb: "fees.show" },
};

/** Membership fees: coordinators run the round, fee contacts answer for their partner. */
export function fees(needs: FeesNeeds): Capability {
  const parts = [rounds(needs), following(needs), answering(needs)];
  return {
    name: "fees",
    commands: [{ word: "fees", needs: "fees.see", run: ({ person }) => show(needs.fees, person) }],
    actions: [
      action({
        verb: "fees.show",
        needs: "fees.see",
        schema: z.object({}),
        run: ({ person }) => show(needs.fees, person),
      }),
      ...parts.flatMap(({ actions }) => actions),
    ],
    messages: Object.assign({}, ...parts.map(({ messages }) => messages)),
    home: (person) => (can(person, "fees.see") ? [DOOR] : []),
    waiting: async (person, clock) => {
      if (!can(person, "fees.see")) return [];
      const waiting = await Promise.all(parts.map((part) => part.waiting?.(person, clock) ?? []));
      return waiting.flat();
    },
  };
}

/** Coordinators get the round, fee contacts what concerns their partner. */
async function show(service: Fees, person: Person) {
  const { looking } = service;
  if (can(person, "fees.plan")) return cards.roundCard(await looking.fees());
  const round = await looking.own(person);
  return round ? ownCard(service, round.year, person) : cards.nothingAskedCard();
}
