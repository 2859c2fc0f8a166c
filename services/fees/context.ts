import type { Foundations } from "../foundations.js";
import { ExpectedError } from "../kernel/errors.js";
import type { Person, Role } from "../people/schema.js";
import { can } from "../permissions.js";
import type { Counts, RoundStore } from "./ports.js";
import type { FeesData, Round } from "./schema.js";

/** All that the fee services stand on. */
export interface FeesContext extends Foundations {
  /** Of the partnership's files. */
  readonly data: FeesData;
  readonly rounds: RoundStore;
  /** Places that partners' people took up in sessions. */
  readonly attended: Counts;
  /** Placements that partners had. */
  readonly placements: Counts;
}

/** The round, or a sentence that it isn't there. */
export async function roundOf({ rounds }: Pick<FeesContext, "rounds">, year: string): Promise<Round> {
  const found = await rounds.find(year);
  if (!found) throw noSuchRound();
  return found;
}

export function noSuchRound(): ExpectedError {
  return new ExpectedError("not-found", "There is no fee round of this year. Type fees to see what there is.");
}

/** The subject of a round's chain in the record. */
export function auditSubject(year: string): string {
  return `fees:${year}`;
}

/** Coordinators act for every partner, fee contacts for their own. */
export function mayActFor(person: Person, partner: string): boolean {
  return can(person, "fees.plan") || (can(person, "fees.answer") && person.partner === partner);
}

export function refuseOthers(person: Person, partner: string): void {
  if (!mayActFor(person, partner))
    throw new ExpectedError(
      "not-permitted",
      "Only this partner's fee contacts can answer for it. Type fees for yours.",
    );
}

/** Those who have the role now at one of these partners, by name. */
export async function peopleOf(
  { people }: Pick<FeesContext, "people">,
  role: Role,
  partners: readonly string[],
): Promise<Person[]> {
  // An empty list would mean everybody.
  if (partners.length === 0) return [];
  const found = await people.select({ cohorts: [], partners: [...partners], roles: [role], sides: [] });
  return found.sort((one, other) => one.name.localeCompare(other.name, "en-GB"));
}
