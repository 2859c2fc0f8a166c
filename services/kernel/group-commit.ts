interface Waiting<Item, Outcome> {
  readonly item: Item;
  resolve(outcome: Outcome): void;
  reject(cause: unknown): void;
}

/**
 * Joins what arrives while a write is under way into the next write, a queue for each key. One waits for two writes
 * at most, and many at once cost little more than one.
 */
export class GroupCommit<Item, Outcome> {
  readonly #queues = new Map<string, Waiting<Item, Outcome>[]>();
  readonly #writing = new Set<string>();

  /** `commit` gets 1 to `largest` items and gives their outcomes in the same order. */
  constructor(
    private readonly largest: number,
    private readonly commit: (key: string, items: readonly Item[]) => Promise<readonly Outcome[]>,
  ) {}

  add(key: string, item: Item): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const queue = this.#queues.get(key) ?? [];
      if (queue.length === 0) this.#queues.set(key, queue);
      queue.push({ item, resolve, reject });
      if (!this.#writing.has(key)) void this.#drain(key);
    });
  }

  async #drain(key: string): Promise<void> {
    this.#writing.add(key);
    for (let queue = this.#queues.get(key); queue && queue.length > 0; queue = this.#queues.get(key)) {
      const group = queue.splice(0, this.largest);
      try {
        const outcomes = await this.commit(
          key,
          group.map(({ item }) => item),
        );
        for (const [at, waiting] of group.entries()) waiting.resolve(outcomes[at] as Outcome);
      } catch (cause) {
        for (const waiting of group) waiting.reject(cause);
      }
    }
    this.#queues.delete(key);
    this.#writing.delete(key);
  }
}
