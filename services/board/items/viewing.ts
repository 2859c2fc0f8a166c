import { personIdOf } from "../../people/schema.js";
import { type BoardContext, itemOf } from "../context.js";
import { wordingOf } from "../item-rules.js";
import type { Item, Seat } from "../schema.js";
import { ballotOf, counting, progressOf, silent } from "../tally-rules.js";
import type { Decision, ItemView, SeatLine, VoteLine } from "../views.js";
import { CHANNEL, posts } from "./campaigns.js";
import { ERASED_PERSON, peopleOn } from "./roll-rules.js";
import { arithmeticInWords, ruleInWords } from "./words-rules.js";

const PERSON_KEY = /^[0-9a-f-]{36}:[0-9a-f-]{36}$/;

/** The item with what everybody on the board may see of it. */
export async function itemView(context: BoardContext, item: Item): Promise<ItemView> {
  const { title, question, paper, version } = wordingOf(item);
  const { id, status, terms, deadline, extension, withdrawn } = item;
  return {
    ...{ item: id, status, title, question, paper, version, kind: terms.kind, deadline: new Date(deadline) },
    ...{ proposer: await nameOf(context, item.proposer), rule: ruleOf(item) },
    ...{ isSecret: terms.secretUntilClose, closesEarly: terms.closesEarly },
    ...{ progress: progressOf(ballotOf(item)), votes: votesOf(item), decision: decisionOf(item) },
    missing: missingOf(item),
    extension: extension && { from: new Date(extension.from), reason: extension.reason },
    withdrawn: withdrawn && { reason: withdrawn.reason },
    ...{ offeredAs: item.offeredAs, withoutChannel: await isWithoutChannel(context, item) },
  };
}

/** What was decided; undefined where there is nothing of that id, or nothing decided. */
export async function decidedView(context: BoardContext, id: string): Promise<ItemView | undefined> {
  const item = await context.items.find(id);
  return item?.status === "closed" ? itemView(context, item) : undefined;
}

export async function viewOf(context: BoardContext, id: string): Promise<ItemView> {
  return itemView(context, await itemOf(context, id));
}

async function isWithoutChannel(context: BoardContext, { id, status }: Item): Promise<boolean> {
  if (status === "draft") return (await context.channels.find(CHANNEL)) === undefined;
  return status === "open" && (await context.posts.standing(posts.item(id))) === "no-channel";
}

export function decisionOf({ closed, terms }: Item): Decision | undefined {
  if (!closed) return undefined;
  const { at, why, number, outcome } = closed;
  const arithmetic = arithmeticInWords(outcome, terms);
  return { result: outcome.result, at: new Date(at), why, number, arithmetic };
}

/** By partner, in the order of the roll; nothing of a secret ballot, whether it is closed or not. */
export function votesOf(item: Item): VoteLine[] {
  if (item.terms.secretUntilClose) return [];
  const votes = counting(ballotOf(item));
  return item.roll.flatMap(({ partner, name }) => {
    const vote = votes.get(partner);
    return vote ? [{ partner: name, choice: vote.choice, byPhone: vote.phone !== undefined }] : [];
  });
}

/** Whom to ring. */
function missingOf(item: Item): string[] {
  if (item.status !== "open" || item.terms.secretUntilClose) return [];
  return silent(ballotOf(item)).map(({ name }) => name);
}

/** A person's name, or the name that was typed. */
export async function nameOf({ people }: Pick<BoardContext, "people">, proposer: string): Promise<string> {
  if (proposer === ERASED_PERSON) return "somebody who was erased";
  if (!PERSON_KEY.test(proposer)) return proposer;
  const known = await people.findMany([personIdOf(proposer)]);
  return known.get(proposer)?.name ?? "somebody who left";
}

export async function seatLines(
  { people, deliveries }: Pick<BoardContext, "people" | "deliveries">,
  roll: readonly Seat[],
): Promise<SeatLine[]> {
  const known = await people.findMany(peopleOn(roll).map(personIdOf));
  const names = (keys: readonly string[]) => keys.flatMap((key) => known.get(key)?.name ?? []);
  const lines = roll.map(async (seat) => {
    const all = peopleOn([seat]).map(personIdOf);
    const isOutOfReach = all.length > 0 && (await deliveries.notReachable(all)) === all.length;
    return { name: seat.name, members: names(seat.members), deputies: names(seat.deputies), isOutOfReach };
  });
  return Promise.all(lines);
}

function ruleOf({ terms, roll }: Item): string {
  const partners = roll.length > 0 ? ` of ${roll.length}` : "";
  const how = terms.kind === "noting" ? "noted once enough have answered" : ruleInWords(terms);
  const abstentions = terms.abstentionsCountForQuorum ? "" : ", for which abstentions don't count";
  return `${how}, quorum ${terms.quorum}${partners} ${terms.quorum === 1 ? "partner" : "partners"}${abstentions}`;
}
