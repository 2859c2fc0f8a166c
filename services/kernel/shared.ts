/**
 * Does something once for all who ask for it at one time, key by key. Who asks while it is under way gets what is begun
 * after that, so that nobody is given what was read before they asked.
 */
export class Shared<T> {
  readonly #running = new Map<string, Promise<T>>();
  readonly #next = new Map<string, Promise<T>>();

  constructor(private readonly task: (key: string) => Promise<T>) {}

  get(key = ""): Promise<T> {
    const running = this.#running.get(key);
    if (running === undefined) return this.#begin(key);
    const asked = this.#next.get(key);
    if (asked !== undefined) return asked;
    const begin = () => {
      this.#next.delete(key);
      return this.#begin(key);
    };
    const next = running.then(begin, begin);
    this.#next.set(key, next);
    return next;
  }

  #begin(key: string): Promise<T> {
    const running = this.task(key).finally(() => {
      if (this.#running.get(key) === running) this.#running.delete(key);
    });
    this.#running.set(key, running);
    return running;
  }
}
