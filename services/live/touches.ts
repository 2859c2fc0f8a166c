import type { Pause } from "../kernel/pause.js";
import type { Live } from "./schema.js";

/** One look a subject in this time, in milliseconds. */
const LOOK_EVERY = 2000;

export interface TouchesNeeds {
  /** Looks into storage for cards that show it. */
  readonly look: (live: Live) => Promise<void>;
  readonly pause: Pause;
  readonly report: (error: unknown) => void;
}

/** Turns a rain of touches into a look every two seconds; after the last touch there is always one more. */
export class Touches {
  readonly #subjects = new Map<string, { again: boolean }>();
  readonly #following = new Set<Promise<void>>();
  readonly #stopping = new AbortController();

  constructor(private readonly needs: TouchesNeeds) {}

  /** Costs nothing much, and never throws. */
  touch(live: Live): void {
    const key = `${live.kind}|${live.subject}`;
    const known = this.#subjects.get(key);
    if (known) known.again = true;
    else this.#begin(key, live);
  }

  /** Looks at once where a look was still to come. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#following);
  }

  #begin(key: string, live: Live): void {
    const following = this.#follow(key, live).finally(() => this.#following.delete(following));
    this.#following.add(following);
  }

  async #follow(key: string, live: Live): Promise<void> {
    const subject = { again: true };
    this.#subjects.set(key, subject);
    while (subject.again) {
      subject.again = false;
      await this.needs.look(live).catch(this.needs.report);
      await this.needs.pause(LOOK_EVERY, this.#stopping.signal);
    }
    this.#subjects.delete(key);
  }
}
