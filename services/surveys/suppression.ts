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

/** Whether publishing sums over these groups (every atom's `groups` among them) keeps the law. */
function isSafe(atoms: readonly Atom[], groups: readonly string[], threshold: number): boolean {
  const rows = groups.map((group) => atoms.map((atom) => (atom.groups.includes(group) ? 1 : 0)));
  const dual = nullSpace(rows, atoms.length);
  const small = atoms.map((atom, at) => ({ people: atom.people, vector: dual.map((basis) => basis[at] ?? 0) }));
  return !hasDependentSet(
    small.filter(({ people }) => people < threshold),
    threshold - 1,
    [],
  );
}

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
 * linearly dependent. So: is there a dependent set whose people together are at most `room`?
 */
function hasDependentSet(
  candidates: readonly Candidate[],
  room: number,
  chosen: readonly (readonly number[])[],
): boolean {
  return candidates.some(({ people, vector }, at) => {
    if (people > room) return false;
    const rest = reduced(vector, chosen);
    if (rest.every(isZero)) return true;
    return hasDependentSet(candidates.slice(at + 1), room - people, [...chosen, rest]);
  });
}

/** `vector` less its parts along the pivots of `chosen`, which are reduced against one another in turn. */
function reduced(vector: readonly number[], chosen: readonly (readonly number[])[]): number[] {
  let rest = [...vector];
  for (const other of chosen) {
    const pivot = other.findIndex((value) => !isZero(value));
    const factor = (rest[pivot] ?? 0) / (other[pivot] ?? 1);
    rest = rest.map((value, at) => value - factor * (other[at] ?? 0));
  }
  return rest;
}

/** A basis of the vectors that every row gives zero with (Gauss-Jordan elimination). */
function nullSpace(rows: readonly (readonly number[])[], width: number): number[][] {
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
  const free = [...Array(width).keys()].filter((column) => !pivots.includes(column));
  return free.map((column) =>
    [...Array(width).keys()].map((at) => {
      if (at === column) return 1;
      const row = pivots.indexOf(at);
      return row < 0 ? 0 : -(matrix[row]?.[column] ?? 0);
    }),
  );
}

function isZero(value: number): boolean {
  return Math.abs(value) < 1e-9;
}
