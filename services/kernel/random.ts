import { randomBytes, randomInt } from "node:crypto";

/** Unpredictable choices, as an argument, so that rules stay pure and tests can repeat them. */
export interface Randomness {
  /** An unguessable id of 128 bits, lower-case hex. */
  id(): string;
  /** A whole number, 0 ≤ n < `below`. */
  below(below: number): number;
}

export const systemRandomness: Randomness = {
  id: () => randomBytes(16).toString("hex"),
  below: (below) => randomInt(below),
};

/** A copy of `items` in an order that tells nothing of theirs (Fisher-Yates). */
export function shuffled<T>(items: readonly T[], random: Randomness): T[] {
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    const moved = copy[last] as T;
    copy[last] = copy[other] as T;
    copy[other] = moved;
  }
  return copy;
}
