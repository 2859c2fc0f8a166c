import assert from "node:assert/strict";
import { wordsOf } from "../../bot/local/double/cards.js";
import type { Chat } from "../../bot/local/double/chat.js";
import type { TeamsUser } from "../../bot/local/double/user.js";
import type { Item, Terms } from "../../services/board/schema.js";
import { systemRandomness } from "../../services/kernel/random.js";
import type { Person } from "../../services/people/schema.js";
import { TableItems } from "../../services/storage/board/items.js";
import { anItem } from "./board-house.js";
import { aBot, filesWithoutSeries, type RunningBot } from "./bot.js";
import { eventually } from "./eventually.js";
import { aCoordinator, somebody } from "./people.js";
import { MovableClock } from "./time.js";

/** Partners with a member and a deputy each, who are in the tests by their place. */
const PARTNERS = 4;

/** The real bot with a channel for the board, two coordinators, members and deputies, and an item that is open there. */
export class BoardBot implements AsyncDisposable {
  readonly item = "budget";

  private constructor(
    readonly running: RunningBot,
    readonly clock: MovableClock,
    readonly coordinators: readonly [TeamsUser, TeamsUser],
    readonly members: readonly TeamsUser[],
    readonly deputies: readonly TeamsUser[],
    readonly channel: Chat,
  ) {}

  static async open(terms: Partial<Terms> = {}): Promise<BoardBot> {
    const clock = new MovableClock();
    const files = await filesWithoutSeries();
    const partners = files.partnership.partners.filter(({ tier }) => tier === "primary").slice(0, PARTNERS);
    const seated = (role: "board-member" | "board-deputy") =>
      Promise.all(partners.map(({ id, name }) => somebody({ partner: id, name: `${role} of ${name}`, roles: [role] })));
    const [members, deputies] = [await seated("board-member"), await seated("board-deputy")];
    const [casey, dana] = [await aCoordinator(), await aCoordinator({ name: "Dana Example" })];
    const running = await aBot({ files, clock, people: [...members, ...deputies, casey, dana] });
    const users = (all: readonly Person[]) => Promise.all(all.map((one) => running.user(one)));
    const coordinators = [await running.user(casey), await running.user(dana)] as const;
    const [forMembers, forDeputies] = [await users(members), await users(deputies)];
    const everybody = [...coordinators, ...forMembers, ...forDeputies];
    const channel = running.teams.channel("19:board@thread.tacv2", "Board", everybody);
    const board = new BoardBot(running, clock, coordinators, forMembers, forDeputies, channel);
    await board.#begin(terms);
    return board;
  }

  /** What the channel shows of the item. */
  get posted(): string {
    return wordsOf(this.post.card ?? assert.fail());
  }

  get post() {
    return (
      this.channel.messages.find(({ card }) => card && /"board\.vote"/.test(JSON.stringify(card))) ?? assert.fail()
    );
  }

  async stored(): Promise<Item> {
    return (await this.#items.find(this.item)) ?? assert.fail();
  }

  /** Lets the seconds pass in which changes are gathered, until it is so. */
  async until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    await eventually(async () => {
      this.clock.forward(1000);
      await this.running.bot.services.schedule.runDue();
      return isSo();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.running.stop();
  }

  get #items(): TableItems {
    return new TableItems(this.running.bot.services.storage.table("board"), systemRandomness);
  }

  async #begin(terms: Partial<Terms>): Promise<void> {
    const [casey] = this.coordinators;
    await casey.says("use this channel for board", { in: this.channel });
    const { opened: _, ...item } = anItem({ id: this.item, status: "draft", roll: [] });
    const deadline = new Date(this.clock.now().getTime() + 10 * 86_400_000).toISOString();
    await this.#items.add({ ...item, deadline, terms: { ...item.terms, ...terms } });
    const [list] = await casey.says("board");
    await casey.presses(await casey.presses(list, "Draft"), "Send");
    await this.until(() =>
      this.channel.messages.some(({ card }) => card && /"board\.vote"/.test(JSON.stringify(card))),
    );
    const seated = [...this.members, ...this.deputies];
    await this.until(() => seated.every(({ card }) => card && /your vote is asked for/.test(wordsOf(card))));
  }
}
