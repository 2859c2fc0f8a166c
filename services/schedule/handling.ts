import type { Clock } from "../kernel/clock.js";
import { ImpossibleError } from "../kernel/errors.js";
import type { Randomness } from "../kernel/random.js";
import { changeTimer } from "./change.js";
import type { AfterLate, Handler, ScheduleObserver, SeenTimer, TimerStore } from "./ports.js";
import * as rules from "./rules.js";
import type { KeptTimer, Timer } from "./schema.js";

export interface HandlingNeeds {
  readonly store: TimerStore;
  readonly clock: Clock;
  readonly random: Randomness;
  /** Told of each try that failed; it is tried again. */
  readonly report: (error: unknown) => void;
  readonly observe: ScheduleObserver;
}

interface Kind {
  readonly handler: Handler;
  readonly afterLate: AfterLate | undefined;
}

/** One try at a timer that is due: alone, and to an end that is stored whatever happens. */
export class Handling {
  readonly #kinds = new Map<string, Kind>();

  constructor(private readonly needs: HandlingNeeds) {}

  on(kind: string, handler: Handler, afterLate: AfterLate | undefined): void {
    this.#kinds.set(kind, { handler, afterLate });
  }

  /** The timer as it is then, where this process moved it. Never throws. */
  async handle(seen: SeenTimer, now: Date): Promise<KeptTimer | undefined> {
    try {
      return rules.isTooLate(seen.timer, now) ? await this.#leave(seen, now) : await this.#take(seen, now);
    } catch (error) {
      this.needs.report(error);
      return undefined;
    }
  }

  async #leave(seen: SeenTimer, now: Date): Promise<KeptTimer | undefined> {
    const { kind } = seen.timer;
    const next = this.#kinds.get(kind)?.afterLate?.(rules.plain(seen.timer), now);
    const change = rules.tooLate(seen.timer, next, now);
    if (!(await this.needs.store.swap(seen, change))) return undefined;
    this.needs.observe.late(kind);
    return change.next;
  }

  async #take(seen: SeenTimer, now: Date): Promise<KeptTimer | undefined> {
    const { store, clock, random } = this.needs;
    const claim = random.id();
    if (!(await store.swap(seen, rules.claimed(seen.timer, claim, now)))) return undefined;
    const tried = await this.#try(rules.plain(seen.timer), now);
    const ended = new Date(Math.max(now.getTime(), clock.now().getTime()));
    return changeTimer(store, seen.timer.id, (found) =>
      tried === FAILED
        ? rules.failed(found, claim, ended, random.below(1000) / 1000)
        : rules.finished(found, claim, tried),
    );
  }

  async #try(timer: Timer, now: Date): Promise<Date | undefined | typeof FAILED> {
    const { report, observe } = this.needs;
    try {
      const next = await this.#handlerOf(timer)(timer, now);
      if (next && next <= now) throw new ImpossibleError(`${timer.kind} is due again before it was handled`);
      observe.ran(timer.kind, now.getTime() - Date.parse(timer.due));
      return next;
    } catch (error) {
      report(error);
      observe.failed(timer.kind);
      return FAILED;
    }
  }

  #handlerOf({ kind }: Timer): Handler {
    const known = this.#kinds.get(kind);
    // Another process, of a newer version, may know it.
    if (!known) throw new ImpossibleError(`nobody handles timers of the kind ${kind}`);
    return known.handler;
  }
}

const FAILED = Symbol("failed");
