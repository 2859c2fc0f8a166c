import assert from "node:assert/strict";
import fc from "fast-check";
import { eased, nextSlot, type Pace, slowed, usualPace } from "../../services/delivery/pace.js";

describe("the pace into one tenant", () => {
  it("never exceeds its limit in any second, whenever sends are asked for", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.array(fc.nat(500), { maxLength: 200 }), (perSecond, gaps) => {
        const slots = book(usualPace(perSecond), gaps);
        slots.forEach((at, n) => {
          const later = slots[n + perSecond];
          if (later !== undefined) assert.ok(later - at >= 1000 - 1e-6);
        });
      }),
    );
  });

  it("halves when Teams says stop, once for all answers of that moment", () => {
    const pace = slowed(slowed(usualPace(10), 5000, 2000), 5001, 2000);
    assert.equal(pace.interval, 200);
  });

  it("keeps quiet for as long as Teams asked for", () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 100_000 }), (now, afterMs) => {
        assert.ok(nextSlot(slowed(usualPace(30), now, afterMs), now).at >= now + afterMs);
      }),
    );
  });

  it("comes back to the usual pace, and never above it", () => {
    let pace = slowed(usualPace(20), 0, undefined);
    for (let sends = 0; sends < 50; sends += 1) pace = eased(pace);
    assert.equal(pace.interval, 50);
  });
});

function book(start: Pace, gaps: readonly number[]): number[] {
  let pace = start;
  let now = 0;
  return gaps.map((gap) => {
    now += gap;
    const slot = nextSlot(pace, now);
    pace = slot.pace;
    return slot.at;
  });
}
