import assert from "node:assert/strict";
import fc from "fast-check";
import { type Booking, bookingSchema } from "../../../services/sessions/schema.js";
import { withWordings } from "../../../services/sessions/tending/wording-rules.js";
import { anOccurrence } from "../../support/session-house.js";

const WORDINGS = ["cost", "plain", "short"];

describe("Wordings of the reminder", () => {
  it("go to as many people each, give or take one, whatever the order they are dealt in", () => {
    fc.assert(
      fc.property(bookingsOf(), fc.integer({ min: 0, max: 2 }), fc.integer(), (bookings, first, turn) => {
        const deal = { first, shuffled: <T>(items: readonly T[]) => rotated(items, turn) };
        const next = withWordings(anOccurrence({ bookings }), "a", WORDINGS, deal);
        const dealt = next.bookings.filter((one, n) => one.wording !== undefined && !bookings[n]?.wording);
        const counts = WORDINGS.map((wording) => dealt.filter((one) => one.wording === wording).length);
        assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, counts.join());
        assert.ok(next.bookings.every((one) => one.session !== "a" || one.end || one.wording));
      }),
    );
  });

  it("are kept by whoever has one, and touch nobody of another session or with an ended booking", () => {
    fc.assert(
      fc.property(bookingsOf(), (bookings) => {
        const next = withWordings(anOccurrence({ bookings }), "a", WORDINGS, inOrder);
        bookings.forEach((before, n) => {
          if (before.wording || before.session !== "a" || before.end) assert.deepEqual(next.bookings[n], before);
        });
        assert.equal(withWordings(next, "a", WORDINGS, inOrder), next);
      }),
    );
  });

  it("go along with somebody who gave a place back and booked again", () => {
    const ended = aBooking(1, { end: "cancelled", wording: "short" });
    const again = { ...aBooking(2), person: ended.person };
    const next = withWordings(anOccurrence({ bookings: [ended, again] }), "a", WORDINGS, inOrder);
    assert.equal(next.bookings[1]?.wording, "short");
  });
});

const inOrder = { first: 0, shuffled: <T>(items: readonly T[]) => [...items] };

function rotated<T>(items: readonly T[], by: number): T[] {
  const from = items.length === 0 ? 0 : Math.abs(by % items.length);
  return [...items.slice(from), ...items.slice(0, from)];
}

function bookingsOf(): fc.Arbitrary<Booking[]> {
  const one = fc.record({
    session: fc.constantFrom("a", "a", "a", "b"),
    ended: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
    wording: fc.constantFrom(undefined, undefined, undefined, "plain"),
  });
  return fc
    .array(one, { maxLength: 60 })
    .map((all) =>
      all.map(({ session, ended, wording }, n) =>
        aBooking(n, { session, ...(ended && { end: "cancelled" as const }), ...(wording && { wording }) }),
      ),
    );
}

function aBooking(n: number, members: Partial<Booking> = {}): Booking {
  const bookedAt = "2026-11-20T10:00:00.000Z";
  return bookingSchema.parse({ id: `${n}`, person: `person-${n}`, session: "a", bookedAt, ...members });
}
