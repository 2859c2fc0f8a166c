import type { Clock } from "../kernel/clock.js";
import type { Pause } from "../kernel/pause.js";

/** Sleep that nothing is slept over in: neither what is noted while asleep nor what was noted shortly before. */
export class Alarm {
  /** In milliseconds since 1970, like all instants here. */
  #earliest = Number.POSITIVE_INFINITY;
  #asleep: AbortController | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly pause: Pause,
  ) {}

  /** Nobody sleeps past that instant, until it is forgotten. */
  note(instant: number): void {
    if (instant >= this.#earliest) return;
    this.#earliest = instant;
    this.#asleep?.abort();
  }

  /** For when one is about to look at everything anyway. */
  forget(): void {
    this.#earliest = Number.POSITIVE_INFINITY;
  }

  async sleepUntil(instant: number): Promise<void> {
    this.note(instant);
    const ms = this.#earliest - this.clock.now().getTime();
    if (ms <= 0) return;
    this.#asleep = new AbortController();
    await this.pause(ms, this.#asleep.signal);
    this.#asleep = undefined;
  }
}
