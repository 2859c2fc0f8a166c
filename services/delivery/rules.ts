import type { Randomness } from "../kernel/random.js";
import type { SendOutcome } from "./ports.js";
import type { Delivery, DeliveryCounts, DeliveryState, Reason } from "./schema.js";

/** With {@link backOffMs}, the last try comes some ten minutes after the first. */
export const MOST_ATTEMPTS = 10;

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 300_000;

/**
 * The delivery as it must be stored before a try of `holder`. Undefined: not to be tried, since it is settled.
 * Found under way, an earlier try ended without a record and may have arrived: one more is made and marked, no third.
 */
export function begun(delivery: Delivery, holder: string): Delivery | undefined {
  if (delivery.state !== "pending") return undefined;
  const broken = delivery.tryingBy !== undefined;
  if (broken && delivery.uncertain) return ended(delivery, "failed", "gave-up");
  const uncertain = delivery.uncertain || broken;
  return { ...delivery, attempts: delivery.attempts + 1, uncertain, tryingBy: holder };
}

/** The delivery after a try of `holder`. Undefined: another process has settled or taken it meanwhile. */
export function settled(delivery: Delivery, outcome: SendOutcome, holder: string): Delivery | undefined {
  const ours = delivery.state === "pending" && delivery.tryingBy === holder;
  switch (outcome.kind) {
    case "sent":
      return arrived(delivery, outcome);
    case "final":
      return ours ? refused(delivery, outcome.reason) : undefined;
    case "no-longer-applies":
      return ours ? ended(delivery, "suppressed") : undefined;
    case "retry":
      return ours ? afterFailedTry(delivery, outcome.uncertain) : undefined;
  }
}

/** Nothing was tried, since this person can't be written to. */
export function unreachable(delivery: Delivery, reason: Reason): Delivery | undefined {
  return delivery.state === "pending" ? ended(delivery, "not-reachable", reason) : undefined;
}

/** A try under way keeps its mark: should it arrive all the same, the record will say so. */
export function cancelled(delivery: Delivery): Delivery | undefined {
  return delivery.state === "pending" ? { ...delivery, state: "cancelled" } : undefined;
}

/** Pending once more, if the person was not reached and no earlier try may have arrived. */
export function toSendAgain(delivery: Delivery): Delivery | undefined {
  if (!notReached(delivery) || delivery.uncertain) return undefined;
  const { reason: _, ...rest } = delivery;
  return { ...rest, state: "pending", attempts: 0 };
}

export function notReached(delivery: Delivery): boolean {
  return delivery.state === "not-reachable" || delivery.state === "failed";
}

/** How long to wait before the next try: doubling, half of it by chance, and never less than Teams asked for. */
export function backOffMs(attempts: number, afterMs: number | undefined, random: Randomness): number {
  const full = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(attempts - 1, 20));
  const wait = full / 2 + random.below(full / 2 + 1);
  return afterMs === undefined ? wait : Math.max(wait, afterMs + random.below(FIRST_WAIT));
}

export function countStates(states: Iterable<DeliveryState>): DeliveryCounts {
  const counts = { pending: 0, sent: 0, "not-reachable": 0, failed: 0, suppressed: 0, cancelled: 0 };
  for (const state of states) counts[state] += 1;
  return counts;
}

function refused(delivery: Delivery, reason: Reason): Delivery {
  return ended(delivery, reason === "rejected" || reason === "gave-up" ? "failed" : "not-reachable", reason);
}

function arrived(delivery: Delivery, at: { conversationId: string; activityId: string }): Delivery | undefined {
  if (delivery.state !== "pending" && delivery.state !== "cancelled") return undefined;
  return { ...ended(delivery, "sent"), conversationId: at.conversationId, activityId: at.activityId };
}

function afterFailedTry(delivery: Delivery, mayHaveArrived: boolean): Delivery {
  const uncertain = delivery.uncertain || mayHaveArrived;
  const enough = delivery.attempts >= MOST_ATTEMPTS || (delivery.uncertain && mayHaveArrived);
  if (enough) return ended({ ...delivery, uncertain }, "failed", "gave-up");
  const { tryingBy: _, ...rest } = delivery;
  return { ...rest, uncertain };
}

function ended(delivery: Delivery, state: DeliveryState, reason?: Reason): Delivery {
  const { tryingBy: _, reason: __, ...rest } = delivery;
  return { ...rest, state, ...(reason ? { reason } : {}) };
}
