import { createHash } from "node:crypto";

/** A number from 0 up to 1 that is always the same for the same words: chance that can be repeated. */
export function share(words: string): number {
  return createHash("sha256").update(words).digest().readUInt32BE(0) / 2 ** 32;
}

/** One of several things that happen to a share of all cases. */
export interface Portion<What, Where> {
  /** Or how to make it, from another number between 0 and 1: for delays of different length. */
  readonly fault: What | ((chance: number) => What);
  /** Of the cases that match `where`: 0.03 is three in a hundred. */
  readonly share: number;
  /** Left out: all cases. */
  readonly where?: Where;
}

/**
 * Something that befalls cases by chance, always the same for the same seed and case. Throws a RangeError where the
 * portions are more than everything.
 */
export class Mix<What extends object, Where> {
  constructor(
    private readonly seed: string | number,
    private readonly portions: readonly Portion<What, Where>[],
  ) {
    const total = portions.reduce((sum, portion) => sum + portion.share, 0);
    if (total > 1 + 1e-9) throw new RangeError(`the shares add up to ${total}`);
  }

  /** What befalls the case of that name, if anything; at most one portion does. */
  drawn(name: string, matches: (where: Where) => boolean): What | undefined {
    let rest = share(`${this.seed} ${name}`);
    for (const portion of this.portions) {
      rest -= portion.share;
      if (rest >= 0) continue;
      if (portion.where !== undefined && !matches(portion.where)) return undefined;
      return typeof portion.fault === "function" ? portion.fault(share(`${this.seed} size ${name}`)) : portion.fault;
    }
    return undefined;
  }
}
