import type { GroupTally } from "./schema.js";
import { splitGroup } from "./strata.js";

/** How far one partner's people are; `partner` is missing for the smaller groups taken together. */
export interface PartnerProgress {
  readonly partner: string | undefined;
  readonly invited: number;
  readonly answered: number;
}

/**
 * Partners with at least `threshold` people invited, and the rest in one line. Where the rest would be fewer than the
 * threshold, the smallest partner joins it, since otherwise the total would give the rest away.
 */
export function progressByPartner(
  groupSizes: Readonly<Record<string, number>>,
  tallies: Readonly<Record<string, GroupTally>>,
  invited: number,
  answered: number,
  threshold: number,
): PartnerProgress[] {
  const partners = Object.entries(groupSizes)
    .map(([group, size]) => ({ group: splitGroup(group), invited: size, answered: tallies[group]?.answered ?? 0 }))
    .filter((one) => one.group[0] === "partner" && one.invited >= threshold)
    .map((one) => ({ partner: one.group[1], invited: one.invited, answered: one.answered }))
    .sort((one, other) => other.invited - one.invited || (one.partner < other.partner ? -1 : 1));
  if (partners.length === 0) return [];
  const rest = { partner: undefined, invited, answered };
  for (const partner of partners) {
    rest.invited -= partner.invited;
    rest.answered -= partner.answered;
  }
  while (rest.invited > 0 && rest.invited < threshold) {
    const smallest = partners.pop();
    if (!smallest) return [];
    rest.invited += smallest.invited;
    rest.answered += smallest.answered;
  }
  return rest.invited > 0 ? [...partners, rest] : partners;
}
