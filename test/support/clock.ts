import type { Clock } from "../../services/kernel/clock.js";

/** A clock that stands still until it is turned. */
export class TestClock implements Clock {
  #now: Date;

  constructor(at = "2026-11-23T10:00:00Z") {
    this.#now = new Date(at);
  }

  now(): Date {
    return this.#now;
  }

  turnTo(at: string): void {
    this.#now = new Date(at);
  }

  turnDays(days: number): void {
    this.#now = new Date(this.#now.getTime() + days * 86_400_000);
  }
}

/** The system's clock, so many days ahead: for what waits a little while, but not for days. */
export class AheadClock implements Clock {
  #ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  turnDays(days: number): void {
    this.#ahead += days * 86_400_000;
  }
}
