import { type Person, personKey } from "../../people/schema.js";
import { wordingOf } from "../item-rules.js";
import type { Item, Vote } from "../schema.js";
import { ballotOf, interested, isUnconfirmed, progressOf, standing } from "../tally-rules.js";
import { phaseOf } from "./ballot-rules.js";
import { interestsThatMayGo } from "./interest-rules.js";
import { type Held, seatOf, whyNoSeat } from "./seat-rules.js";
import type { BallotView, By, OwnState, ShownVote } from "./views.js";
import { lastOf } from "./voting-rules.js";

/** Names by person key. */
export type Names = ReadonlyMap<string, string>;

/** What everybody sees; with a person who has a seat, what their partner has said, too. */
export function ballotView(
  item: Item,
  now: Date,
  who?: { readonly person: Person; readonly names: Names },
): BallotView {
  const { version, title, question, paper } = wordingOf(item);
  const own = who && ownState(item, who.person, who.names);
  return {
    ...{ item: item.id, wording: { version, title, question, ...(paper && { paper }) }, kind: item.terms.kind },
    ...{ phase: phaseOf(item, now), deadline: new Date(item.deadline), isSecret: item.terms.secretUntilClose },
    closesEarly: item.terms.closesEarly,
    progress: progressOf(ballotOf(item)),
    ...(item.closed && { result: item.closed.outcome.result }),
    ...(own && { own }),
    ...(who && !own && { noSeat: whyNoSeat(item, who.person) }),
  };
}

/** What the person's partner has said; undefined for those without a seat. */
export function ownState(item: Item, person: Person, names: Names): OwnState | undefined {
  const held = seatOf(item, person);
  if (!held) return undefined;
  const key = personKey(person);
  const stands = standing(ballotOf(item)).get(held.seat.partner);
  const own = item.votes.findLast((vote) => isOn(item, vote) && vote.person === key && !vote.phone);
  const version = wordingOf(item).version;
  const last = lastOf(item, { partner: held.seat.partner, as: "member", version });
  const shown = (vote: Vote) => shownVote(item, vote, key, names);
  const interest = interestOf(item, person, held, names);
  return {
    ...{ partner: held.seat.name, as: held.as, comment: own?.comment ?? "", forMinutes: own?.forMinutes ?? false },
    ...(stands && { stands: shown(stands) }),
    ...(own && stands && own.as === "deputy" && stands.as === "member" && { below: shown(own) }),
    ...(last && last !== stands && isUnconfirmed(last) && { unconfirmed: shown(last) }),
    ...(interest && { interest }),
  };
}

/** Whom a view names: those who speak for the person's partner. */
export function namedIn(item: Item, person: Person): string[] {
  const { partner } = person;
  const spoken = [...item.votes, ...item.interests].filter((one) => one.partner === partner);
  return [...new Set(spoken.map((one) => one.person))];
}

/** Whether the person may see how this vote was given. */
export function maySee(item: Item, vote: Vote, key: string): boolean {
  return !isHidden(item) || vote.person === key || vote.phone?.by === key;
}

/** A withdrawn secret ballot was never closed: nobody learns how it stood. */
export function isHidden({ terms, status }: Item): boolean {
  return terms.secretUntilClose && status !== "closed";
}

function isOn(item: Item, { version }: Vote): boolean {
  return version === wordingOf(item).version;
}

function shownVote(item: Item, vote: Vote, key: string, names: Names): ShownVote {
  const { as, at, choice, phone } = vote;
  return {
    ...{ by: by(vote.person, key, names), as, at: new Date(at) },
    ...(maySee(item, vote, key) && { choice }),
    ...(phone && { phone: phone.confirmed ? ("confirmed" as const) : ("entered" as const) }),
  };
}

function interestOf(item: Item, person: Person, { seat }: Held, names: Names): OwnState["interest"] {
  if (!interested(item).includes(seat)) return undefined;
  const all = item.interests.filter(({ partner }) => partner === seat.partner);
  const canTakeBack = interestsThatMayGo(item, person).length > 0;
  return { by: by(all.at(-1)?.person ?? "", personKey(person), names), canTakeBack };
}

function by(person: string, key: string, names: Names): By {
  const name = names.get(person);
  return { isYou: person === key, ...(name !== undefined && { name }) };
}
