import type { Randomness } from "../kernel/random.js";
import type { SendOutcome } from "./ports.js";
import type { Delivery, DeliveryCounts, DeliveryState, Reason } from "./schema.js";

/** With {@link backOffMs}, the last try comes some two and a half hours after the first. */
export const MOST_ATTEMPTS = 20;

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 900_000;

/**
 * The delivery as it must be stored before a try of `run`. Undefined: not to be tried, since it is settled. Found under
 * way, an earlier run's try ended without a record and may have arrived: one more is made and marked, no third.
 */
export function begun(delivery: Delivery, run: string): Delivery | undefined {
  if (delivery.state !== "pending") return undefined;
  if (delivery.trying === run) return delivery;
  const broken = delivery.trying !== undefined;
  if (broken && delivery.uncertain) return ended(delivery, "failed", "gave-up");
  const { notBefore: _, held: __, ...rest } = delivery;
  return { ...rest, attempts: delivery.attempts + 1, uncertain: delivery.uncertain || broken, trying: run };
}

/**
 * The delivery after a try of `run`; `again` is the instant of the next one, if there is one. Undefined: another run
 * has settled or taken it meanwhile.
 */
export function settled(delivery: Delivery, outcome: SendOutcome, run: string, again: Date): Delivery | undefined {
  const open = delivery.state === "pending" && delivery.trying === run;
  switch (outcome.kind) {
    case "sent":
      return arrived(delivery, outcome);
    case "final":
      return open ? refused(delivery, outcome.reason) : undefined;
    case "retry":
      return open ? afterFailedTry(delivery, outcome, again) : undefined;
  }
}

/** Nothing was tried, since this person can't be written to. */
export function unreachable(delivery: Delivery, reason: Reason): Delivery | undefined {
  return delivery.state === "pending" ? ended(withoutTry(delivery), "not-reachable", reason) : undefined;
}

/** Nothing is sent, since it is of no use to this person any more, or was told of otherwise. */
export function suppressed(delivery: Delivery, reason: Reason, mergedInto?: string): Delivery | undefined {
  if (delivery.state !== "pending") return undefined;
  return { ...ended(withoutTry(delivery), "suppressed", reason), ...(mergedInto === undefined ? {} : { mergedInto }) };
}

/**
 * Not now: a person who is held back is released together with what else waits for them. Never, where two tries may
 * have arrived already.
 */
export function postponed(delivery: Delivery, until: Date, held: boolean): Delivery | undefined {
  if (delivery.state !== "pending") return undefined;
  if (delivery.trying !== undefined && delivery.uncertain) return ended(delivery, "failed", "gave-up");
  const { held: _, ...rest } = withoutTry(delivery);
  return { ...rest, notBefore: until.toISOString(), ...(held ? { held } : {}) };
}

/** What was held back may be sent now. */
export function released(delivery: Delivery): Delivery | undefined {
  if (delivery.state !== "pending" || !delivery.held) return undefined;
  const { held: _, notBefore: __, ...rest } = delivery;
  return rest;
}

/** A try under way keeps its mark: should it arrive all the same, the record will say so. */
export function cancelled(delivery: Delivery): Delivery | undefined {
  if (delivery.state !== "pending") return undefined;
  const { held: _, notBefore: __, ...rest } = delivery;
  return { ...rest, state: "cancelled" };
}

/** Pending once more, if the person was not reached and no earlier try may have arrived. */
export function toSendAgain(delivery: Delivery): Delivery | undefined {
  if (!notReached(delivery) || delivery.uncertain) return undefined;
  const { reason: _, ...rest } = delivery;
  return { ...rest, state: "pending", attempts: 0 };
}

export function notReached({ state }: Delivery): boolean {
  return state === "not-reachable" || state === "failed";
}

/** Whether a run may look at it now. */
export function isDue(delivery: Delivery, now: Date): boolean {
  if (delivery.state !== "pending" || delivery.held) return false;
  return delivery.notBefore === undefined || Date.parse(delivery.notBefore) <= now.getTime();
}

/** How long to wait before the next try: doubling, half of it by chance, and never less than Teams asked for. */
export function backOffMs(attempts: number, afterMs: number | undefined, random: Randomness): number {
  const full = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(Math.max(attempts, 1) - 1, 20));
  const wait = full / 2 + random.below(full / 2 + 1);
  return afterMs === undefined ? wait : Math.max(wait, afterMs + random.below(FIRST_WAIT));
}

export const NO_DELIVERIES: DeliveryCounts = {
  pending: 0,
  sent: 0,
  "not-reachable": 0,
  failed: 0,
  suppressed: 0,
  cancelled: 0,
};

export function countStates(states: Iterable<DeliveryState>): DeliveryCounts {
  const counts = { ...NO_DELIVERIES };
  for (const state of states) counts[state] += 1;
  return counts;
}

export function sumOf(all: Iterable<DeliveryCounts>): DeliveryCounts {
  const sum = { ...NO_DELIVERIES };
  for (const counts of all) for (const state of Object.keys(sum) as DeliveryState[]) sum[state] += counts[state];
  return sum;
}

export function totalOf(counts: DeliveryCounts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

/** The counts after deliveries went from one state to another; an undefined state is outside. */
export function shifted(
  counts: DeliveryCounts,
  moves: Iterable<{ readonly from: DeliveryState | undefined; readonly to: DeliveryState | undefined }>,
): DeliveryCounts {
  const after = { ...counts };
  for (const { from, to } of moves) {
    if (from !== undefined) after[from] -= 1;
    if (to !== undefined) after[to] += 1;
  }
  return after;
}

/** The try of an earlier run, whose end was never recorded, may have arrived. */
function withoutTry({ trying, ...rest }: Delivery): Delivery {
  return trying === undefined ? rest : { ...rest, uncertain: true };
}

function refused(delivery: Delivery, reason: Reason): Delivery {
  return ended(delivery, reason === "rejected" || reason === "gave-up" ? "failed" : "not-reachable", reason);
}

function arrived(delivery: Delivery, at: { conversationId: string; activityId: string }): Delivery | undefined {
  if (delivery.state !== "pending" && delivery.state !== "cancelled") return undefined;
  return { ...ended(delivery, "sent"), conversationId: at.conversationId, activityId: at.activityId };
}

/** Being throttled is nobody's fault and uses up no attempt. */
function afterFailedTry(
  delivery: Delivery,
  { uncertain: mayHaveArrived, throttled }: Extract<SendOutcome, { kind: "retry" }>,
  again: Date,
): Delivery {
  const uncertain = delivery.uncertain || mayHaveArrived;
  const attempts = delivery.attempts - (throttled ? 1 : 0);
  const enough = attempts >= MOST_ATTEMPTS || (delivery.uncertain && mayHaveArrived);
  if (enough) return ended({ ...delivery, attempts, uncertain }, "failed", "gave-up");
  const { trying: _, ...rest } = delivery;
  return { ...rest, attempts, uncertain, notBefore: again.toISOString() };
}

function ended(delivery: Delivery, state: DeliveryState, reason?: Reason): Delivery {
  const { trying: _, reason: __, held: ___, notBefore: ____, ...rest } = delivery;
  return { ...rest, state, ...(reason ? { reason } : {}) };
}
