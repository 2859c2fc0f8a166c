import { setMaxListeners } from "node:events";
import { repeat } from "../kernel/schedule.js";
import { Turnstile } from "../kernel/turnstile.js";
import type { PeopleStore } from "../people/ports.js";
import { Lane } from "./lane.js";
import type { LedgerNeeds } from "./ledger.js";
import type { NudgeLimits } from "./nudge-rules.js";
import type {
  AddressStore,
  Messenger,
  PaceStore,
  QueueName,
  SendingMeter,
  TakenWork,
  Work,
  WorkQueue,
} from "./ports.js";
import { release } from "./release.js";
import { type RetireNeeds, retirePart } from "./retire.js";
import { type Rest, type RunNeeds, runPart } from "./run.js";

export interface EngineNeeds extends LedgerNeeds {
  readonly queue: WorkQueue;
  readonly paces: PaceStore;
  readonly addresses: Pick<AddressStore, "findMany">;
  readonly people: Pick<PeopleStore, "findMany">;
  readonly messenger: Messenger;
  readonly limits: NudgeLimits | undefined;
  readonly meter: SendingMeter;
  /** Sends under way at a time into one tenant, and from this process into all of them. */
  readonly width: number;
  readonly atATime: number;
  /** Between two sends into one tenant, at least. */
  readonly spacingMs: number;
}

/** What the rest of the delivery service does for the engine. */
export interface EngineHelp {
  releaseAt: RunNeeds["releaseAt"];
  readonly moved: RunNeeds["moved"];
  readonly plan: Parameters<typeof release>[0]["plan"];
  /** A part has nothing left for a run to do. */
  ranOut(campaignId: string): Promise<void>;
  forgetPart(campaignId: string, tenantId: string): Promise<void>;
}

/** Of each queue at a time in one process: long work never takes the room of quick work. */
const ROOM: Readonly<Record<QueueName, number>> = { quick: 16, long: 32 };
/** Work of a process that died can be taken by another after this long. */
const TAKEN_MS = 30_000;
const KEEP_MS = 10_000;
/** How often an idle process looks into the queues; work of its own it begins at once. */
const LOOK_MS = 1000;
/** Work that keeps failing, or that processes keep dying of, is set aside. */
const MOST_FAILURES = 8;
const MOST_TAKEN = 50;
const AFTER_FAILURE_MS = 2000;
/** A campaign up to this large in a tenant is quick work. */
const FEW = 60;

/** Takes work from the queues and does it, beside any number of other processes that do the same. */
export class Engine {
  readonly #lanes = new Map<string, Lane>();
  readonly #turnstile: Turnstile;
  readonly #busy: Readonly<Record<QueueName, Set<Promise<void>>>> = { quick: new Set(), long: new Set() };
  readonly #stopping = new AbortController();
  #isStarted = false;
  #regular: { stop(): Promise<void> }[] = [];
  readonly #looks: Readonly<Record<QueueName, { running: Promise<void> | undefined; again: boolean }>> = {
    quick: { running: undefined, again: false },
    long: { running: undefined, again: false },
  };

  constructor(
    private readonly needs: EngineNeeds,
    private readonly help: EngineHelp,
  ) {
    this.#turnstile = new Turnstile(needs.atATime);
    // All that this process sends waits on one signal.
    setMaxListeners(0, this.#stopping.signal);
  }

  /** Looks for work from now on. Without it, work is only put into the queues for other processes. */
  start(): void {
    this.#isStarted = true;
    const { pause, random, report } = this.needs;
    const often = { everyMs: LOOK_MS, jitterMs: LOOK_MS / 10, pause, random, report };
    this.#regular = (["quick", "long"] as const).map((name) => repeat(() => this.#look(name), often));
  }

  /** Puts work into the queue and has this process look at once. `size`: how many deliveries it is about. */
  async put(work: Work, size: number, afterMs = 0): Promise<void> {
    const name = size <= FEW ? "quick" : "long";
    await this.needs.queue.put(name, work, { afterMs });
    if (afterMs === 0 && this.#isStarted) void this.#look(name).catch(this.needs.report);
  }

  /** Takes up nothing more; what is being sent is sent and recorded, the rest is left to others at once. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping.abort();
    const patience = new AbortController();
    const ended = this.#ended();
    await Promise.race([ended.then(() => patience.abort()), this.needs.pause(graceMs, patience.signal)]);
  }

  /** Looks first: what is taken in the moment of stopping is given back too. */
  async #ended(): Promise<void> {
    await Promise.all(this.#regular.map((look) => look.stop()));
    await Promise.all(Object.values(this.#looks).map(({ running }) => running?.catch(this.needs.report)));
    await this.idle();
  }

  /** Does all the work that can be done now, and resolves when it is done; whether there was any. */
  async work(): Promise<boolean> {
    let any = false;
    for (;;) {
      await this.#look("quick");
      await this.#look("long");
      if (this.#busy.quick.size + this.#busy.long.size === 0) return any;
      any = true;
      await this.idle();
    }
  }

  /** Resolves when this process is at no work. */
  async idle(): Promise<void> {
    for (;;) {
      const all = [...this.#busy.quick, ...this.#busy.long];
      if (all.length === 0) return;
      await Promise.all(all);
    }
  }

  lane(tenantId: string): Lane {
    const known = this.#lanes.get(tenantId);
    if (known) return known;
    const lane = new Lane(tenantId, this.needs);
    this.#lanes.set(tenantId, lane);
    return lane;
  }

  /** Takes as much as there is room for; and looks once more where it was asked to while it was looking. */
  #look(name: QueueName): Promise<void> {
    const look = this.#looks[name];
    look.again = look.running !== undefined;
    look.running ??= this.#lookOn(name);
    return look.running;
  }

  async #lookOn(name: QueueName): Promise<void> {
    const look = this.#looks[name];
    try {
      do {
        look.again = false;
        await this.#takeAll(name);
      } while (look.again);
    } finally {
      look.running = undefined;
    }
  }

  async #takeAll(name: QueueName): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const room = ROOM[name] - this.#busy[name].size;
      if (room <= 0) return;
      const taken = await this.needs.queue.take(name, room, TAKEN_MS);
      for (const one of taken) this.#do(name, one);
      if (taken.length < room) return;
    }
  }

  #do(name: QueueName, taken: TakenWork): void {
    const doing = this.#done(name, taken)
      .catch(this.needs.report)
      .finally(() => {
        this.#busy[name].delete(doing);
        // There is room again, and something may have been waiting for it.
        if (this.#isStarted) void this.#look(name).catch(this.needs.report);
      });
    this.#busy[name].add(doing);
  }

  async #done(name: QueueName, taken: TakenWork): Promise<void> {
    const { queue, pause, random, report } = this.needs;
    const { work, failures } = taken;
    if (!work || taken.taken > MOST_TAKEN) return this.#setAside(name, taken, failures);
    const keep = () => queue.keep(name, taken, TAKEN_MS);
    const keeping = repeat(keep, { everyMs: KEEP_MS, jitterMs: 0, pause, random, report, waitFirst: true });
    try {
      const rest = await this.#perform(work);
      await keeping.stop();
      // A new message first, so that nothing is lost in between; two of them are one too many and do no harm.
      if (rest.kind === "again" && rest.failed && failures >= MOST_FAILURES) {
        await this.#setAside(name, taken, failures);
        return;
      }
      if (rest.kind === "again") await queue.put(name, work, rest.failed ? later(failures, rest.afterMs) : rest);
      await queue.finish(name, taken);
    } catch (error) {
      report(error);
      await keeping.stop();
      if (failures >= MOST_FAILURES) return this.#setAside(name, taken, failures + 1);
      await queue.put(name, work, later(failures, AFTER_FAILURE_MS));
      await queue.finish(name, taken);
    }
  }

  #setAside(name: QueueName, taken: TakenWork, failures: number): Promise<void> {
    const { queue, report, meter } = this.needs;
    report(new Error(`Work was set aside: ${taken.work ? `${taken.work.do}, ${failures} failures` : "unreadable"}`));
    meter.setAside();
    return queue.setAside(name, taken);
  }

  async #perform(work: Work): Promise<Rest> {
    const laneOf = (tenantId: string) => this.lane(tenantId);
    const { signal } = this.#stopping;
    switch (work.do) {
      case "send": {
        const rest = await runPart({ ...this.needs, ...this.help, laneOf, turnstile: this.#turnstile }, work, signal);
        if (rest.kind === "nothing") await this.help.ranOut(work.campaignId);
        return rest;
      }
      case "release": {
        const send = (campaignId: string, tenantId: string) => this.put({ do: "send", campaignId, tenantId }, FEW + 1);
        await release({ ...this.needs, plan: this.help.plan, send }, work.tenantId, work.moment);
        return { kind: "nothing" };
      }
      case "retire": {
        const needs: RetireNeeds = { ...this.needs, laneOf };
        const rest = await retirePart(needs, work, work.note, signal);
        if (rest.kind === "nothing" && work.forget) await this.help.forgetPart(work.campaignId, work.tenantId);
        return rest;
      }
    }
  }
}

/** What has failed is done ever later. */
function later(failures: number, afterMs: number) {
  return { afterMs: afterMs * 2 ** failures, failures: failures + 1 };
}
