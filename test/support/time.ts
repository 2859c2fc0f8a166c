import { setMaxListeners } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../../services/kernel/clock.js";
import type { Pause } from "../../services/kernel/pause.js";

/** Time turned by hand: short pauses pass at once, long ones when the hand has moved far enough. */
export class HandTime implements Clock {
  /** Pauses from here on last until a test moves the time on. In milliseconds. */
  protected readonly long: number = 10_000;
  #now: number;
  readonly #asleep = new Set<{ readonly until: number; wake(): void }>();

  constructor(start = "2026-11-02T09:00:00Z") {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  forward(ms: number): void {
    this.#now += ms;
    for (const sleeper of this.#asleep) if (sleeper.until <= this.#now) sleeper.wake();
  }

  readonly pause: Pause = async (ms, signal) => {
    const until = this.#now + ms;
    if (ms >= this.long) return this.#sleep(until, signal);
    await nextTurn();
    if (!signal.aborted && until > this.#now) this.forward(until - this.#now);
  };

  /** Resolves once so many long pauses are under way. */
  async untilAsleep(count: number): Promise<void> {
    while (this.#asleep.size < count) await nextTurn();
  }

  #sleep(until: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#asleep.delete(sleeper);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      const sleeper = { until, wake };
      this.#asleep.add(sleeper);
      setMaxListeners(0, signal);
      signal.addEventListener("abort", wake, { once: true });
    });
  }
}

/** Time turned by hand, on which every pause waits. */
export class HeldTime extends HandTime {
  protected override readonly long = 0;
}

/** Runs as time does, and can be moved ahead. */
export class MovableClock implements Clock {
  #ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  forward(ms: number): void {
    this.#ahead += ms;
  }
}
