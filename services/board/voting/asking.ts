import { type Person, personKey } from "../../people/schema.js";
import { can } from "../../permissions.js";
import type { BoardContext } from "../context.js";
import { wordingOf } from "../item-rules.js";
import type { Item, Vote } from "../schema.js";
import { ballotOf, counting, interested, standing } from "../tally-rules.js";
import { isAnswered, phaseOf } from "./ballot-rules.js";
import { seatOf } from "./seat-rules.js";
import type { BallotAsk } from "./views.js";

const DAY = 86_400_000;
/** So long after the deadline somebody is still asked whether a vote by phone was theirs, or told that it was not. */
const DAYS_AFTER = 30;

/** What waits for people on the board: votes to give, votes to confirm, votes that were contradicted. */
export class Asking {
  constructor(private readonly context: BoardContext) {}

  async asks(person: Person): Promise<BallotAsk[]> {
    const now = this.context.clock.now();
    const items = await this.context.items.all();
    return items.flatMap((item) => asksOf(item, person, now));
  }

  /** Whether the person's partner could vote on it, and has not. */
  async isAsked(person: Person, item: string): Promise<boolean> {
    const found = await this.context.items.find(item);
    return found !== undefined && hasToVote(found, person, this.context.clock.now());
  }
}

function asksOf(item: Item, person: Person, now: Date): BallotAsk[] {
  const { title } = wordingOf(item);
  const key = personKey(person);
  const about = { item: item.id, title, due: dueOf(item, now) };
  const seat = seatOf(item, person)?.seat;
  const isRecent = item.status !== "draft" && now.getTime() < new Date(item.deadline).getTime() + DAYS_AFTER * DAY;
  const byPhone = isRecent ? item.votes.filter(({ phone }) => phone) : [];
  return [
    ...(seat && hasToVote(item, person, now) ? [{ ...about, ask: "vote" as const, partner: seat.name }] : []),
    ...byPhone
      .filter((vote) => vote.person === key && !isAnswered(vote))
      .map((vote) => ({ ...about, ask: "confirm" as const, vote: vote.id })),
    ...byPhone
      .filter((vote) => isToldOf(item, vote, person))
      .map(({ id, partner }) => ({
        ...{ ...about, ask: "disputed" as const, wasCounted: counting(ballotOf(item)).get(partner)?.id === id },
        partner: item.roll.find((one) => one.partner === partner)?.name ?? "",
      })),
  ];
}

/** What is past its deadline is not more urgent for it. */
function dueOf({ deadline }: Item, now: Date): Date {
  const due = new Date(deadline);
  return due > now ? due : new Date(due.getTime() + DAYS_AFTER * DAY);
}

function hasToVote(item: Item, person: Person, now: Date): boolean {
  const held = seatOf(item, person);
  if (!held || phaseOf(item, now) !== "open") return false;
  return !standing(ballotOf(item)).has(held.seat.partner) && !interested(item).includes(held.seat);
}

/** Before the deadline only the coordinator who entered it, since nobody else may know of it. */
function isToldOf(item: Item, { phone }: Vote, person: Person): boolean {
  if (!can(person, "board.plan")) return false;
  if (phone?.disputed && item.status === "closed") return true;
  return (phone?.contradicted ?? phone?.disputed) !== undefined && phone?.by === personKey(person);
}
