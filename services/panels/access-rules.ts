import { type Person, personKey } from "../people/schema.js";
import type { Review, Round } from "./schema.js";

/**
 * Who may do what with a report. One law stands over all others: until it is revealed, nobody but their writer sees
 * anything of a sheet or a draft.
 */

/** They are of its agency, or declared a conflict: they neither see it nor act on it, whatever their roles. */
export function isKeptFrom(person: Pick<Person, "tenantId" | "objectId" | "partner">, review: Review): boolean {
  const key = personKey(person);
  return person.partner === review.report.agency || review.conflicts.some(({ by }) => by === key);
}

export function isReviewer(person: Person, review: Review): boolean {
  return review.reviewers.includes(personKey(person)) && !isKeptFrom(person, review);
}

/** A coordinator who is neither kept from the report nor one of those who score it. */
export function mayCoordinate(person: Person, review: Review): boolean {
  return (
    person.roles.includes("coordinator") && !isKeptFrom(person, review) && !review.reviewers.includes(personKey(person))
  );
}

export function hasHandedIn(person: Person, { sheets }: Review): boolean {
  return sheets.some(({ reviewer }) => reviewer === personKey(person));
}

/** They are to score it, and still can. */
export function mayScore(person: Person, review: Review): boolean {
  return isReviewer(person, review) && !review.revealed && !hasHandedIn(person, review);
}

/** Everyone who is to score it has handed in. A place that a conflict left free is still to be filled: it isn't then. */
export function isComplete(
  { rules }: Pick<Round, "rules">,
  { reviewers, sheets }: Pick<Review, "reviewers" | "sheets">,
): boolean {
  const isFull = reviewers.length >= rules.reviewers;
  return isFull && reviewers.every((reviewer) => sheets.some((sheet) => sheet.reviewer === reviewer));
}

/** Others' scores, what was agreed, the feedback. */
export function maySeeScores(person: Person, review: Review): boolean {
  return review.revealed !== undefined && (isReviewer(person, review) || mayCoordinate(person, review));
}
