/** Somebody who answered, by the groups they are in. */
export type Member = readonly string[];

/**
 * A set of people fewer than `threshold` that published sums tell of, found the plain way: every sum and difference of
 * the groups with weights from -2 to 2 is formed, person by person. Slow, and on purpose another way than the rule's.
 */
export function disclosed(
  members: readonly Member[],
  published: readonly string[],
  threshold: number,
): Member[] | undefined {
  const kinds = new Map<string, { member: Member; people: number }>();
  for (const member of members) {
    const key = published.filter((group) => member.includes(group)).join("|");
    kinds.set(key, { member, people: (kinds.get(key)?.people ?? 0) + 1 });
  }
  const columns = [...kinds.values()];
  const weights = published.map(() => -2);
  do {
    const touched = columns.filter(({ member }) => weightOf(member, published, weights) !== 0);
    const people = touched.reduce((sum, one) => sum + one.people, 0);
    if (people > 0 && people < threshold) return touched.map(({ member }) => member);
  } while (next(weights));
  return undefined;
}

function weightOf(member: Member, published: readonly string[], weights: readonly number[]): number {
  return published.reduce((sum, group, at) => sum + (member.includes(group) ? (weights[at] ?? 0) : 0), 0);
}

/** Counts up in base 5; false after the last. */
function next(weights: number[]): boolean {
  for (let at = 0; at < weights.length; at += 1) {
    weights[at] = (weights[at] ?? 0) + 1;
    if ((weights[at] ?? 0) <= 2) return true;
    weights[at] = -2;
  }
  return false;
}
