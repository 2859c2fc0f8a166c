import { Posts } from "./posts.js";
import { percentile } from "./rounds.js";

export interface Load {
  /** Requests a second. */
  readonly throughput: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/**
 * Posts every body once, `concurrency` at a time over as many kept connections. Throws at the first answer that is not
 * what `expected` matches: a fast refusal would look like a good figure.
 */
export async function load(
  url: string,
  bodies: readonly string[],
  concurrency: number,
  expected: RegExp,
): Promise<Load> {
  const posts = new Posts(url, concurrency);
  const times: number[] = [];
  const waiting = bodies.values();
  const began = performance.now();
  await Promise.all(Array.from({ length: concurrency }, () => worker()));
  const seconds = (performance.now() - began) / 1000;
  posts.close();
  return { throughput: bodies.length / seconds, p50: percentile(times, 50), p99: percentile(times, 99) };

  async function worker(): Promise<void> {
    for (const body of waiting) {
      const { text, ms } = await posts.post(body);
      times.push(ms);
      if (!expected.test(text)) throw new Error(`An unexpected answer: ${text.slice(0, 500)}`);
    }
  }
}
