import assert from "node:assert/strict";
import { systemRandomness } from "../../services/kernel/random.js";
import { forget } from "../../services/sessions/attendance/forgetting-rules.js";
import type { End } from "../../services/sessions/schema.js";
import { aBooking, booked, ledBy } from "../support/bookings.js";
import { aSeries } from "../support/session-house.js";
import { aPerson } from "../support/survey-house.js";

describe("forgetting who was in an occurrence", () => {
  const bookings = Array.from({ length: 40 }, (_, n) =>
    aBooking(n + 1, {
      session: n % 2 ? "a" : "b",
      end: (["attended", "no-show", "cancelled"] as End[])[n % 3],
      endedAt: `2026-12-08T14:00:${String(n).padStart(2, "0")}.000Z`,
      wrongEntry: `e${n}`,
    }),
  );
  const before = ledBy(aPerson(50), booked(0, { bookings, series: aSeries({ confidential: true }) }));
  const after = forget(before, systemRandomness);

  it("leaves nothing of theirs: no person, no partner, no id, no time, no order", () => {
    const text = JSON.stringify(after.bookings);
    for (const { person } of bookings) assert.ok(!text.includes(person ?? "?"));
    assert.doesNotMatch(text, /vale|"b\d|14:00|"e\d/);
    assert.deepEqual(new Set(after.bookings.map(({ bookedAt }) => bookedAt.slice(10))), new Set(["T00:00:00.000Z"]));
    const ends = (all: typeof bookings) => all.map(({ end, session }) => `${session} ${end}`);
    assert.notDeepEqual(ends(after.bookings), ends(bookings));
    assert.deepEqual(after.waiting, []);
  });

  it("keeps the figures and who led", () => {
    const ends = (all: typeof bookings) => all.map(({ end, session }) => `${session} ${end}`).sort();
    assert.deepEqual(ends(after.bookings), ends(bookings));
    assert.deepEqual(after.sessions, before.sessions);
  });

  it("is done once", () => {
    assert.equal(forget(after, systemRandomness), after);
  });

  it("keeps the partners of a series that is not confidential", () => {
    const { bookings: kept } = forget({ ...before, series: aSeries() }, systemRandomness);
    assert.ok(kept.every(({ partner }) => partner === "vale-council"));
  });
});
