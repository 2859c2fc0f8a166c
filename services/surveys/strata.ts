import type { Person } from "../people/schema.js";
import type { Audience, Dimension, Invitation, Stratum } from "./schema.js";
import { DIMENSIONS } from "./schema.js";
import type { GroupSize } from "./views.js";

/** A group of a breakdown as one string, "partner:riverside-adults". */
export function groupsOf(stratum: Stratum): string[] {
  return DIMENSIONS.flatMap((dimension) => {
    const value = stratum[dimension];
    return value === undefined ? [] : [`${dimension}:${value}`];
  });
}

/** What of the person a breakdown by these dimensions goes by. The cohort is the one through which they were asked. */
export function stratumOf(person: Person, dimensions: readonly Dimension[], audience: Audience): Stratum {
  const cohort = person.cohorts.find((one) => audience.cohorts.length === 0 || audience.cohorts.includes(one));
  return {
    ...(dimensions.includes("side") && { side: person.side }),
    ...(dimensions.includes("partner") && { partner: person.partner }),
    ...(dimensions.includes("cohort") && cohort !== undefined && { cohort }),
  };
}

/** How many people of the strata are in each group. */
export function groupSizes(strata: readonly Stratum[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const group of strata.flatMap(groupsOf)) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return sizes;
}

/**
 * The stratum without the groups that have fewer than `threshold` people invited: what can't be shown later is never
 * stored with an answer (design.md, "Trust").
 */
export function coarsened(stratum: Stratum, sizes: ReadonlyMap<string, number>, threshold: number): Stratum {
  const kept = Object.entries(stratum).filter(
    ([dimension, value]) => (sizes.get(`${dimension}:${value}`) ?? 0) >= threshold,
  );
  return Object.fromEntries(kept);
}

/** The invitations of a wave: places in order of person key, so that a place tells nothing that the key doesn't. */
export function invitationsFor(
  people: readonly { readonly key: string; readonly stratum: Stratum }[],
  threshold: number,
): Invitation[] {
  const sizes = groupSizes(people.map(({ stratum }) => stratum));
  return [...people]
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ key, stratum }, place) => ({ personKey: key, place, stratum: coarsened(stratum, sizes, threshold) }));
}

/** The groups that will be counted only in the total, smallest first. */
export function tooSmall(strata: readonly Stratum[], threshold: number): GroupSize[] {
  return [...groupSizes(strata)]
    .filter(([, people]) => people < threshold)
    .map(([group, people]) => {
      const [dimension, name] = splitGroup(group);
      return { dimension, name, people };
    })
    .sort((one, other) => one.people - other.people || (one.name < other.name ? -1 : 1));
}

/** The way back from a group's string. */
export function splitGroup(group: string): [Dimension, string] {
  const at = group.indexOf(":");
  return [group.slice(0, at) as Dimension, group.slice(at + 1)];
}
