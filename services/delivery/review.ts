import type { PersonId } from "../people/schema.js";
import type { DeliveryStore } from "./ports.js";
import { counted } from "./review-rules.js";
import { notReached } from "./rules.js";
import type { Campaign, Delivery, DeliveryCounts, DeliveryState, PartId, Reason } from "./schema.js";
import type { HeldBack, ReasonCount } from "./views.js";

/**
 * While more than this are pending, their deliveries are not read: whoever watches a large campaign would slow its
 * sending down, since both are the same partitions' work.
 */
const MOST_READ = 2000;
/** Tenants read at a time. */
const TOGETHER = 8;

type Reading = Pick<DeliveryStore, "deliveries">;

export function canBeRead({ pending }: DeliveryCounts): boolean {
  return pending <= MOST_READ;
}

/** How many wait for which moment, the earliest first; none where they are too many to be read. */
export async function heldBack(store: Reading, campaign: Campaign, counts: DeliveryCounts): Promise<HeldBack[]> {
  if (counts.pending === 0 || !canBeRead(counts)) return [];
  const moments = new Map<string, number>();
  await each(store, campaign, ["pending"], ({ held, notBefore }) => {
    if (held && notBefore !== undefined) moments.set(notBefore, (moments.get(notBefore) ?? 0) + 1);
  });
  const held = [...moments].sort().map(([until, count]) => ({ until: new Date(until), count }));
  return atMost(counts.pending, held);
}

export interface Ends {
  readonly notReached: readonly { readonly person: PersonId; readonly reason: Reason }[];
  readonly perhapsTwice: number;
  readonly perhapsReached: number;
  readonly skipped: readonly ReasonCount[];
}

/** How those that are settled ended. */
export async function endsOf(store: Reading, campaign: Campaign): Promise<Ends> {
  const missed: { person: PersonId; reason: Reason }[] = [];
  const skipped: Reason[] = [];
  let [perhapsTwice, perhapsReached] = [0, 0];
  await each(store, campaign, ["sent", "not-reachable", "failed", "suppressed"], (delivery) => {
    const { person, state, uncertain, reason = "gave-up" } = delivery;
    if (state === "sent" && uncertain) perhapsTwice += 1;
    if (state === "suppressed") skipped.push(reason);
    if (!notReached(delivery)) return;
    missed.push({ person, reason });
    if (uncertain) perhapsReached += 1;
  });
  return { notReached: missed, perhapsTwice, perhapsReached, skipped: counted(skipped) };
}

async function each(
  store: Reading,
  { id: campaignId, tenants }: Campaign,
  states: readonly DeliveryState[],
  look: (delivery: Delivery) => void,
): Promise<void> {
  for (let start = 0; start < tenants.length; start += TOGETHER) {
    const some = tenants.slice(start, start + TOGETHER);
    await Promise.all(some.map((tenantId) => eachOf(store, { campaignId, tenantId }, states, look)));
  }
}

async function eachOf(
  store: Reading,
  part: PartId,
  states: readonly DeliveryState[],
  look: (delivery: Delivery) => void,
): Promise<void> {
  for await (const page of store.deliveries(part, states)) page.forEach(look);
}

/** Read after the counts, so that they may say more. */
function atMost(pending: number, held: readonly HeldBack[]): HeldBack[] {
  let left = pending;
  return held.flatMap(({ until, count }) => {
    const some = Math.min(count, left);
    left -= some;
    return some > 0 ? [{ until, count: some }] : [];
  });
}
