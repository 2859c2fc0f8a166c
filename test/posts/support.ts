import { TeamsAdapter } from "../../bot/adapter.js";
import type { Chat } from "../../bot/local/double/chat.js";
import { TeamsDouble } from "../../bot/local/double/double.js";
import { openLog } from "../../bot/log.js";
import { TeamsMessenger } from "../../bot/messenger.js";
import type { Card } from "../../cards/card.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { KeptPosts } from "../../services/posts/service.js";
import { AddressTable } from "../../services/storage/addresses.js";
import { ChannelTable } from "../../services/storage/channels.js";
import { PostTable } from "../../services/storage/posts.js";
import type { Storage } from "../../services/storage/storage.js";
import { TimerTable } from "../../services/storage/timers.js";
import { TestClock } from "../support/clock.js";
import { aPerson } from "../support/people.js";
import { ownStorage } from "../support/storage.js";
import { WatchedSchedule } from "../support/timers.js";

export const POST = { id: "sessions|1", channel: "research hub", message: { kind: "test.figure", subject: "1" } };

/** One of the processes that share the tables. */
export interface OneProcess {
  readonly posts: KeptPosts;
  readonly schedule: WatchedSchedule;
  /** From here on nothing that it stores ends. */
  die(): void;
}

/** Posts on real tables, with Teams' double, a figure that a test sets, and a clock that it turns. */
export class PostStage {
  readonly clock = new TestClock();
  /** What the card shows; undefined: nothing any more. */
  figure: number | undefined = 0;
  /** When it was tried to post, in seconds of the clock. */
  readonly sends: number[] = [];
  readonly one: OneProcess;
  readonly store: PostTable;
  readonly channels: ChannelTable;
  readonly #timers: TimerTable;
  readonly #messenger: TeamsMessenger;
  readonly #processes: (OneProcess & { readonly death: Promise<void> })[] = [];

  private constructor(
    readonly teams: TeamsDouble,
    storage: Storage,
  ) {
    this.store = new PostTable(storage);
    this.channels = new ChannelTable(storage);
    this.#timers = new TimerTable(storage, systemRandomness);
    const log = openLog("fatal", { write: () => undefined });
    const addresses = new AddressTable(storage);
    const adapter = new TeamsAdapter(undefined);
    this.#messenger = new TeamsMessenger({ mode: "local", botId: "28:bot", adapter, addresses, log });
    const make = async () => (this.figure === undefined ? undefined : card(this.figure));
    this.#messenger.speakFor([
      { name: "test", commands: [], actions: [], messages: {}, posts: { "test.figure": make } },
    ]);
    this.one = this.anotherProcess();
  }

  static async open(): Promise<PostStage> {
    const storage = await ownStorage();
    const stage = new PostStage(await TeamsDouble.start(), storage);
    await storage.prepare();
    return stage;
  }

  anotherProcess(): OneProcess {
    let die = () => {};
    let isDead = false;
    const death = new Promise<void>((resolve) => {
      die = () => {
        isDead = true;
        resolve();
      };
    });
    const alive = <T extends object>(part: T) => mortal(part, () => isDead);
    const schedule = new WatchedSchedule({ store: alive(this.#timers), clock: this.clock });
    const posts = new KeptPosts({
      ...{ store: alive(this.store), channels: this.channels, poster: this.#messenger, timers: schedule },
      ...{ clock: this.clock, random: systemRandomness },
    });
    for (const [kind, handler] of Object.entries(posts.handlers)) schedule.on(kind, handler);
    const process = { posts, schedule, die, death };
    this.#processes.push(process);
    return process;
  }

  /** A coordinator says `use this channel for research hub` there. */
  async chosen(id = "19:hub@thread.tacv2"): Promise<Chat> {
    const channel = this.teams.channel(id, "Hub", [this.teams.person(aPerson())]);
    const { tenantId } = channel;
    const { serviceUrl } = this.teams;
    await this.channels.save({ name: "research hub", tenantId, serviceUrl, conversationId: id, title: "Hub" });
    return channel;
  }

  async kept(): Promise<void> {
    await this.one.posts.keep(POST);
  }

  async touched(figure: number): Promise<void> {
    this.figure = figure;
    await this.one.posts.touch(POST.id);
  }

  /** Turns the clock second by second, and has every living process do what is due. */
  async forward(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      this.clock.turnTo(new Date(this.clock.now().getTime() + 1000).toISOString());
      const before = this.#tries();
      await Promise.all(this.#processes.map(({ schedule, death }) => Promise.race([schedule.runDue(), death])));
      if (this.#tries() > before) this.sends.push(this.clock.now().getTime() / 1000);
    }
  }

  #tries(): number {
    return this.teams.journal.filter(({ operation }) => operation === "send").length;
  }

  /** Passes the time at once. */
  async skip(seconds: number): Promise<void> {
    this.clock.turnTo(new Date(this.clock.now().getTime() + (seconds - 1) * 1000).toISOString());
    await this.forward(1);
  }
}

/** What each of the bot's messages in a channel shows. */
export function figuresIn(channel: Chat): unknown[] {
  return channel.messages.map(({ card }) => (card as { readonly body?: readonly { text?: string }[] }).body?.[0]?.text);
}

function card(figure: number): Card {
  return { type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text: `${figure}` }] } as unknown as Card;
}

/** The same; once its process is dead nothing ends. */
function mortal<T extends object>(part: T, isDead: () => boolean): T {
  return new Proxy(part, {
    get: (target, name) => {
      const member = Reflect.get(target, name, target) as unknown;
      if (typeof member !== "function") return member;
      return async (...given: unknown[]) =>
        isDead() ? new Promise(() => {}) : ((await member.apply(target, given)) as unknown);
    },
  });
}
