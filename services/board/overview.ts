import { type Person, personKey } from "../people/schema.js";
import { can } from "../permissions.js";
import type { BoardContext } from "./context.js";
import { wordingOf } from "./item-rules.js";
import { decisionOf } from "./items/viewing.js";
import type { Item } from "./schema.js";
import { ballotOf, interested, progressOf, standing } from "./tally-rules.js";
import type { BoardView, ItemLine } from "./views.js";

const DAY_MS = 24 * 3_600_000;
/** What was decided, lapsed or was withdrawn is in the list for so long; later it is in the minutes. */
const LATELY_DAYS = 90;

/** The list of items, for whoever asks. */
export class Overview {
  constructor(private readonly context: BoardContext) {}

  /** Open items first, the most urgent on top; then drafts, for coordinators; then what was closed lately. */
  async of(person: Person): Promise<BoardView> {
    const plans = can(person, "board.plan");
    const items = await this.context.items.all();
    const since = new Date(this.context.clock.now().getTime() - LATELY_DAYS * DAY_MS).toISOString();
    const open = items.filter(({ status }) => status === "open").sort(byDeadline);
    const drafts = plans ? items.filter(({ status }) => status === "draft") : [];
    const over = items.filter((item) => (endOf(item) ?? "") > since).sort(byEnd);
    return { plans, items: [...open, ...drafts, ...over].map((item) => lineOf(item, person)) };
  }

  /** Lapsed items that nobody has offered again. */
  async lapsed(): Promise<ItemLine[]> {
    const since = new Date(this.context.clock.now().getTime() - LATELY_DAYS * DAY_MS).toISOString();
    const items = await this.context.items.all();
    return items
      .filter(({ closed, offeredAs }) => closed?.outcome.result === "lapsed" && closed.at > since && !offeredAs)
      .map((item) => lineOf(item, undefined));
  }
}

function lineOf(item: Item, person: Person | undefined): ItemLine {
  const { id, status, deadline } = item;
  return {
    ...{ item: id, title: wordingOf(item).title, status, deadline: new Date(deadline) },
    ...{ progress: progressOf(ballotOf(item)), decision: decisionOf(item) },
    own: person && status === "open" ? ownOf(item, person) : undefined,
  };
}

function ownOf(item: Item, person: Person): ItemLine["own"] {
  if (!can(person, "board.vote")) return undefined;
  const key = personKey(person);
  const seat = item.roll.find(
    ({ partner, members, deputies }) => partner === person.partner && [...members, ...deputies].includes(key),
  );
  if (!seat) return undefined;
  const ballot = ballotOf(item);
  if (interested(ballot).includes(seat)) return "interest";
  return standing(ballot).has(seat.partner) ? "voted" : "not-voted";
}

/** When it was closed or withdrawn. */
function endOf({ closed, withdrawn }: Item): string | undefined {
  return closed?.at ?? withdrawn?.at;
}

function byDeadline(one: Item, other: Item): number {
  return one.deadline.localeCompare(other.deadline);
}

function byEnd(one: Item, other: Item): number {
  return (endOf(other) ?? "").localeCompare(endOf(one) ?? "");
}
