/**
 * How far those who score the same agree. Values are places on an ordered scale, 0 for the lowest level; a unit is what
 * several of them scored: one criterion of one report.
 */

/** How bad it is that one says `a` and another `b`: 0 where they agree. */
export type Disagreement = (a: number, b: number) => number;

/** Linear weights: two levels apart is twice as bad as one. */
export const linear: Disagreement = (a, b) => Math.abs(a - b);

/** Quadratic weights: two levels apart is four times as bad as one. */
export const quadratic: Disagreement = (a, b) => (a - b) ** 2;

/**
 * The share of pairs of raters who say the same, 0 to 1, over all pairs within each unit; undefined where there is no pair.
 * Any values can be compared, so that "not evidenced" can be one of its own.
 */
export function shareAgreeing(units: readonly (readonly unknown[])[]): number | undefined {
  let pairs = 0;
  let agreeing = 0;
  for (const [one, other] of units.flatMap(pairsOf)) {
    pairs += 1;
    if (one === other) agreeing += 1;
  }
  return pairs === 0 ? undefined : agreeing / pairs;
}

/**
 * Cohen's weighted kappa (J. Cohen, "Weighted kappa", Psychological Bulletin 70, 1968): 1 less the disagreement that was
 * seen over the disagreement that chance would give, which comes from how often each rater uses each level. `pairs` are
 * (what the first rater said, what the second said). Undefined where chance would give no disagreement at all, as when
 * everybody always says the same level.
 */
export function weightedKappa(pairs: readonly (readonly [number, number])[], by: Disagreement): number | undefined {
  const seen = pairs.reduce((sum, [a, b]) => sum + by(a, b), 0) / pairs.length;
  const first = counts(pairs.map(([a]) => a));
  const second = counts(pairs.map(([, b]) => b));
  let chance = 0;
  for (const [a, times] of first)
    for (const [b, others] of second) chance += (by(a, b) * times * others) / pairs.length ** 2;
  return chance === 0 || pairs.length === 0 ? undefined : 1 - seen / chance;
}

/**
 * Each two raters of each unit, in both orders. Where raters differ from unit to unit nobody is "the first", so kappa over
 * these takes the levels' shares from all raters together (as Scott's pi does for two).
 */
export function pairsBothWays(units: readonly (readonly number[])[]): (readonly [number, number])[] {
  return units.flatMap(pairsOf).flatMap(([a, b]) => [[a, b] as const, [b, a] as const]);
}

/** A square of numbers: how often level and level were paired, each unit counting as many times as it has values. */
export type Coincidences = readonly (readonly number[])[];

/**
 * Krippendorff's matrix of coincidences (K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011): each ordered
 * pair of values in a unit of m values counts 1/(m-1). Units of fewer than two values don't count, which is how missing
 * ones are dealt with. `levels` is how many the scale has.
 */
export function coincidences(units: readonly (readonly number[])[], levels: number): Coincidences {
  const matrix = Array.from({ length: levels }, () => new Array<number>(levels).fill(0));
  for (const unit of units) {
    for (const [a, b] of pairsBothWays([unit])) {
      const row = matrix[a] as number[];
      row[b] = (row[b] ?? 0) + 1 / (unit.length - 1);
    }
  }
  return matrix;
}

export type Metric = "nominal" | "ordinal" | "interval";

/**
 * Krippendorff's alpha: 1 less the disagreement that was seen over the one expected by chance (same source, section E).
 * Ordinal: the distance of two levels is the number of values between them, counting half of those at both ends, squared.
 * Undefined where the values don't vary.
 */
export function alphaOf(matrix: Coincidences, metric: Metric): number | undefined {
  const totals = matrix.map((row) => row.reduce((sum, value) => sum + value, 0));
  const all = totals.reduce((sum, value) => sum + value, 0);
  let seen = 0;
  let chance = 0;
  for (const [a, row] of matrix.entries())
    for (const [b, times] of row.entries()) {
      const distance = distanceOf(a, b, totals, metric);
      seen += times * distance;
      chance += (totals[a] ?? 0) * (totals[b] ?? 0) * distance;
    }
  return chance === 0 ? undefined : 1 - ((all - 1) * seen) / chance;
}

function distanceOf(a: number, b: number, totals: readonly number[], metric: Metric): number {
  if (a === b) return 0;
  if (metric === "nominal") return 1;
  if (metric === "interval") return (a - b) ** 2;
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  const between = totals.slice(low, high + 1).reduce((sum, value) => sum + value, 0);
  return (between - ((totals[low] ?? 0) + (totals[high] ?? 0)) / 2) ** 2;
}

function pairsOf<T>(values: readonly T[]): [T, T][] {
  return values.flatMap((one, at) => values.slice(at + 1).map((other): [T, T] => [one, other]));
}

function counts(values: readonly number[]): Map<number, number> {
  const found = new Map<number, number>();
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
  return found;
}
