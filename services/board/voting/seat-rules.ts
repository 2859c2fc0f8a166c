import { ExpectedError } from "../../kernel/errors.js";
import { type Person, personKey } from "../../people/schema.js";
import type { Item, Seat, Vote } from "../schema.js";

/** Whom somebody votes for, and as what. */
export interface Held {
  readonly seat: Seat;
  readonly as: Vote["as"];
}

/**
 * The seat that the person has at this moment: on the roll as it was frozen, for the partner that they still belong to, in
 * the role that they still have.
 */
export function seatOf({ roll }: Pick<Item, "roll">, person: Person): Held | undefined {
  const key = personKey(person);
  const seat = roll.find(({ partner }) => partner === person.partner);
  if (!seat || person.status !== "active") return undefined;
  if (seat.members.includes(key) && person.roles.includes("board-member")) return { seat, as: "member" };
  if (seat.deputies.includes(key) && person.roles.includes("board-deputy")) return { seat, as: "deputy" };
  return undefined;
}

/** @throws ExpectedError "not-permitted" with a sentence that says why. */
export function heldSeat(item: Pick<Item, "roll">, person: Person): Held {
  const held = seatOf(item, person);
  if (!held) throw new ExpectedError("not-permitted", whyNoSeat(item, person));
  return held;
}

/** A sentence for somebody who can't vote on the item. */
export function whyNoSeat({ roll }: Pick<Item, "roll">, person: Person): string {
  const { partner, roles } = person;
  const key = personKey(person);
  if (roll.some(({ members, deputies }) => members.includes(key) || deputies.includes(key)))
    return "You had a seat when this vote was opened and have none now. Please ask your partner’s member or deputy to vote.";
  if (!roles.some((role) => role === "board-member" || role === "board-deputy"))
    return "Voting is not part of your role here: each partner’s board member votes, or their deputy.";
  if (roll.some((seat) => seat.partner === partner))
    return "You have no seat in this vote. Please ask your partner’s board member or deputy to vote.";
  return "Your partner has no seat in this vote. If you think it should have one, please ask a coordinator.";
}
