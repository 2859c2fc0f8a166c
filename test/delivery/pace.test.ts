import assert from "node:assert/strict";
import fc from "fast-check";
import { HORIZON_MS, type Pace, rateOf, reserved, slowed, UNHURRIED } from "../../services/delivery/pace.js";

const USUAL = 40;

/** Who asks for how many slots, how long after the one before; or Teams says 429, with or without Retry-After. */
const wishes = fc.record({
  kind: fc.constant("wish" as const),
  afterMs: fc.nat(400),
  wanted: fc.integer({ min: 1, max: 64 }),
});
const refusals = fc.record({
  kind: fc.constant("429" as const),
  afterMs: fc.nat(400),
  retryAfterMs: fc.option(fc.nat(3000), { nil: undefined }),
});

describe("the pace of a tenant", () => {
  it("lets no more leave in any second than its rate and one, whoever asks and when", () => {
    fc.assert(
      fc.property(fc.array(wishes, { maxLength: 40 }), fc.integer({ min: 1, max: 100 }), (asked, usual) => {
        const slots = given(asked, usual).flatMap((one) => one.slots);
        assert.ok(mostInASecond(slots) <= usual + 1);
        const gaps = slots.slice(1).map((slot, n) => slot - (slots[n] ?? 0));
        assert.ok(gaps.every((gap) => gap > 1000 / usual - 0.001));
      }),
      { numRuns: 300 },
    );
  });

  it("loses nothing: who always asks for more gets the whole rate", () => {
    const asked = Array.from({ length: 100 }, () => ({ kind: "wish" as const, afterMs: 100, wanted: 64 }));
    const slots = given(asked, USUAL).flatMap((one) => one.slots);
    assert.ok(slots.length >= 10 * USUAL - 1, `${slots.length}`);
  });

  it("lets nothing leave while Teams has asked for silence", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(wishes, refusals), { maxLength: 40 }), (asked) => {
        for (const { slots, before } of given(asked, USUAL)) {
          assert.ok(slots.every((slot) => slot >= before.quietUntil));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("gives nothing out beyond half a second, so that who comes anew waits no longer, and says when to ask again", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(wishes, refusals), { maxLength: 40 }), (asked) => {
        for (const { slots, askAt, now, before } of given(asked, USUAL)) {
          assert.ok(slots.every((slot) => slot >= now && slot <= now + HORIZON_MS));
          if (slots.length > 0) continue;
          assert.ok(askAt > now);
          assert.ok(reserved(before, 1, askAt, USUAL).slots.length === 1, "by then there is one");
        }
      }),
      { numRuns: 300 },
    );
  });

  it("gives at most as many as are wanted, and moves on by those alone", () => {
    const { slots, pace } = reserved(UNHURRIED, 3, 1000, USUAL);
    assert.deepEqual(slots, [1000, 1025, 1050]);
    assert.equal(pace.freeAt, 1075);
    assert.deepEqual(reserved(pace, 1, 1000, USUAL).slots, [1075]);
  });

  it("is slowed to nine tenths by a 429, once, however many of those under way are answered so", () => {
    const retryAfter = fc.option(fc.nat(2000), { nil: undefined });
    fc.assert(
      fc.property(retryAfter, fc.array(fc.tuple(fc.nat(900), retryAfter), { maxLength: 20 }), (first, others) => {
        const now = 100_000;
        let pace = slowed(UNHURRIED, now, first, USUAL);
        const quiet = [pace.quietUntil];
        for (const [later, afterMs] of others) {
          pace = slowed(pace, now + later, afterMs, USUAL);
          quiet.push(now + later + (afterMs ?? 0));
        }
        assert.equal(pace.slowedTo, 0.9 * USUAL);
        assert.ok(pace.quietUntil >= Math.max(...quiet), "the longest silence that was asked for");
      }),
    );
  });

  it("is slowed again by a 429 after the silence, and never to a stand-still", () => {
    let [pace, now]: [Pace, number] = [UNHURRIED, 100_000];
    const rates: number[] = [];
    for (let n = 0; n < 100; n += 1) {
      pace = slowed(pace, now, undefined, USUAL);
      rates.push(rateOf(pace, now, USUAL));
      now = pace.quietUntil;
    }
    assert.ok((rates[1] ?? 0) < (rates[0] ?? 0));
    assert.ok(Math.min(...rates) >= 0.5);
  });

  it("comes back little by little, and never beyond what is usual", () => {
    const pace = slowed(UNHURRIED, 100_000, 1000, USUAL);
    const rateAfter = (seconds: number) => rateOf(pace, 100_000 + seconds * 1000, USUAL);
    assert.equal(rateAfter(0), 36);
    assert.equal(rateAfter(10), 38.5);
    assert.equal(rateAfter(16), USUAL);
    assert.equal(rateAfter(1000), USUAL);
  });
});

interface Given {
  readonly now: number;
  readonly before: Pace;
  readonly slots: readonly number[];
  readonly askAt: number;
}

/** What is given out when several processes ask one after the other. */
function given(asked: readonly (Wish | Refusal)[], usual: number): Given[] {
  let [pace, now]: [Pace, number] = [UNHURRIED, 100_000];
  const all: Given[] = [];
  for (const one of asked) {
    now += one.afterMs;
    const before = pace;
    if (one.kind === "429") pace = slowed(pace, now, one.retryAfterMs, usual);
    else {
      const { slots, askAt, pace: after } = reserved(pace, one.wanted, now, usual);
      pace = after;
      all.push({ now, before, slots, askAt });
    }
  }
  return all;
}

type Wish = typeof wishes extends fc.Arbitrary<infer T> ? T : never;
type Refusal = typeof refusals extends fc.Arbitrary<infer T> ? T : never;

/** In windows that begin with a slot: no other can hold more. */
function mostInASecond(slots: readonly number[]): number {
  return Math.max(0, ...slots.map((from) => slots.filter((at) => at >= from && at < from + 1000).length));
}
