import type { Clock } from "../../services/kernel/clock.js";

/** Runs as time does, from an instant of the test's own, and can be turned ahead. */
export class StartingClock implements Clock {
  #ahead: number;

  constructor(at: string) {
    this.#ahead = Date.parse(at) - Date.now();
  }

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  /** Only ahead: an earlier instant changes nothing. */
  turnTo(at: Date): void {
    this.#ahead = Math.max(this.#ahead, at.getTime() - Date.now());
  }
}
