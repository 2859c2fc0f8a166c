import { type Definition, DIMENSIONS, type Dimension, type GroupTally, type Wave } from "./schema.js";
import { splitGroup } from "./strata.js";
import { type Atom, publishable } from "./suppression-rules.js";
import { percent } from "./tally.js";
import type { GroupResult, WaveResults } from "./views.js";

/** The group that everybody is in. */
const ALL = "all";

/**
 * The headline by side, partner and cohort, under the small-group law. `atoms`: those who answered, by the groups they
 * are in; `sums`: answers and hits by group. A group that may not be told of stands there without figures.
 */
export function breakdownsOf(
  { definition, thresholds, groupSizes }: Wave,
  atoms: readonly Atom[],
  sums: Readonly<Record<string, GroupTally>>,
  nameOf: (dimension: Dimension, id: string) => string,
): WaveResults["breakdowns"] {
  const groups = Object.keys(groupSizes).sort(bySize(sums));
  const all = atoms.map((atom) => ({ ...atom, groups: [ALL, ...atom.groups] }));
  const least = definition.anonymity === "named" ? 1 : thresholds.group;
  const shown = new Set(publishable(all, [ALL, ...groups], least));
  const breakdowns: Partial<Record<Dimension, GroupResult[]>> = {};
  for (const dimension of DIMENSIONS) {
    const own = groups.filter((group) => splitGroup(group)[0] === dimension);
    if (own.length === 0) continue;
    breakdowns[dimension] = own
      .map((group) =>
        groupResult(nameOf(dimension, splitGroup(group)[1]), shown.has(group) ? sums[group] : undefined, definition),
      )
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }
  return breakdowns;
}

/** Sides first, then cohorts, then partners, since fewer groups tell more people something; larger ones first. */
function bySize(sums: Readonly<Record<string, GroupTally>>): (one: string, other: string) => number {
  const rank: Record<Dimension, number> = { side: 0, cohort: 1, partner: 2 };
  return (one, other) =>
    rank[splitGroup(one)[0]] - rank[splitGroup(other)[0]] ||
    (sums[other]?.answered ?? 0) - (sums[one]?.answered ?? 0) ||
    (one < other ? -1 : 1);
}

function groupResult(name: string, sum: GroupTally | undefined, { headline }: Definition): GroupResult {
  if (!sum || sum.answered === 0) return { name, base: 0, headlinePercent: undefined };
  return { name, base: sum.answered, headlinePercent: percent(sum.hits, sum.answered * headline.questions.length) };
}
