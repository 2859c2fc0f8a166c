import assert from "node:assert/strict";
import fc from "fast-check";
import { hasOffer, lineOf } from "../../services/sessions/booking/places-rules.js";
import * as register from "../../services/sessions/booking/register-rules.js";
import type { Occurrence } from "../../services/sessions/schema.js";
import { startOf } from "../../services/sessions/times-rules.js";
import { anOccurrence, aSeries } from "../support/session-house.js";

const START = new Date("2026-12-07T12:00:00.000Z").getTime();
const HOUR = 3_600_000;

const session = fc.constantFrom("a", "b");
const person = fc.integer({ min: 1, max: 8 }).map((n) => `p${n}`);
const event = fc.oneof(
  fc.record({ what: fc.constantFrom("book", "moveTo", "accept", "decline", "giveBack", "confirm"), person, session }),
  fc.record({ what: fc.constantFrom("offer", "lapse", "came"), person, session }),
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom("moveSession", "callOff", "detach"), person, session }) },
);
type Event = { readonly what: string; readonly person: string; readonly session: string };
const steps = fc.array(fc.tuple(event, fc.integer({ min: 0, max: 3 * HOUR })), { minLength: 10, maxLength: 60 });

describe("The register of an occurrence, whatever the order of events", () => {
  it("never has more places taken and kept than there are", () => {
    holds((_, after) => {
      for (const one of after.sessions) {
        const kept = lineOf(after, one.id).filter(hasOffer).length;
        assert.ok(taken(after, one.id) + kept <= one.capacity);
      }
    });
  });

  it("gives a booking one end, and never another, but to who came to what was then moved or called off", () => {
    holds((before, after, { what, session: changed }) => {
      for (const [at, one] of before.bookings.entries()) {
        const isUndone = one.end === "attended" && one.session === changed && /moveSession|callOff/.test(what);
        if (one.end === undefined || isUndone) continue;
        const { person: _, ...kept } = one;
        const { person: __, ...now } = after.bookings[at] ?? {};
        assert.deepEqual(now, kept);
      }
      assert.ok(after.bookings.length >= before.bookings.length);
    });
  });

  it("lets nobody hold two places, nor wait twice for one session", () => {
    holds((_, after) => {
      const holders = after.bookings.flatMap((one) => (one.person && !one.end ? [one.person] : []));
      assert.equal(new Set(holders).size, holders.length);
      const line = after.waiting.map((one) => `${one.person} ${one.session}`);
      assert.equal(new Set(line).size, line.length);
    });
  });

  it("moves nobody who did not say so themselves", () => {
    holds((before, after, { what, person: who }) => {
      for (const [at, one] of before.bookings.entries()) {
        if (after.bookings[at]?.session === one.session) continue;
        assert.ok(one.person === who && (what === "moveTo" || what === "accept"));
      }
    });
  });

  it("keeps the order of the line: no offer for somebody behind one who has none", () => {
    holds((before, after, { what }) => {
      for (const { id } of after.sessions) {
        const line = lineOf(after, id);
        const first = line.findIndex((one) => !hasOffer(one));
        if (first >= 0) assert.ok(line.slice(first).every((one) => !hasOffer(one)));
        const people = line.map((one) => one.person);
        const stayed = lineOf(before, id)
          .map((one) => one.person)
          .filter((one) => people.includes(one));
        // Who let an offer pass and asks again is at the end.
        if (what !== "book" && what !== "moveTo") assert.deepEqual(people.slice(0, stayed.length), stayed);
      }
    });
  });

  it("gives no newcomer a place while there are no more of them than people before", () => {
    holds((before, after, { what, person: who, session: wanted }, now) => {
      const session = before.sessions.find(({ id }) => id === wanted);
      if (what !== "book" || !session || now >= new Date(startOf(session).getTime() - HOUR / 2)) return;
      if (taken(after, wanted) === taken(before, wanted)) return;
      const line = lineOf(before, wanted);
      const own = line.findIndex((one) => one.person === who);
      if (own >= 0 && hasOffer(line[own] as (typeof line)[number])) return;
      const ahead = (own < 0 ? line : line.slice(0, own)).length;
      assert.ok(taken(before, wanted) + ahead < session.capacity);
    });
  });

  it("says of everybody who waits which place they would give up", () => {
    holds((_, after) => {
      for (const one of after.waiting) {
        const held = after.bookings.find(({ person: who, end }) => who === one.person && !end);
        assert.equal(one.insteadOf, held?.id);
      }
    });
  });

  it("is not changed by the same event again", () => {
    holds((_, after, what, now) => assert.deepEqual(applied(after, what, now), after));
  });

  it("has nobody waiting for a session that has begun", () => {
    holds((_, after, { what }, now) => {
      if (what !== "lapse") return;
      for (const one of after.sessions) if (now >= startOf(one)) assert.deepEqual(lineOf(after, one.id), []);
    });
  });
});

/** Places held, those of people who said before the start that they came included. */
function taken({ bookings }: Occurrence, session: string): number {
  return bookings.filter((one) => one.session === session && (!one.end || one.end === "attended")).length;
}

/** Follows random histories of two sessions, of one and of two places, over four days. */
function holds(law: (before: Occurrence, after: Occurrence, event: Event, now: Date) => void): void {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 3 }), (history, capacity) => {
      let [occurrence, time] = [anOccurrence({ series: aSeries({ capacity }) }), START];
      for (const [what, passed] of history) {
        time += passed;
        const after = applied(occurrence, what, new Date(time));
        law(occurrence, after, what, new Date(time));
        occurrence = after;
      }
    }),
    { numRuns: 300 },
  );
}

function applied(before: Occurrence, { what, person: who, session: wanted }: Event, now: Date): Occurrence {
  const booker = { person: who, partner: "vale-county" };
  switch (what) {
    case "book":
      return register.book(before, booker, wanted, now).next ?? before;
    case "moveTo":
      return register.moveTo(before, booker, wanted, now).next ?? before;
    case "accept":
      return register.accept(before, booker, wanted, now).next ?? before;
    case "decline":
      return register.decline(before, who, wanted).next ?? before;
    case "giveBack":
      return register.giveBack(before, who, wanted, now).next ?? before;
    case "confirm":
      return register.confirm(before, who, wanted, now).next ?? before;
    case "offer":
      return register.offerFreed(before, () => new Date(now.getTime() + 5 * HOUR), now);
    case "lapse":
      return register.lapse(before, now);
    case "moveSession":
      return register.moveSession(before, wanted, { date: "2026-12-09", at: "10:00" }, now);
    case "callOff":
      return register.callOff(before, wanted, now);
    case "came":
      return came(before, who, wanted, now);
    default:
      return register.detach(before, who);
  }
}

/** As by the code that is said there. */
function came(before: Occurrence, who: string, wanted: string, now: Date): Occurrence {
  const bookings = before.bookings.map((one) => {
    const isTheirs = one.person === who && one.session === wanted && one.end === undefined;
    return isTheirs ? { ...one, end: "attended" as const, endedAt: now.toISOString() } : one;
  });
  return { ...before, bookings };
}
