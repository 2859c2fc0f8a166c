/** What is compared: the same thing measured on both sides. */
export interface Sides<T> {
  readonly ours: T;
  readonly bare: T;
}

/**
 * Measures both sides in turn, so that what else the machine does meets both alike. The side that begins changes with
 * each round. The first round only warms up and is not given back.
 */
export async function inTurn<T>(rounds: number, measure: Sides<() => T | Promise<T>>): Promise<Sides<T>[]> {
  const measured: Sides<T>[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    if (round % 2 === 0) {
      const ours = await measure.ours();
      measured.push({ ours, bare: await measure.bare() });
    } else {
      const bare = await measure.bare();
      measured.push({ ours: await measure.ours(), bare });
    }
  }
  return measured.slice(1);
}

/** The median of one figure over all rounds, for both sides. */
export function medians<T>(rounds: readonly Sides<T>[], figure: (one: T) => number): Sides<number> {
  return {
    ours: percentile(
      rounds.map(({ ours }) => figure(ours)),
      50,
    ),
    bare: percentile(
      rounds.map(({ bare }) => figure(bare)),
      50,
    ),
  };
}

/** The smallest value that at least `percent` of all values don't exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}
