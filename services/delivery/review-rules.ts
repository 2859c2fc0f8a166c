import type { Reason } from "./schema.js";
import type { NotReachedGroup, ReasonCount } from "./views.js";

/** So many people a figure is about at least, where being in it tells something of a person. */
const FEWEST = 5;
/** So many names are given a reason. */
const MOST_NAMES = 20;

export interface NotReachedPerson {
  /** Undefined where nobody knows it any more. */
  readonly name: string | undefined;
  /** The partner's name. */
  readonly partner: string;
  readonly reason: Reason;
}

/** By partner, the largest group first, and in it by reason. */
export function byPartner(people: readonly NotReachedPerson[]): NotReachedGroup[] {
  const groups = [...grouped(people, ({ partner }) => partner)].map(([name, some]) => ({
    name,
    count: some.length,
    reasons: byReason(some),
  }));
  return groups.sort((one, other) => other.count - one.count || one.name.localeCompare(other.name));
}

/**
 * The same without names and without any figure on fewer than five people, nor one that comes out as the difference of
 * two: small groups are lumped together, and where that is too few, all are.
 */
export function withoutNames(groups: readonly NotReachedGroup[]): NotReachedGroup[] {
  const large = groups.filter(({ count }) => count >= FEWEST);
  const small = groups.filter(({ count }) => count < FEWEST);
  const rest = sum(small);
  if (rest === 0) return large.map(coarse);
  if (rest >= FEWEST) return [...large.map(coarse), coarse(lumped("Smaller groups together", small))];
  return large.length === 0 ? [] : [coarse(lumped("All partners together", groups))];
}

/** Reasons with their figures, or only named where one of the figures is too small. */
export function withoutSmallFigures(reasons: readonly ReasonCount[]): ReasonCount[] {
  const areLarge = reasons.every(({ count = 0 }) => count >= FEWEST);
  return areLarge ? [...reasons] : reasons.map(({ reason }) => ({ reason })).sort(inOrder);
}

/** The commonest first. */
export function counted(reasons: Iterable<Reason>): ReasonCount[] {
  const counts = [...grouped([...reasons], (reason) => reason)].map(([reason, some]) => ({
    reason,
    count: some.length,
  }));
  return counts.sort((one, other) => other.count - one.count);
}

function byReason(people: readonly NotReachedPerson[]): NotReachedGroup["reasons"] {
  const groups = [...grouped(people, ({ reason }) => reason)].map(([reason, some]) => {
    const names = some.flatMap(({ name }) => name ?? []).sort((one, other) => one.localeCompare(other));
    return { reason, count: some.length, names: names.slice(0, MOST_NAMES) };
  });
  return groups.sort((one, other) => other.count - one.count);
}

function lumped(name: string, groups: readonly NotReachedGroup[]): NotReachedGroup {
  const reasons = counted(
    groups.flatMap(({ reasons: some }) =>
      some.flatMap(({ reason, count = 0 }) => Array.from({ length: count }, () => reason)),
    ),
  );
  return { name, count: sum(groups), reasons: reasons.map((one) => ({ ...one, names: [] })) };
}

function coarse({ name, count, reasons }: NotReachedGroup): NotReachedGroup {
  return { name, count, reasons: withoutSmallFigures(reasons).map(nameless) };
}

function nameless({ reason, count }: ReasonCount): NotReachedGroup["reasons"][number] {
  return { reason, ...(count === undefined ? {} : { count }), names: [] };
}

/** By their names, since an order by how many tells how many. */
function inOrder(one: ReasonCount, other: ReasonCount): number {
  return one.reason.localeCompare(other.reason);
}

function sum(groups: readonly NotReachedGroup[]): number {
  return groups.reduce((total, { count }) => total + count, 0);
}

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known) known.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
