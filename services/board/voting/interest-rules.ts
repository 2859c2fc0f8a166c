import { type Person, personKey } from "../../people/schema.js";
import { hasMet } from "../item-rules.js";
import { textVersionOf } from "../items/life-rules.js";
import type { Changed } from "../ports.js";
import type { Item } from "../schema.js";
import { ballotOf, isUnconfirmed, standing } from "../tally-rules.js";
import { done, type Pressed, phaseOf, refused, unchanged } from "./ballot-rules.js";
import { heldSeat } from "./seat-rules.js";
import type { By } from "./voting-rules.js";

/** The item is one row, and notes where each act is on the record: coming and going without end would fill it. */
const MOST_ACTS = 1_000;

type Interest = Item["interests"][number];

/**
 * Takes the person's partner out of the vote. A member may always say so; a deputy while no member has voted, since the
 * member's word stands above theirs.
 */
export function declare(item: Item, { id, person }: By, reason: string, now: Date): Changed<Pressed> {
  const { seat, as } = heldSeat(item, person);
  const key = personKey(person);
  if (hasMet(item, id)) return unchanged(item);
  if (phaseOf(item, now) !== "open") return refused(item, "over");
  if (item.interests.some((one) => one.person === key && one.partner === seat.partner)) return unchanged(item);
  const stands = standing(ballotOf(item)).get(seat.partner);
  if (as === "deputy" && stands?.as === "member" && !isUnconfirmed(stands)) return refused(item, "member-voted");
  if (Object.keys(item.recorded).length >= MOST_ACTS) return refused(item, "often");
  const interest: Interest = { id, partner: seat.partner, person: key, at: now.toISOString(), reason };
  return done(
    item,
    { interests: [...item.interests, interest] },
    {
      ...{
        id,
        at: interest.at,
        event: "board.interest-declared",
        by: key,
        text: textVersionOf(item),
        said: { reason },
      },
      details: { interest: id, partner: seat.partner, as },
    },
  );
}

/** What the person declared stands no more; a member takes back what a deputy declared, too. */
export function takeBack(item: Item, { id, person }: By, now: Date): Changed<Pressed> {
  if (hasMet(item, `${id}-0`)) return unchanged(item);
  const over = interestsThatMayGo(item, person);
  if (phaseOf(item, now) !== "open") return refused(item, "over");
  if (over.length === 0) return unchanged(item);
  const acts = over.map((interest, n) => ({
    ...{ id: `${id}-${n}`, at: now.toISOString(), event: "board.interest-withdrawn", by: personKey(person) },
    ...{ text: textVersionOf(item), details: { interest: interest.id, partner: interest.partner } },
  }));
  return done(item, { interests: item.interests.filter((one) => !over.includes(one)) }, ...acts);
}

/** Those that this person can take back: their own, and as a member those of their partner's deputies. */
export function interestsThatMayGo(item: Item, person: Person): Interest[] {
  const { seat, as } = heldSeat(item, person);
  const key = personKey(person);
  return item.interests.filter(
    (one) =>
      one.partner === seat.partner && (one.person === key || (as === "member" && !seat.members.includes(one.person))),
  );
}
