import assert from "node:assert/strict";
import fc from "fast-check";
import type { Occurrence, Session } from "../../../services/sessions/schema.js";
import { offerLimit, offersOf, withOffers, withState } from "../../../services/sessions/tending/offer-rules.js";
import { startOf } from "../../../services/sessions/times-rules.js";
import { anOccurrence, aSeries } from "../../support/session-house.js";

const HOUR = 3_600_000;
const [session] = anOccurrence().sessions as [Session];

describe("How long a freed place is kept", () => {
  const hours = (now: string, allowed = now) => {
    const until = offerLimit(session, new Date(now), new Date(allowed));
    return until && (until.getTime() - Date.parse(allowed)) / HOUR;
  };

  it("is a day, four hours within three days of the start, and an hour on the day", () => {
    assert.equal(hours("2026-12-01T10:00:00Z"), 24);
    assert.equal(hours("2026-12-07T10:00:00Z"), 4);
    assert.equal(hours("2026-12-08T09:00:00Z"), 1);
  });

  it("ends half an hour before the start, and then nobody is asked any more", () => {
    assert.equal(hours("2026-12-08T11:30:00Z"), 0.5);
    assert.equal(hours("2026-12-08T12:00:00Z"), undefined);
  });

  it("is asked about after the quiet hours, unless the session begins before their end", () => {
    assert.equal(hours("2026-12-07T20:00:00Z", "2026-12-08T08:00:00Z"), undefined);
    const early = { ...session, at: "08:15" };
    const until = offerLimit(early, new Date("2026-12-07T20:00:00Z"), new Date("2026-12-08T08:00:00Z"));
    assert.equal(until?.toISOString(), "2026-12-08T07:45:00.000Z");
  });

  it("is never beyond half an hour before the start, and always to come", () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 10 }), fc.integer({ min: 0, max: 70 }), (from, quiet) => {
        const now = new Date(startOf(session).getTime() + from * HOUR);
        const until = offerLimit(session, now, new Date(now.getTime() + quiet * HOUR));
        if (!until) return;
        assert.ok(until > now && until.getTime() <= startOf(session).getTime() - HOUR / 2);
      }),
    );
  });
});

describe("Offers of freed places", () => {
  const now = new Date("2026-12-01T10:00:00Z");
  const until = new Date("2026-12-02T10:00:00Z");

  it("each end at another instant, so that each is known by its own", () => {
    const next = withOffers(aLine(3), () => until, now);
    assert.deepEqual(
      next.waiting.map(({ offeredUntil }) => offeredUntil),
      ["2026-12-02T10:00:00.000Z", "2026-12-02T09:59:59.999Z", "2026-12-02T09:59:59.998Z"],
    );
    assert.equal(offersOf(next).length, 3);
  });

  it("are made once", () => {
    const next = withOffers(aLine(3), () => until, now);
    assert.equal(
      withOffers(next, () => until, now),
      next,
    );
  });

  it("get an end of their own also where an earlier one ended at that instant", () => {
    const first = withOffers(aLine(1), () => until, now);
    const declined = { ...first, waiting: [{ person: "p9", session: "a", since: now.toISOString() }] };
    const ends = offersOf(withOffers(declined, () => until, now)).map((offer) => offer.until);
    assert.equal(new Set(ends).size, 2);
  });

  it("that lapsed are noted, and the next in line is asked", () => {
    const first = withOffers(aLine(2, 1), () => until, now);
    const later = new Date("2026-12-02T10:00:00Z");
    const next = withOffers(first, () => new Date("2026-12-03T10:00:00Z"), later);
    assert.deepEqual(
      next.waiting.map(({ person }) => person),
      ["p1"],
    );
    assert.deepEqual(
      offersOf(next)
        .map(({ state }) => state)
        .sort(),
      ["lapsed", "new"],
    );
  });

  it("that are nobody's any more have their cards replaced, whatever came of them", () => {
    const made = withOffers(aLine(1), () => until, now);
    const [offer] = offersOf(made);
    assert.ok(offer);
    const taken = { ...withState(made, offer, "told"), waiting: [] };
    assert.deepEqual(
      offersOf(withOffers(taken, () => until, now)).map(({ state }) => state),
      ["lapsed"],
    );
  });

  function aLine(length: number, capacity = length): Occurrence {
    const waiting = Array.from({ length }, (_, n) => ({ person: `p${n}`, session: "a", since: now.toISOString() }));
    return anOccurrence({ series: aSeries({ capacity }), waiting });
  }
});
