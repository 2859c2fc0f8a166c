import assert from "node:assert/strict";
import fc from "fast-check";
import { backOff, claimed, finished, isTooLate, soon } from "../../services/schedule/rules.js";
import type { KeptTimer } from "../../services/schedule/schema.js";
import { aTimer } from "../support/timers.js";

const NOW = new Date("2027-09-01T09:00:00.000Z");
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000).toISOString();

describe("the rules of timers", () => {
  it("wait 5 s after a failure, then twice as long each time, up to 15 minutes", () => {
    const middle = [1, 2, 3, 8, 9, 40].map((attempts) => backOff(attempts, 0.5));
    assert.deepEqual(middle, [5_000, 10_000, 20_000, 640_000, 900_000, 900_000]);
  });

  it("spread what failed together over a fifth to each side", () => {
    assert.deepEqual([backOff(1, 0), backOff(1, 0.9999)], [4_000, 6_000]);
  });

  it("take a timer for too late only after its last useful instant", () => {
    const timer = { ...aTimer({ usefulUntil: at(0) }), attempts: 0 };
    assert.deepEqual([isTooLate(timer, NOW), isTooLate(timer, new Date(at(0.001)))], [false, true]);
    assert.equal(isTooLate({ ...aTimer(), attempts: 0 }, new Date("2099-01-01")), false);
  });

  it("make the next moment useful for as long as the last one was", () => {
    const timer = beingHandled({ due: at(0), usefulUntil: at(60) });
    const { next } = finished(timer, "me", new Date(at(600))) ?? assert.fail();
    assert.deepEqual([next?.due, next?.usefulUntil, next?.attempts], [at(600), at(660), 0]);
  });

  it("need no repetition that was asked for before the handling began", () => {
    const again = (seconds: number) => claimed(beingHandled({ again: at(seconds) }), "me", NOW).next?.again;
    assert.deepEqual([again(-1), again(0), again(1)], [undefined, undefined, at(1)]);
  });

  it("law: whatever is asked for soon, the timer is due by then, handled or not", () => {
    const seconds = fc.integer({ min: -100, max: 100 });
    const optional = fc.option(seconds, { nil: undefined });
    fc.assert(
      fc.property(seconds, optional, fc.boolean(), seconds, optional, (due, again, isHandled, asked, next) => {
        const meanwhile = again === undefined ? {} : { again: at(again) };
        const timer = isHandled ? beingHandled({ due: at(due), ...meanwhile }) : { ...waiting, due: at(due) };
        const after = soon(timer, aTimer({ due: at(asked) }))?.next ?? timer;
        if (!isHandled) return assert.ok(after.due <= at(asked));
        const ended = finished(after, "me", next === undefined ? undefined : new Date(at(next)));
        assert.ok((ended?.next?.due ?? "~") <= at(asked));
      }),
    );
  });
});

const waiting: KeptTimer = { ...aTimer(), attempts: 0, wakes: at(0) };

function beingHandled(values: Partial<KeptTimer>): KeptTimer {
  return { ...waiting, claim: "me", attempts: 1, wakes: at(30), ...values };
}
