import type { CampaignPlan } from "../../delivery/ports.js";
import { dateOf } from "../../kernel/dates.js";
import { quietHoursOf } from "../../partnership/quiet-hours.js";
import { personIdOf } from "../../people/schema.js";
import { businessYear, yearOf } from "../../sessions/report/report-rules.js";
import { type BoardContext, itemOf } from "../context.js";
import { wordingOf } from "../item-rules.js";
import { record } from "../recording.js";
import type { Item } from "../schema.js";
import { CHANNEL, campaigns, posts } from "./campaigns.js";
import { numbered } from "./life-rules.js";
import { peopleOn } from "./roll-rules.js";
import { tendTimer, timersOf } from "./timetable-rules.js";

type Told = Pick<CampaignPlan, "id" | "manner"> & { readonly kind: string };

/**
 * Sees to it that everything is as an item's state asks for: its acts on the record, its timers, what people are told, its
 * cards. Each step can be repeated and does nothing twice; so what a process that died left undone is made up for.
 */
export class Tending {
  constructor(private readonly context: BoardContext) {}

  /** Before a change: even if this process dies in it, the item is looked after within some minutes. */
  async foresee(id: string): Promise<void> {
    await this.context.timers.set(tendTimer(id, this.context.clock.now()));
  }

  async tend(id: string): Promise<void> {
    await record(this.context, id);
    const item = await itemOf(this.context, id);
    if (item.status === "open") await this.#tendOpen(item);
    if (item.status === "closed") await this.#tendClosed(item);
    if (item.status === "withdrawn") {
      await this.#tell(item, { id: campaigns.withdrawn(id), kind: "board.withdrawn", manner: "tells" });
      await this.#retireAsks(item, campaigns.asksOf(item, this.context.rules.remindDaysBefore));
      await this.context.posts.touch(posts.item(id));
    }
  }

  async #tendOpen(item: Item): Promise<void> {
    const { timers, clock, rules, partnership } = this.context;
    const { calendar } = quietHoursOf(partnership);
    const rhythm = { daysBefore: rules.remindDaysBefore, at: partnership.scheduledAt, calendar };
    for (const timer of timersOf(item, rhythm, clock.now())) await timers.set(timer);
    const { version } = wordingOf(item);
    const kind = version === 1 ? "board.asks" : "board.changed";
    await this.#tell(item, { id: campaigns.asks(item.id, version), kind, manner: "asks" });
    await this.#retireAsks(item, campaigns.earlierAsksOf(item));
    if (item.extension)
      await this.#tell(item, { id: campaigns.extended(item.id), kind: "board.extended", manner: "tells" });
    const channel = { channel: CHANNEL, message: { kind: "board.item", subject: item.id } };
    await this.context.posts.keep({ id: posts.item(item.id), ...channel });
    await this.context.posts.touch(posts.item(item.id));
  }

  async #tendClosed(item: Item): Promise<void> {
    const { posts: channels } = this.context;
    await this.#number(item);
    await channels.touch(posts.item(item.id));
    const channel = { channel: CHANNEL, message: { kind: "board.decision", subject: item.id } };
    await channels.keep({ id: posts.decision(item.id), ...channel });
    await this.#retireAsks(item, campaigns.asksOf(item, this.context.rules.remindDaysBefore));
    await this.#tell(item, { id: campaigns.decided(item.id), kind: "board.decided", manner: "tells" });
  }

  /**
   * The next number in the year, from a chain of the record that has an entry for each decision and nothing else: so there
   * is no gap and nothing twice, whichever processes close items at one time.
   */
  async #number({ id, closed, recorded }: Item): Promise<void> {
    if (!closed || closed.number !== undefined || closed.outcome.result === "lapsed") return;
    const year = businessYear(yearOf(dateOf(new Date(closed.at)))).title;
    const hash = recorded[closed.act ?? ""]?.hash;
    const { seq } = await this.context.audit.record({
      ...{ id, subject: `board-register:${year}`, event: "board.numbered", by: "system" },
      details: { item: id, result: closed.outcome.result, ...(hash !== undefined && { closed: hash }) },
    });
    await this.context.items.change(id, (item) => numbered(item, `${year}/${seq}`));
  }

  async #tell(item: Item, { id, kind, manner }: Told): Promise<void> {
    const { deliveries } = this.context;
    const { title } = wordingOf(item);
    const useful = item.status === "open" ? { usefulUntil: new Date(item.deadline) } : {};
    const plan = { id, manner, title: `Board: ${title}`, message: { kind, subject: item.id }, ...useful };
    await deliveries.plan(plan, peopleOn(item.roll).map(personIdOf));
    await deliveries.start(id);
  }

  /** Cards that can't be voted on any more say so. */
  async #retireAsks({ id }: Item, asks: readonly string[]): Promise<void> {
    const note = { kind: "board.over", subject: id };
    for (const ask of asks) await this.context.deliveries.retire(ask, note, { forget: false });
  }
}
