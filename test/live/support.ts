import { setImmediate as nextTurn } from "node:timers/promises";
import type { SendOutcome } from "../../services/delivery/ports.js";
import { systemRandomness } from "../../services/kernel/random.js";
import type { LiveMessenger, LiveViews } from "../../services/live/ports.js";
import type { Live, LivePlace } from "../../services/live/schema.js";
import { LiveCards } from "../../services/live/service.js";
import type { Person } from "../../services/people/schema.js";
import { AddressTable } from "../../services/storage/addresses.js";
import { LiveCardTable } from "../../services/storage/live-cards.js";
import { StoredPeople } from "../../services/storage/people.js";
import { TimerTable } from "../../services/storage/timers.js";
import { anAddress } from "../delivery/support.js";
import { aPerson } from "../support/people.js";
import { ownStorage } from "../support/storage.js";
import { HeldTime } from "../support/time.js";
import { WatchedSchedule } from "../support/timers.js";

export const WAVE: Live = { kind: "surveys.progress", subject: "wave-1" };
export const OTHER: Live = { kind: "surveys.progress", subject: "wave-2" };

export const sent: SendOutcome = { kind: "sent", conversationId: "chat", activityId: "message" };
export const refused: SendOutcome = { kind: "final", reason: "not-installed" };
export const unavailable: SendOutcome = { kind: "retry", afterMs: undefined, throttled: false, uncertain: false };
export const unanswered: SendOutcome = { ...unavailable, uncertain: true };
export const throttled = (afterMs?: number): SendOutcome => ({ ...unavailable, afterMs, throttled: true });

export interface Edit {
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly card: unknown;
  readonly place: LivePlace;
  readonly serviceUrl: string;
}

/** One of the processes that share the tables. */
export interface OneProcess {
  readonly live: LiveCards;
  readonly schedule: WatchedSchedule;
  /** How often it looked into storage for the cards of a subject. */
  looks(): number;
  /** From here on nothing that it does ends. */
  die(): void;
}

/** Live cards on real tables, with figures, a Teams and a time that a test moves. */
export class Stage {
  readonly time = new HeldTime();
  readonly casey: Person = aPerson({ roles: ["coordinator"] });
  readonly place: LivePlace = { conversationId: "chat", activityId: "message" };
  /** Tries to edit, oldest first. */
  readonly edits: Edit[] = [];
  /** What each message shows. */
  readonly chat = new Map<string, unknown>();
  readonly errors: unknown[] = [];
  /** What comes of the next tries; then all are `sent`. An unanswered one has arrived. */
  outcomes: SendOutcome[] = [];
  /** Called when a card was made anew, before it is sent. */
  afterRendering: () => Promise<unknown> = () => Promise.resolve();
  /** Called when an edit has arrived, before its answer. */
  afterArrival: () => Promise<unknown> = () => Promise.resolve();
  readonly one: OneProcess;
  readonly #figures = new Map<string, { figure: number; isFinal: boolean } | undefined>();
  readonly #processes: (OneProcess & { readonly death: Promise<void> })[] = [];
  #busy = 0;

  private constructor(
    readonly store: LiveCardTable,
    readonly addresses: AddressTable,
    readonly people: StoredPeople,
    readonly timers: TimerTable,
  ) {
    this.one = this.anotherProcess();
  }

  static async open(): Promise<Stage> {
    const storage = await ownStorage();
    const stage = new Stage(
      new LiveCardTable(storage),
      new AddressTable(storage),
      new StoredPeople(storage),
      new TimerTable(storage, systemRandomness),
    );
    await storage.prepare();
    await stage.people.save([stage.casey]);
    const { tenantId, objectId } = stage.casey;
    await stage.addresses.save(anAddress({ tenantId, objectId }));
    return stage;
  }

  anotherProcess(): OneProcess {
    let dead = false;
    let looks = 0;
    let die = () => {};
    const death = new Promise<void>((resolve) => {
      die = () => {
        dead = true;
        resolve();
      };
    });
    const alive = <T extends object>(part: T): T => this.#watched(part, () => dead);
    const store = alive(this.store);
    const counted = Object.assign(Object.create(store), {
      keysOf: (live: Live) => {
        looks += 1;
        return store.keysOf(live);
      },
    }) as LiveCardTable;
    const { time } = this;
    const schedule = new WatchedSchedule({ store: alive(this.timers), clock: time, pause: time.pause });
    const live = new LiveCards({
      ...{ store: counted, timers: schedule, views: alive(this.#views), messenger: alive(this.#messenger) },
      ...{ addresses: this.addresses, people: this.people, clock: time, pause: time.pause, random: systemRandomness },
      report: (error) => void this.errors.push(error),
    });
    for (const [kind, handler] of Object.entries(live.handlers)) schedule.on(kind, handler);
    const process = { live, schedule, looks: () => looks, die, death };
    this.#processes.push(process);
    return process;
  }

  /** What `live` shows from now on, told to nobody; undefined: it is gone. */
  set(figure: number | undefined, { live = WAVE, isFinal = false } = {}): void {
    this.#figures.set(live.subject, figure === undefined ? undefined : { figure, isFinal });
  }

  /** The coordinator sees the figure as it is, on a live card. */
  async watched({ live = WAVE, place = this.place, by = this.one } = {}): Promise<void> {
    const card = this.#card(live);
    this.chat.set(place.activityId, card);
    await by.live.watch({ place, person: this.casey, live, card });
  }

  shown(activityId = this.place.activityId): number | undefined {
    return (this.chat.get(activityId) as { figure?: number } | undefined)?.figure;
  }

  isLive(place = this.place): Promise<boolean> {
    return this.store
      .ofPerson(`${this.casey.tenantId}:${this.casey.objectId}`)
      .then((cards) =>
        cards.some(({ card }) => card.conversationId === place.conversationId && card.activityId === place.activityId),
      );
  }

  /** Moves the time on, and has every living process do what is due on the way. */
  async forward(ms: number, step = 250): Promise<void> {
    for (let left = ms; left > 0; left -= step) {
      this.time.forward(Math.min(step, left));
      await this.#quiet();
      await Promise.all(this.#processes.map(({ schedule, death }) => Promise.race([schedule.runDue(), death])));
      await this.#quiet();
    }
  }

  readonly #views: LiveViews = {
    view: async (live) => {
      const card = this.#card(live);
      const isFinal = this.#figures.get(live.subject)?.isFinal ?? false;
      await this.afterRendering();
      return card && { letter: { card }, isFinal };
    },
  };

  readonly #messenger: LiveMessenger = {
    replace: async ({ serviceUrl }, { conversationId, activityId }, { card }) => {
      this.edits.push({ at: this.time.now().getTime(), card, serviceUrl, place: { conversationId, activityId } });
      const outcome = this.outcomes.shift() ?? sent;
      if (outcome.kind === "sent" || outcome === unanswered) this.chat.set(activityId, card);
      await this.afterArrival();
      return outcome;
    },
  };

  #card({ subject }: Live): object | undefined {
    const known = this.#figures.get(subject);
    return known && { type: "AdaptiveCard", subject, figure: known.figure };
  }

  /** The same, with what is under way counted; once its process is dead nothing ends. */
  #watched<T extends object>(part: T, isDead: () => boolean): T {
    return new Proxy(part, {
      get: (target, name) => {
        const member = Reflect.get(target, name, target) as unknown;
        if (typeof member !== "function") return member;
        return async (...given: unknown[]) => {
          if (isDead()) return new Promise(() => {});
          this.#busy += 1;
          try {
            const result = (await member.apply(target, given)) as unknown;
            return isDead() ? new Promise(() => {}) : result;
          } finally {
            this.#busy -= 1;
          }
        };
      },
    });
  }

  async #quiet(): Promise<void> {
    for (let calm = 0; calm < 3; calm = this.#busy === 0 ? calm + 1 : 0) await nextTurn();
  }
}
