import assert from "node:assert/strict";
import fc from "fast-check";
import type { SendOutcome } from "../../services/delivery/ports.js";
import {
  backOffMs,
  begun,
  cancelled,
  countStates,
  MOST_ATTEMPTS,
  settled,
  toSendAgain,
  unreachable,
} from "../../services/delivery/rules.js";
import { DELIVERY_STATES, type Delivery, REASONS } from "../../services/delivery/schema.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { aDelivery, sent, throttled, unanswered, unavailable } from "./support.js";

const outcomes = fc.oneof(
  fc.constant(sent),
  fc.constant(unanswered),
  fc.constant(unavailable),
  fc.constant(throttled(1000)),
  fc.constant<SendOutcome>({ kind: "no-longer-applies" }),
  fc.constantFrom(...REASONS).map((reason): SendOutcome => ({ kind: "final", reason })),
);

/** What can happen to a delivery: a try with its outcome, a try whose process dies, a cancellation, a second sending. */
const events = fc.oneof(
  { weight: 6, arbitrary: outcomes },
  { weight: 2, arbitrary: fc.constant("dies before sending" as const) },
  { weight: 2, arbitrary: fc.constant("dies after sending" as const) },
  { weight: 1, arbitrary: fc.constantFrom("cancel" as const, "send again" as const) },
);

describe("a delivery", () => {
  it("is never sent twice, but for one try whose end nobody knows, and then it is marked", () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 40 }), (history) => {
        const { delivery, arrived, mayHaveArrived } = live(history);
        assert.ok(arrived + mayHaveArrived <= 2, `${arrived} arrived, ${mayHaveArrived} may have`);
        if (arrived + mayHaveArrived > 1) assert.ok(delivery.uncertain);
        if (delivery.state === "sent") assert.equal(arrived, 1);
      }),
      { numRuns: 2000 },
    );
  });

  it("ends, whatever Teams answers", () => {
    fc.assert(
      fc.property(fc.array(outcomes, { minLength: MOST_ATTEMPTS, maxLength: MOST_ATTEMPTS }), (history) => {
        assert.notEqual(live(history).delivery.state, "pending");
      }),
    );
  });

  it("that is settled stays as it is", () => {
    fc.assert(
      fc.property(fc.constantFrom(...DELIVERY_STATES), outcomes, (state, outcome) => {
        fc.pre(state !== "pending" && state !== "cancelled");
        const delivery = aDelivery({ state });
        assert.equal(begun(delivery, "me"), undefined);
        assert.equal(settled(delivery, outcome, "me"), undefined);
        assert.equal(cancelled(delivery), undefined);
        assert.equal(unreachable(delivery, "left"), undefined);
      }),
    );
  });

  it("cancelled while its try was under way is sent, if it arrived", () => {
    const underWay = begun(aDelivery(), "me") ?? assert.fail();
    const stopped = cancelled(underWay) ?? assert.fail();
    assert.equal(settled(stopped, sent, "me")?.state, "sent");
    assert.equal(settled(stopped, unavailable, "me"), undefined);
  });

  it("taken over by another process is not settled by the first one's failure", () => {
    const taken = begun(begun(aDelivery(), "first") ?? assert.fail(), "second") ?? assert.fail();
    assert.equal(settled(taken, unavailable, "first"), undefined);
    assert.equal(settled(taken, { kind: "final", reason: "rejected" }, "first"), undefined);
  });

  it("to somebody who can't be reached is not a failure of ours", () => {
    const underWay = begun(aDelivery(), "me") ?? assert.fail();
    const state = (outcome: SendOutcome) => settled(underWay, outcome, "me")?.state;
    assert.equal(state({ kind: "final", reason: "blocked-by-administrator" }), "not-reachable");
    assert.equal(state({ kind: "final", reason: "blocked-by-person" }), "not-reachable");
    assert.equal(state({ kind: "final", reason: "rejected" }), "failed");
  });

  it("is sent again only to those not reached, and not where it may have arrived", () => {
    assert.equal(toSendAgain(aDelivery({ state: "not-reachable", reason: "left", attempts: 3 }))?.state, "pending");
    assert.equal(toSendAgain(aDelivery({ state: "failed", reason: "gave-up", uncertain: true })), undefined);
    for (const state of ["sent", "pending", "suppressed", "cancelled"] as const) {
      assert.equal(toSendAgain(aDelivery({ state })), undefined);
    }
  });
});

describe("waiting before the next try", () => {
  it("doubles, is partly chance, and ends at five minutes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (attempts) => {
        const full = Math.min(300_000, 1000 * 2 ** (attempts - 1));
        const wait = backOffMs(attempts, undefined, systemRandomness);
        assert.ok(wait >= full / 2 && wait <= full);
      }),
    );
  });

  it("is never shorter than Teams asked for", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(600_000), (attempts, afterMs) => {
        assert.ok(backOffMs(attempts, afterMs, systemRandomness) >= afterMs);
      }),
    );
  });
});

describe("counts", () => {
  it("the six states add up to what was intended", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...DELIVERY_STATES)), (states) => {
        const counts = countStates(states);
        assert.equal(
          Object.values(counts).reduce((sum, count) => sum + count, 0),
          states.length,
        );
      }),
    );
  });
});

type Event = SendOutcome | "dies before sending" | "dies after sending" | "cancel" | "send again";

/** Lets a delivery live through a history, each try by a new process, and counts what reached the person. */
function live(history: readonly Event[]): { delivery: Delivery; arrived: number; mayHaveArrived: number } {
  let delivery = aDelivery();
  let arrived = 0;
  let mayHaveArrived = 0;
  history.forEach((event, n) => {
    if (event === "cancel") delivery = cancelled(delivery) ?? delivery;
    else if (event === "send again") delivery = toSendAgain(delivery) ?? delivery;
    else {
      const underWay = begun(delivery, `process ${n}`);
      delivery = underWay ?? delivery;
      if (underWay?.state !== "pending" || event === "dies before sending") return;
      if (event === "dies after sending") mayHaveArrived += 1;
      else {
        if (event.kind === "sent") arrived += 1;
        if (event.kind === "retry" && event.uncertain) mayHaveArrived += 1;
        delivery = settled(delivery, event, `process ${n}`) ?? delivery;
      }
    }
  });
  return { delivery, arrived, mayHaveArrived };
}
