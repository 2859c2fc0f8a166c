import type { Clock } from "./clock.js";

/** Where values are, by key and all together. */
export interface CrowdSource<Value> {
  find(key: string): Promise<Value | undefined>;
  /** Page by page, in any order. */
  all(): AsyncIterable<Value>;
  keyOf(value: Value): string;
}

/** How old what is remembered may be: a change takes this long at most to be seen, in milliseconds. */
const FRESH = 30_000;
/** All that was read at once is read again from this age on, if it is still asked for. */
const AGEING = 20_000;
/** So many look-ups within {@link FRESH} are a crowd. */
const MANY = 20;
/** So many values are remembered at most. */
const MOST = 10_000;

/**
 * Remembers values for half a minute. When many are asked for, as when a survey opens and everybody answers, it reads
 * them all in pages rather than one by one. What isn't there is looked up each time.
 */
export class Crowd<Value> {
  #single = new Map<string, { readonly value: Value; readonly at: number }>();
  #all: { readonly values: Map<string, Value>; readonly at: number } | undefined;
  #reading = false;
  #tooMany = false;
  /** Counts up, so that what was read before somebody was forgotten can be told. */
  #forgotten = 0;
  #lookUps = { since: 0, count: 0 };

  constructor(
    private readonly source: CrowdSource<Value>,
    private readonly clock: Clock,
  ) {}

  async find(key: string): Promise<Value | undefined> {
    const now = this.clock.now().getTime();
    const known = this.#remembered(key, now);
    if (known !== undefined) return known;
    if (this.#isMany(now)) void this.#readAll(now);
    const forgotten = this.#forgotten;
    const value = await this.source.find(key);
    if (value !== undefined && forgotten === this.#forgotten) this.#remember(key, value, now);
    return value;
  }

  /** After a change that must be seen at once by this instance. */
  forget(key: string): void {
    this.#forgotten += 1;
    this.#single.delete(key);
    this.#all?.values.delete(key);
  }

  #remembered(key: string, now: number): Value | undefined {
    const all = this.#all && isFresh(this.#all.at, now) ? this.#all : undefined;
    if (!all) this.#all = undefined;
    else if (now - all.at >= AGEING) void this.#readAll(now);
    const single = this.#single.get(key);
    if (single && isFresh(single.at, now)) return single.value;
    this.#single.delete(key);
    return all?.values.get(key);
  }

  #isMany(now: number): boolean {
    if (!isFresh(this.#lookUps.since, now)) this.#lookUps = { since: now, count: 0 };
    this.#lookUps.count += 1;
    return this.#lookUps.count > MANY;
  }

  async #readAll(now: number): Promise<void> {
    if (this.#reading || this.#tooMany) return;
    this.#reading = true;
    this.#lookUps = { since: now, count: 0 };
    const forgotten = this.#forgotten;
    try {
      const values = new Map<string, Value>();
      for await (const value of this.source.all()) {
        values.set(this.source.keyOf(value), value);
        this.#tooMany = values.size > MOST;
        if (this.#tooMany) return;
      }
      if (forgotten === this.#forgotten) this.#all = { values, at: now };
    } catch {
      // A short cut only: each value is still looked up by its key, and there a failure is told.
    } finally {
      this.#reading = false;
    }
  }

  #remember(key: string, value: Value, now: number): void {
    // A map keeps its order of insertion: the first is the one looked up longest ago.
    const [oldest] = this.#single.keys();
    if (this.#single.size >= MOST && oldest !== undefined) this.#single.delete(oldest);
    this.#single.set(key, { value, at: now });
  }
}

/** A clock that was put back makes nothing fresh for ever. */
function isFresh(at: number, now: number): boolean {
  return Math.abs(now - at) < FRESH;
}
