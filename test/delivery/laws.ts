import type { TeamsDouble } from "../../bot/local/double/double.js";
import { totalOf } from "../../services/delivery/rules.js";
import type { Delivery } from "../../services/delivery/schema.js";
import { personKey } from "../../services/people/schema.js";
import { copiesIn, type Posting, type PostOffice } from "../support/posting.js";

/** What became of a posting, by what is in people's chats. */
export interface Outcome {
  readonly deliveries: readonly Delivery[];
  /** Sentences, one for each law that is broken for somebody; empty when all is well. */
  readonly broken: readonly string[];
  /** People who have it twice. */
  readonly twice: number;
  /** Deliveries of which an earlier try may have arrived. */
  readonly uncertain: number;
}

/** Checks records against chats: everybody's delivery has ended, nobody has the card twice unless that is marked. */
export async function outcomeOf(office: PostOffice, teams: TeamsDouble, posting: Posting): Promise<Outcome> {
  const deliveries = await office.all(posting);
  const counts = await office.deliveries.counts(posting.id);
  const copies = new Map(posting.to.map((person) => [personKey(person), copiesIn(teams, posting, person)]));
  const broken = deliveries.flatMap((delivery) => lawsBroken(delivery, copies.get(personKey(delivery.person)) ?? 0));
  if (deliveries.length !== posting.to.length) broken.push(`${deliveries.length} of ${posting.to.length} are kept`);
  if (totalOf(counts) !== posting.to.length) broken.push(`the states add up to ${JSON.stringify(counts)}`);
  for (const state of Object.keys(counts) as Delivery["state"][]) {
    const kept = deliveries.filter((delivery) => delivery.state === state).length;
    if (kept !== counts[state]) broken.push(`${kept} are ${state}, ${counts[state]} are counted`);
  }
  return {
    ...{ deliveries, broken },
    twice: [...copies.values()].filter((count) => count > 1).length,
    uncertain: deliveries.filter(({ uncertain }) => uncertain).length,
  };
}

function lawsBroken(delivery: Delivery, copies: number): string[] {
  const { state, uncertain, reason, attempts } = delivery;
  const told = `${state}${uncertain ? ", uncertain" : ""} (${reason ?? ""}) after ${attempts} tries, ${copies} copies`;
  const isRight =
    state !== "pending" && copies <= (uncertain ? 2 : 1) && (state === "sent" ? copies > 0 : uncertain || copies === 0);
  return isRight ? [] : [told];
}
