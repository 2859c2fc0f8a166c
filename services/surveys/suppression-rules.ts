/**
 * The small-group law (design.md, "Trust"): no published figure is about fewer people than the threshold, and no sum
 * or difference of published figures is either.
 *
 * Every published figure is a sum over the people of one group. What somebody can work out from them is any weighted
 * sum of those sums. So the law is broken exactly when some weighted sum of the groups' membership vectors is nonzero
 * on some people and zero on all others, and those people are fewer than the threshold.
 */

/** People who are in just the same groups; `groups` are the names of those groups. */
export interface Atom {
  readonly groups: readonly string[];
  readonly people: number;
}

/**
 * Which of `candidates` may be published together, in their order: each is taken if the law still holds with it.
 * None if all people together are fewer than the threshold.
 */
export function publishable(atoms: readonly Atom[], candidates: readonly string[], threshold: number): string[] {
  const published: string[] = [];
  for (const candidate of candidates) {
    if (isSafe(merged(atoms, [...published, candidate]), [...published, candidate], threshold))
      published.push(candidate);
  }
  return published;
}

/**
 * Whether publishing sums over these groups (every atom's `groups` among them) keeps the law. What can't be decided with
 * bounded effort counts as breaking it.
 */
function isSafe(atoms: readonly Atom[], groups: readonly string[], threshold: number): boolean {
  const rows = groups.map((group) => atoms.map((atom) => (atom.groups.includes(group) ? 1 : 0)));
  const dual = someOfNullSpace(rows, atoms.length, threshold);
  const small = atoms
    .map((atom, at) => ({ people: atom.people, vector: dual.map((one) => one[at] ?? 0) }))
    .filter(({ people }) => people < threshold);
  return !hasDependentSet(small, threshold - 1, [], { steps: MOST_STEPS });
}

/** Sets of atoms looked at for one group: some tenths of a second. There are too many of them to look at all. */
const MOST_STEPS = 200_000;

/** Atoms that the published groups can't tell apart count as one. */
function merged(atoms: readonly Atom[], published: readonly string[]): Atom[] {
  const people = new Map<string, Atom>();
  for (const atom of atoms) {
    const groups = published.filter((group) => atom.groups.includes(group));
    const key = groups.join("|");
    people.set(key, { groups, people: atom.people + (people.get(key)?.people ?? 0) });
  }
  return [...people.values()].filter((atom) => atom.people > 0);
}

interface Candidate {
  readonly people: number;
  readonly vector: readonly number[];
}

/**
 * A weighted sum of rows lives on a set of atoms alone just when the columns of the null space at those atoms are
 * linearly dependent. So: is there a dependent set whose people together are at most `room`? Yes also when `effort` ends
 * before that is known.
 */
function hasDependentSet(
  candidates: readonly Candidate[],
  room: number,
  chosen: readonly (readonly number[])[],
  effort: { steps: number },
): boolean {
  return candidates.some(({ people, vector }, at) => {
    if (people > room) return false;
    effort.steps -= 1;
    if (effort.steps < 0) return true;
    const rest = reduced(vector, chosen);
    if (rest.every(isZero)) return true;
    return hasDependentSet(candidates.slice(at + 1), room - people, [...chosen, rest], effort);
  });
}

/** `vector` less its parts along the pivots of `chosen`, which are reduced against one another in turn. */
function reduced(vector: readonly number[], chosen: readonly (readonly number[])[]): number[] {
  const rest = [...vector];
  for (const other of chosen) {
    const pivot = largest(other);
    const factor = (rest[pivot] ?? 0) / (other[pivot] ?? 1);
    for (let at = 0; at < rest.length; at += 1) rest[at] = (rest[at] ?? 0) - factor * (other[at] ?? 0);
    rest[pivot] = 0;
  }
  return rest;
}

function largest(vector: readonly number[]): number {
  let best = 0;
  for (let at = 1; at < vector.length; at += 1) if (Math.abs(vector[at] ?? 0) > Math.abs(vector[best] ?? 0)) best = at;
  return best;
}

/**
 * `count` vectors that every row gives zero with, in general position. They are enough: fewer than `count` columns of a
 * basis of all such vectors are dependent only if these are, and columns dependent by chance err on the safe side.
 */
function someOfNullSpace(rows: readonly (readonly number[])[], width: number, count: number): number[][] {
  const { matrix, pivots } = echelon(rows, width);
  const isPivot = new Set(pivots);
  const scattered = scatter();
  return Array.from({ length: count }, () => {
    const vector = Array.from({ length: width }, (_, at) => (isPivot.has(at) ? 0 : scattered()));
    for (const [row, pivot] of pivots.entries()) {
      const sum = vector.reduce(
        (total, value, at) => (isPivot.has(at) ? total : total + value * (matrix[row]?.[at] ?? 0)),
        0,
      );
      vector[pivot] = -sum;
    }
    return vector;
  });
}

/** Gauss-Jordan elimination. */
function echelon(rows: readonly (readonly number[])[], width: number): { matrix: number[][]; pivots: number[] } {
  const matrix = rows.map((row) => [...row]);
  const pivots: number[] = [];
  for (let column = 0; column < width && pivots.length < matrix.length; column += 1) {
    const top = pivots.length;
    const best = matrix.findIndex((row, at) => at >= top && !isZero(row[column] ?? 0));
    if (best < 0) continue;
    const found = matrix[best] as number[];
    matrix[best] = matrix[top] as number[];
    const scale = found[column] as number;
    const pivotRow = found.map((value) => value / scale);
    matrix[top] = pivotRow;
    for (const [at, row] of matrix.entries()) {
      const factor = row[column] ?? 0;
      if (at !== top && !isZero(factor)) matrix[at] = row.map((value, k) => value - factor * (pivotRow[k] ?? 0));
    }
    pivots.push(column);
  }
  return { matrix, pivots };
}

/** Numbers from -1 to 1 without a pattern, the same each time (a linear congruence modulo 2³²). */
function scatter(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

function isZero(value: number): boolean {
  return Math.abs(value) < 1e-9;
}
