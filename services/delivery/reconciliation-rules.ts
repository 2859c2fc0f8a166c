import { sumOf, totalOf } from "./rules.js";
import { type Campaign, DELIVERY_STATES, type Delivery, type DeliveryCounts } from "./schema.js";
import type { Finding } from "./views.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A campaign that ended longer ago has been compared often enough. */
const COMPARED = 8 * DAY;
/** Cancelling a large campaign takes a while. */
const TIME_TO_END = HOUR;
const LONG = 3 * DAY;
/** What was due is begun within seconds, and within minutes where Teams refuses. */
const OVERDUE = HOUR;

/** One part: the counts that were kept with it and those of its deliveries, both of one moment. */
export interface PartLook {
  readonly kept: DeliveryCounts;
  readonly recounted: DeliveryCounts;
}

export interface CampaignLook {
  readonly campaign: Campaign;
  /** Those that held still while they were counted. */
  readonly parts: readonly PartLook[];
  /** Whether some pending delivery should have gone long ago; see {@link isOverdue}. */
  readonly isOverdue: boolean;
}

export function isToBeCompared({ status, endedAt }: Campaign, now: Date): boolean {
  if (status === "planning") return false;
  return endedAt === undefined || age(endedAt, now) <= COMPARED;
}

/** Being sent for so long that what is still pending needs a reason. */
export function isLong({ status, createdAt }: Campaign, now: Date): boolean {
  return status === "sending" && age(createdAt, now) > LONG;
}

/** Pending although nothing is waited for: neither a moment to come nor one of the last hour. */
export function isOverdue({ state, notBefore }: Delivery, now: Date): boolean {
  return state === "pending" && (notBefore === undefined || age(notBefore, now) > OVERDUE);
}

export function findingsIn({ campaign, parts, isOverdue: overdue }: CampaignLook, now: Date): Finding[] {
  const sum = sumOf(parts.map(({ recounted }) => recounted));
  const isWhole = parts.length === campaign.tenants.length;
  const found: Record<Finding, boolean> = {
    countsDiffer: parts.some(differs),
    sumDiffers: isWhole && totalOf(sum) !== campaign.planned,
    leftPending: sum.pending > 0 && campaign.endedAt !== undefined && age(campaign.endedAt, now) > TIME_TO_END,
    stuck: isWhole && sum.pending > 0 && isLong(campaign, now) && overdue,
  };
  return (Object.keys(found) as Finding[]).filter((finding) => found[finding]);
}

function differs({ kept, recounted }: PartLook): boolean {
  return DELIVERY_STATES.some((state) => kept[state] !== recounted[state]);
}

function age(instant: string, now: Date): number {
  return now.getTime() - Date.parse(instant);
}
