import type { Clock } from "../kernel/clock.js";
import type { Pause } from "../kernel/pause.js";
import { eased, nextSlot, type Pace, slowed, usualPace } from "./pace.js";

/** The way into one tenant: so many at a time, and so many a second. */
export class Lane {
  #pace: Pace;
  #inside = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    private readonly width: number,
    requestsPerSecond: number,
    private readonly clock: Clock,
    private readonly pause: Pause,
  ) {
    this.#pace = usualPace(requestsPerSecond);
  }

  /** Does `task` once there is room; first come, first served. */
  async inTurn<T>(task: () => Promise<T>): Promise<T> {
    if (this.#inside < this.width) this.#inside += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await task();
    } finally {
      this.#leave();
    }
  }

  /** Waits for the moment of the next send. */
  async slot(signal: AbortSignal): Promise<void> {
    const now = this.clock.now().getTime();
    const { at, pace } = nextSlot(this.#pace, now);
    this.#pace = pace;
    if (at > now) await this.pause(at - now, signal);
  }

  slowDown(afterMs: number | undefined): void {
    this.#pace = slowed(this.#pace, this.clock.now().getTime(), afterMs);
  }

  speedUp(): void {
    this.#pace = eased(this.#pace);
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#inside -= 1;
  }
}
