import type { QueueName, TakenWork, Work, WorkQueue } from "../../services/delivery/ports.js";
import type { Clock } from "../../services/kernel/clock.js";

interface Item {
  readonly work: Work | undefined;
  readonly failures: number;
  taken: number;
  visibleAt: number;
  readonly putAt: number;
  receipt: object;
}

/** As of Azure's. */
const MOST_AT_ONCE = 32;

/** The queues with a clock that tests can turn: what Azure's do by real time. */
export class MemoryQueue implements WorkQueue {
  readonly #items: Record<QueueName, Item[]> = { quick: [], long: [] };
  readonly aside: TakenWork[] = [];

  constructor(private readonly clock: Clock) {}

  async put(name: QueueName, work: Work, { afterMs = 0, failures = 0 } = {}): Promise<void> {
    const now = this.#now();
    this.#items[name].push({ work, failures, taken: 0, visibleAt: now + afterMs, putAt: now, receipt: {} });
  }

  /** Puts something there that can't be read. */
  spoil(name: QueueName): void {
    const now = this.#now();
    this.#items[name].push({ work: undefined, failures: 0, taken: 0, visibleAt: now, putAt: now, receipt: {} });
  }

  async take(name: QueueName, most: number, forMs: number): Promise<TakenWork[]> {
    const now = this.#now();
    const visible = this.#items[name]
      .filter(({ visibleAt }) => visibleAt <= now)
      .slice(0, Math.min(most, MOST_AT_ONCE));
    return visible.map((item) => {
      item.taken += 1;
      item.visibleAt = now + forMs;
      item.receipt = {};
      const { work, failures, taken, receipt } = item;
      return { work, failures, taken, receipt };
    });
  }

  async keep(name: QueueName, taken: TakenWork, forMs: number): Promise<void> {
    const item = this.#itemOf(name, taken);
    if (item) item.visibleAt = this.#now() + forMs;
  }

  async finish(name: QueueName, taken: TakenWork): Promise<void> {
    const item = this.#itemOf(name, taken);
    if (item) this.#items[name].splice(this.#items[name].indexOf(item), 1);
  }

  async setAside(name: QueueName, taken: TakenWork): Promise<void> {
    this.aside.push(taken);
    await this.finish(name, taken);
  }

  async ageMs(name: QueueName): Promise<number> {
    const now = this.#now();
    const waiting = this.#items[name].filter(({ visibleAt }) => visibleAt <= now);
    return Math.max(0, ...waiting.map(({ putAt }) => now - putAt));
  }

  /** In ms: when the next of what is not to be seen yet will be. */
  nextVisible(): number | undefined {
    const later = [...this.#items.quick, ...this.#items.long].map(({ visibleAt }) => visibleAt);
    return later.length === 0 ? undefined : Math.min(...later);
  }

  #itemOf(name: QueueName, taken: TakenWork): Item | undefined {
    return this.#items[name].find(({ receipt }) => receipt === taken.receipt);
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}
