import assert from "node:assert/strict";
import fc from "fast-check";
import type { SendOutcome } from "../../services/delivery/ports.js";
import {
  backOffMs,
  begun,
  cancelled,
  countStates,
  isDue,
  MOST_ATTEMPTS,
  NO_DELIVERIES,
  postponed,
  released,
  settled,
  shifted,
  suppressed,
  toSendAgain,
  totalOf,
  unreachable,
} from "../../services/delivery/rules.js";
import { DELIVERY_STATES, type Delivery, type DeliveryState, type Reason } from "../../services/delivery/schema.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { aDelivery, sent, throttled, unanswered, unavailable } from "./support.js";

const LATER = new Date("2026-11-02T10:00:00Z");
const REFUSALS = ["not-installed", "blocked-by-person", "blocked-by-administrator", "left", "rejected"] as const;

const outcomes = fc.oneof(
  fc.constantFrom(sent, unanswered, unavailable, throttled(1000)),
  fc.constantFrom<Reason>(...REFUSALS).map((reason): SendOutcome => ({ kind: "final", reason })),
);

/** What the rules do with a delivery besides trying it. */
const OTHERWISE: Readonly<Record<string, (delivery: Delivery) => Delivery | undefined>> = {
  cancel: cancelled,
  "hold back": (delivery) => postponed(delivery, LATER, true),
  "wait a second": (delivery) => postponed(delivery, LATER, false),
  release: released,
  "find nobody there": (delivery) => unreachable(delivery, "left"),
  "find nothing to say": (delivery) => suppressed(delivery, "no-longer-applies"),
};

type Event =
  | { readonly kind: "try"; readonly outcome: SendOutcome }
  | { readonly kind: "death"; readonly sends: boolean }
  | { readonly kind: "other"; readonly what: string }
  | { readonly kind: "send again" };

/** What can happen to a delivery: a try with its outcome, a try whose process dies, or anything else. */
const events = fc.oneof(
  { weight: 5, arbitrary: outcomes.map((outcome): Event => ({ kind: "try", outcome })) },
  { weight: 3, arbitrary: fc.boolean().map((sends): Event => ({ kind: "death", sends })) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(OTHERWISE)).map((what): Event => ({ kind: "other", what })) },
  { weight: 2, arbitrary: fc.constant<Event>({ kind: "send again" }) },
);
const histories = fc.array(events, { maxLength: 40 });

describe("a delivery", () => {
  it("is never sent twice, but for one try whose end nobody knows, and then it is marked", () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { after, arrived, mayHaveArrived } of lived(history)) {
          assert.ok(arrived + mayHaveArrived <= 2, `${arrived} arrived, ${mayHaveArrived} may have`);
          if (arrived + mayHaveArrived > 1) assert.ok(after.uncertain);
          if (after.state === "sent") assert.equal(arrived, 1);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("that has ended is never pending again, but by being sent again, and what was sent stays so", () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { event, before, after } of lived(history)) {
          if (before.state === "sent") assert.deepEqual(after, before);
          if (before.state === "pending" || after.state !== "pending") continue;
          assert.equal(event.kind, "send again");
          assert.ok(before.state === "not-reachable" || before.state === "failed");
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("that may have arrived is marked so for ever", () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { event, before, after } of lived(history)) {
          if (before.uncertain) assert.ok(after.uncertain);
          const isLost = before.trying !== undefined && after.trying !== before.trying;
          if (isLost) assert.ok(after.uncertain, `${JSON.stringify(event)} forgot a try that may have arrived`);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("that was held back waits, in every state of its life, for its release or its end", () => {
    const held = postponed(aDelivery(), LATER, true) ?? assert.fail();
    assert.equal(isDue(held, new Date("2027-01-01T00:00:00Z")), false);
    const free = released(held) ?? assert.fail();
    assert.deepEqual(free, aDelivery());
    assert.equal(released(free), undefined);
    for (const end of [cancelled(held), suppressed(held, "merged", "digest"), unreachable(held, "left")]) {
      assert.equal(end?.held, undefined);
      assert.equal(end?.notBefore, undefined);
    }
  });

  it("that waits is due from its instant on", () => {
    const waiting = postponed(aDelivery(), LATER, false) ?? assert.fail();
    assert.equal(isDue(waiting, new Date(LATER.getTime() - 1)), false);
    assert.equal(isDue(waiting, LATER), true);
  });

  it("held back after a try of which nobody knows the end is tried once more, marked, and not a third time", () => {
    const underWay = begun(aDelivery(), "died") ?? assert.fail();
    const held = postponed(underWay, LATER, true) ?? assert.fail();
    const second = begun(released(held) ?? assert.fail(), "another") ?? assert.fail();
    assert.equal(second.uncertain, true);
    const third = begun(second, "a third");
    assert.equal(third?.state, "failed");
    assert.equal(postponed(second, LATER, true)?.state, "failed");
  });

  it("ends after so many tries, whatever Teams answers but that it is busy", () => {
    const answers = outcomes.filter((outcome) => outcome.kind !== "retry" || !outcome.throttled);
    fc.assert(
      fc.property(fc.array(answers, { minLength: MOST_ATTEMPTS, maxLength: MOST_ATTEMPTS }), (tries) => {
        const history = tries.map((outcome): Event => ({ kind: "try", outcome }));
        assert.notEqual([...lived(history)].at(-1)?.after.state, "pending");
      }),
    );
  });

  it("uses up no attempt when Teams is busy, and one at each other try", () => {
    fc.assert(
      fc.property(fc.nat(MOST_ATTEMPTS - 2), fc.boolean(), (attempts, isBusy) => {
        const underWay = begun(aDelivery({ attempts }), "me") ?? assert.fail();
        const after = settled(underWay, isBusy ? throttled(1000) : unavailable, "me", LATER) ?? assert.fail();
        assert.equal(after.attempts, attempts + (isBusy ? 0 : 1));
        assert.equal(after.notBefore, LATER.toISOString());
        assert.equal(after.trying, undefined);
      }),
    );
  });

  it("that is settled stays as it is", () => {
    fc.assert(
      fc.property(fc.constantFrom(...DELIVERY_STATES), outcomes, (state, outcome) => {
        fc.pre(state !== "pending" && state !== "cancelled");
        const delivery = aDelivery({ state });
        assert.equal(begun(delivery, "me"), undefined);
        assert.equal(settled(delivery, outcome, "me", LATER), undefined);
        for (const [what, rule] of Object.entries(OTHERWISE)) assert.equal(rule(delivery), undefined, what);
      }),
    );
  });

  it("begun twice by one run is begun once", () => {
    const underWay = begun(aDelivery(), "me") ?? assert.fail();
    assert.equal(begun(underWay, "me"), underWay);
    assert.equal(underWay.attempts, 1);
  });

  it("cancelled while its try was under way is sent, if it arrived", () => {
    const underWay = begun(aDelivery(), "me") ?? assert.fail();
    const stopped = cancelled(underWay) ?? assert.fail();
    assert.equal(settled(stopped, sent, "me", LATER)?.state, "sent");
    assert.equal(settled(stopped, unavailable, "me", LATER), undefined);
  });

  it("taken over by another run is not settled by the first one's failure, but by its success", () => {
    const taken = begun(begun(aDelivery(), "first") ?? assert.fail(), "second") ?? assert.fail();
    assert.equal(settled(taken, unavailable, "first", LATER), undefined);
    assert.equal(settled(taken, { kind: "final", reason: "rejected" }, "first", LATER), undefined);
    assert.equal(settled(taken, sent, "first", LATER)?.state, "sent");
  });

  it("to somebody who can't be reached is not a failure of ours", () => {
    const underWay = begun(aDelivery(), "me") ?? assert.fail();
    const state = (outcome: SendOutcome) => settled(underWay, outcome, "me", LATER)?.state;
    for (const reason of ["blocked-by-administrator", "blocked-by-person", "not-installed"] as const) {
      assert.equal(state({ kind: "final", reason }), "not-reachable");
    }
    assert.equal(state({ kind: "final", reason: "rejected" }), "failed");
  });

  it("is sent again only to those not reached, and not where it may have arrived", () => {
    const again = toSendAgain(aDelivery({ state: "not-reachable", reason: "left", attempts: 3 }));
    assert.deepEqual(again, aDelivery());
    assert.equal(toSendAgain(aDelivery({ state: "failed", reason: "gave-up", uncertain: true })), undefined);
    for (const state of ["sent", "pending", "suppressed", "cancelled"] as const) {
      assert.equal(toSendAgain(aDelivery({ state })), undefined);
    }
  });
});

describe("waiting before the next try", () => {
  it("doubles, is partly chance, and ends at a quarter of an hour", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (attempts) => {
        const full = Math.min(900_000, 1000 * 2 ** (attempts - 1));
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
  const states = fc.constantFrom(...DELIVERY_STATES);

  it("the six states add up to what was intended", () => {
    fc.assert(fc.property(fc.array(states), (all) => assert.equal(totalOf(countStates(all)), all.length)));
  });

  it("that are shifted are those of the deliveries as they are then, and their total stays", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(states, states), { minLength: 1 }), (moved) => {
        const before = countStates(moved.map(([from]) => from));
        const after = shifted(
          before,
          moved.map(([from, to]) => ({ from, to })),
        );
        assert.deepEqual(after, countStates(moved.map(([, to]) => to)));
        assert.equal(totalOf(after), totalOf(before));
      }),
    );
  });

  it("know of deliveries that come and go", () => {
    const move = (from?: DeliveryState, to?: DeliveryState) => ({ from, to });
    const came = shifted(NO_DELIVERIES, [move(undefined, "pending"), move(undefined, "pending")]);
    assert.equal(came.pending, 2);
    assert.deepEqual(shifted(came, [move("pending"), move("pending")]), NO_DELIVERIES);
  });
});

interface Moment {
  readonly event: Event;
  readonly before: Delivery;
  readonly after: Delivery;
  readonly arrived: number;
  readonly mayHaveArrived: number;
}

/** Lets a delivery live through a history, each try by a new run, and counts what reached the person. */
function* lived(history: readonly Event[]): Generator<Moment> {
  let [delivery, arrived, mayHaveArrived] = [aDelivery(), 0, 0];
  for (const [n, event] of history.entries()) {
    const before = delivery;
    if (event.kind === "send again") delivery = toSendAgain(before) ?? before;
    else if (event.kind === "other") delivery = OTHERWISE[event.what]?.(before) ?? before;
    else {
      const run = `run ${n}`;
      const underWay = begun(before, run);
      delivery = underWay ?? before;
      const isTried = underWay?.trying === run;
      if (isTried && mayArrive(event)) mayHaveArrived += 1;
      if (isTried && event.kind === "try") {
        if (event.outcome.kind === "sent") arrived += 1;
        delivery = settled(underWay, event.outcome, run, LATER) ?? delivery;
      }
    }
    yield { event, before, after: delivery, arrived, mayHaveArrived };
  }
}

function mayArrive(event: Event): boolean {
  if (event.kind === "death") return event.sends;
  return event.kind === "try" && event.outcome.kind === "retry" && event.outcome.uncertain;
}
