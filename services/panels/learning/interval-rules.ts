import { seededNumbers } from "../../kernel/seeded.js";
import { alphaOf, type Coincidences } from "./agreement-rules.js";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Resamples of a bootstrap. */
export const RESAMPLES = 1000;
/** The interval leaves out so much at each end: 95% stay. */
const TAIL = 0.025;
/** Of all resamples: with fewer that say anything, the interval would say too little. */
const LEAST_SHARE = 0.9;

/**
 * Between what alpha lies with 95% confidence: a percentile bootstrap (B. Efron, R. Tibshirani, "An Introduction to the
 * Bootstrap", 1993, chapter 13). Each resample draws as many clusters as there are, with replacement; a cluster is a whole
 * report with all its criteria, since scores of one report hang together. Resamples without variation have no alpha and
 * are left out; undefined where more than a tenth are.
 */
export function alphaInterval(clusters: readonly Coincidences[], seed: string): Interval | undefined {
  const next = seededNumbers(seed);
  const drawn = () => clusters[Math.floor(next() * clusters.length)] ?? [];
  const alphas: number[] = [];
  for (let nth = 0; nth < RESAMPLES; nth += 1) {
    const alpha = alphaOf(summed(clusters.map(drawn)), "ordinal");
    if (alpha !== undefined) alphas.push(alpha);
  }
  if (alphas.length < LEAST_SHARE * RESAMPLES) return undefined;
  alphas.sort((one, other) => one - other);
  const tail = Math.floor(TAIL * alphas.length);
  return { low: alphas[tail] as number, high: alphas[alphas.length - 1 - tail] as number };
}

/** Matrices of units that have nothing in common add up. */
export function summed(matrices: readonly Coincidences[]): Coincidences {
  const sum = (matrices[0] ?? []).map((row) => row.map(() => 0));
  for (const matrix of matrices)
    for (const [a, row] of matrix.entries()) {
      const into = sum[a] as number[];
      for (const [b, value] of row.entries()) into[b] = (into[b] ?? 0) + value;
    }
  return sum;
}
