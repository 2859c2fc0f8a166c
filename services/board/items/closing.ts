import type { BoardContext } from "../context.js";
import type { Item } from "../schema.js";
import { ballotOf } from "../tally-rules.js";
import { decided } from "./life-rules.js";
import { isSettled } from "./settled-rules.js";
import type { Tending } from "./tending.js";

/** How items come to their end by themselves. */
export class Closing {
  constructor(
    private readonly context: BoardContext,
    private readonly tending: Tending,
  ) {}

  /** When its deadline has come; the deadline that it has by now, where that is later. */
  async closeWhenDue(id: string): Promise<Date | undefined> {
    const item = await this.#decide(id);
    return item?.status === "open" ? new Date(item.deadline) : undefined;
  }

  /** After each vote: closes what may close early and is settled. */
  async closeIfSettled(id: string): Promise<void> {
    const item = await this.context.items.find(id);
    const mayClose = item?.status === "open" && item.terms.closesEarly && isSettled(ballotOf(item));
    if (!mayClose) return;
    await this.tending.foresee(id);
    await this.#decide(id);
  }

  async #decide(id: string): Promise<Item | undefined> {
    const { items, clock, random } = this.context;
    if (!(await items.find(id))) return undefined;
    const doing = { act: random.id(), by: "system", now: clock.now() };
    const item = await items.change(id, (one) => decided(one, doing));
    if (item.status === "closed") await this.tending.tend(id);
    return item;
  }
}
