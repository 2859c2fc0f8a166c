import type { Partner } from "../../partnership/schema.js";
import { type Person, personKey } from "../../people/schema.js";
import type { BoardRules, Seat } from "../schema.js";

/** Partners of the tiers that vote, and for each whom: also those that have nobody, since they count for the quorum. */
export function rollOf(partners: readonly Partner[], people: readonly Person[], { eligible }: BoardRules): Seat[] {
  return partners
    .filter(({ tier }) => eligible.tiers.includes(tier))
    .map(({ id, name }) => {
      const own = people.filter(({ partner, status }) => partner === id && status === "active");
      const members = own.filter(({ roles }) => roles.includes("board-member")).map(personKey);
      // Whoever is both votes as the member.
      const deputies = own.filter(({ roles }) => roles.includes("board-deputy")).map(personKey);
      return { partner: id, name, members, deputies: deputies.filter((key) => !members.includes(key)) };
    });
}

/** So many partners make up the quorum, where an item doesn't say another number. */
export function usualQuorum(seats: number, { quorumPercent }: BoardRules): number {
  return Math.ceil((seats * quorumPercent) / 100);
}

/** In the place of who was erased. */
export const ERASED_PERSON = "erased";

/** The person keys of everybody on the roll, or of these partners only; each once. */
export function peopleOn(roll: readonly Seat[]): string[] {
  const all = roll.flatMap(({ members, deputies }) => [...members, ...deputies]);
  return [...new Set(all)].filter((key) => key !== ERASED_PERSON);
}
