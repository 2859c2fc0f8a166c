import { type Person, personKey } from "../../people/schema.js";
import { hasMet, wordingOf } from "../item-rules.js";
import { textVersionOf } from "../items/life-rules.js";
import type { Changed } from "../ports.js";
import type { Item, Vote } from "../schema.js";
import { interested } from "../tally-rules.js";
import { done, type Pressed, phaseOf, type Refusal, refused, unchanged } from "./ballot-rules.js";
import { heldSeat } from "./seat-rules.js";

/** The item is one row: so often somebody changes their vote on one wording. */
const MOST_OF_ONE = 12;

/** What was pressed, on a card of which wording. */
export interface Given extends Pick<Vote, "choice" | "comment" | "forMinutes" | "version"> {}

/** Who does it, and the act's id. */
export interface By {
  readonly id: string;
  readonly person: Person;
}

/** The vote of a partner by somebody with a seat: kept beside the earlier ones, of which one stands (tally-rules). */
export function cast(item: Item, { id, person }: By, given: Given, now: Date): Changed<Pressed> {
  const { seat, as } = heldSeat(item, person);
  if (hasMet(item, id)) return unchanged(item);
  const vote: Vote = { ...given, id, as, partner: seat.partner, person: personKey(person), at: momentOf(item, now) };
  const refusal = whyNotTaken(item, vote, now);
  if (refusal) return refused(item, refusal);
  if (isSame(lastOf(item, vote), vote)) return unchanged(item);
  return done(item, { votes: [...item.votes, vote] }, votedAct(item, vote, "board.voted", vote.person));
}

/** Why a vote can't be taken now. */
export function whyNotTaken(
  item: Item,
  vote: Pick<Vote, "partner" | "person" | "version">,
  now: Date,
): Refusal | undefined {
  if (phaseOf(item, now) !== "open") return "over";
  if (vote.version !== wordingOf(item).version) return "reworded";
  if (interested(item).some(({ partner }) => partner === vote.partner)) return "interest";
  const ofOne = item.votes.filter(({ person, version }) => person === vote.person && version === vote.version);
  return ofOne.length >= MOST_OF_ONE ? "often" : undefined;
}

/** The last of the partner's votes by members, or by deputies, on that wording. */
export function lastOf(
  { votes }: Item,
  { partner, as, version }: Pick<Vote, "partner" | "as" | "version">,
): Vote | undefined {
  return votes.findLast(
    (vote) => vote.partner === partner && vote.as === as && vote.version === version && !vote.phone?.contradicted,
  );
}

/** A second tap: who, by whom and what are the same. */
export function isSame(last: Vote | undefined, vote: Vote): boolean {
  return (
    last !== undefined &&
    last.person === vote.person &&
    last.choice === vote.choice &&
    last.comment === vote.comment &&
    last.forMinutes === vote.forMinutes &&
    last.phone?.by === vote.phone?.by
  );
}

/** By this clock, but never before the vote before: the row's order is the votes' order. */
export function momentOf({ votes }: Item, now: Date): string {
  const at = now.toISOString();
  const last = votes.at(-1);
  return last && last.at > at ? last.at : at;
}

/** Of a secret ballot the choice is sealed, apart from the text that is hashed and may be shown. */
export function votedAct(
  item: Item,
  vote: Vote,
  event: string,
  by: string,
  said: Readonly<Record<string, string>> = {},
) {
  const { id, at, partner, as, version, choice, comment, forMinutes } = vote;
  const isSecret = item.terms.secretUntilClose;
  const words = { ...said, ...(isSecret && { choice }), ...(comment !== "" && { comment }) };
  return {
    ...{ id, at, event, by, text: textVersionOf(item) },
    details: {
      ...{ vote: id, no: item.votes.length + 1, partner, as, version },
      ...(forMinutes && { forMinutes: 1 }),
      ...(!isSecret && { choice }),
    },
    ...(Object.keys(words).length > 0 && { said: words }),
  };
}
