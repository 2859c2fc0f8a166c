import { dateOf, type LocalDate } from "../../kernel/dates.js";
import type { Item } from "../schema.js";
import { ballotOf, counting } from "../tally-rules.js";
import type { MinutedComment } from "./views.js";

/** Both days included, by London's days. */
export function isWithin(at: string | undefined, { from, until }: { from: LocalDate; until: LocalDate }): boolean {
  if (at === undefined) return false;
  const date = dateOf(new Date(at));
  return from <= date && date <= until;
}

/** By year and number, and not as texts: 9 comes before 10. */
export function byNumber(one: Item, other: Item): number {
  const [year, nth] = partsOf(one);
  const [otherYear, otherNth] = partsOf(other);
  return year.localeCompare(otherYear) || nth - otherNth;
}

/**
 * Comments that were given for the minutes with votes that counted. Of a secret ballot without the partner, and in the order
 * of the words, since the roll's order would tell whose they are.
 */
export function commentsOf(item: Item): MinutedComment[] {
  const votes = counting(ballotOf(item));
  const given = item.roll.flatMap(({ partner, name }) => {
    const vote = votes.get(partner);
    return vote?.forMinutes && vote.comment !== "" ? [{ partner: name, comment: vote.comment }] : [];
  });
  if (!item.terms.secretUntilClose) return given;
  return given
    .map(({ comment }) => ({ partner: undefined, comment }))
    .sort((one, other) => one.comment.localeCompare(other.comment));
}

function partsOf({ closed }: Item): [year: string, nth: number] {
  const [year = "", nth] = (closed?.number ?? "").split("/");
  return [year, Number(nth)];
}
