import { ExpectedError } from "../../kernel/errors.js";
import { type Person, personKey } from "../../people/schema.js";
import { hasMet } from "../item-rules.js";
import { textVersionOf } from "../items/life-rules.js";
import type { Changed } from "../ports.js";
import type { Item, Vote } from "../schema.js";
import { done, isAnswered, type Pressed, phaseOf, refused, unchanged } from "./ballot-rules.js";
import { seatOf } from "./seat-rules.js";
import { isSame, lastOf, momentOf, votedAct, whyNotTaken } from "./voting-rules.js";

/** What a coordinator heard by phone. */
export interface Heard extends Pick<Vote, "choice" | "version"> {
  /** For whom; a member. */
  readonly member: Person;
  /** "She rang on 24 November, 10:15." */
  readonly received: string;
}

/** A member's vote that a coordinator enters, marked as what it is: like one of theirs once the member confirms it. */
export function enter(item: Item, id: string, by: string, heard: Heard, now: Date): Changed<Pressed> {
  const { choice, version, member, received } = heard;
  const held = seatOf(item, member);
  if (held?.as !== "member") throw notAMember();
  if (hasMet(item, id)) return unchanged(item);
  const vote: Vote = {
    ...{
      id,
      as: held.as,
      choice,
      version,
      partner: held.seat.partner,
      person: personKey(member),
      at: momentOf(item, now),
    },
    ...{ comment: "", forMinutes: false, phone: { by } },
  };
  const refusal = whyNotTaken(item, vote, now);
  if (refusal) return refused(item, refusal);
  if (isSame(lastOf(item, vote), vote)) return unchanged(item);
  const act = votedAct(item, vote, "board.phone-vote", by, { received });
  return done(item, { votes: [...item.votes, vote] }, { ...act, about: { member: vote.person } });
}

/** What the member says of it. */
export type Word = "confirmed" | "contradicted";

/**
 * The member says that it is their vote, or that it is not: then it is void. When the ballot is over it is acknowledged or
 * disputed, and changes nothing of what was decided. The first word holds.
 */
export function answer(
  item: Item,
  id: string,
  by: string,
  { vote: wanted, word }: Answer,
  now: Date,
): Changed<Pressed> {
  const vote = phoneVote(item, wanted, by);
  if (isAnswered(vote)) return unchanged(item);
  const at = now.toISOString();
  const isLate = phaseOf(item, now) !== "open";
  const phone = { ...(vote.phone as NonNullable<Vote["phone"]>), [isLate ? LATE[word] : word]: at };
  return done(
    item,
    { votes: item.votes.map((one) => (one === vote ? { ...one, phone } : one)) },
    {
      ...{ id, at, event: `board.phone-${word}`, by, text: textVersionOf(item) },
      details: { vote: vote.id, partner: vote.partner, ...(isLate && { late: 1 }) },
    },
  );
}

const LATE = { confirmed: "acknowledged", contradicted: "disputed" } as const;

export interface Answer {
  readonly vote: string;
  readonly word: Word;
}

/** The vote that was entered for this member. @throws ExpectedError "not-found" where there is none. */
export function phoneVote({ votes }: Item, id: string, member: string): Vote {
  const vote = votes.find((one) => one.id === id && one.phone && one.person === member);
  if (!vote)
    throw new ExpectedError("not-found", "No vote was entered for you there. Type board to see what there is.");
  return vote;
}

/** They lost it after the list was shown. */
function notAMember(): ExpectedError {
  return new ExpectedError("invalid", "This person has no seat as a member any more. Please choose somebody else.");
}
