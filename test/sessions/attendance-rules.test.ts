import assert from "node:assert/strict";
import fc from "fast-check";
import { personKey } from "../../services/people/schema.js";
import {
  close,
  correct,
  type Ended,
  endIn,
  enterCode,
  lastBookings,
  newCode,
  settle,
  standingOf,
  withCode,
} from "../../services/sessions/attendance/attendance-rules.js";
import type { Booking, Occurrence, Session } from "../../services/sessions/schema.js";
import { aBooking, booked, ledBy } from "../support/bookings.js";
import { aPerson } from "../support/survey-house.js";

const DURING = new Date("2026-12-08T12:45:00Z");
const AFTER = new Date("2026-12-08T15:00:00Z");
const MUCH_LATER = new Date("2026-12-30T10:00:00Z");
const withCodeBKT = (occurrence: Occurrence) => ledBy(aPerson(50), occurrence);

function typed(occurrence: Occurrence, n: number, code: string, entry: string, now = DURING) {
  const person = personKey(aPerson(n));
  const { next = occurrence, result } = enterCode(occurrence, "a", { person, typed: code, entry }, now);
  return { next, result };
}

describe("the code of a session", () => {
  it("is three letters, none of them a vowel or taken for another", () => {
    const codes = Array.from({ length: 18 }, (_, n) => newCode(() => n));
    for (const code of codes) assert.match(code, /^[BCDFGHJKMNPRSTVWXZ]{3}$/);
    assert.equal(new Set(codes).size, 18);
  });

  it("stays as it was given first, and there is none where nobody meets", () => {
    const { next, result } = withCode(booked(1), "a", "BKT");
    assert.equal(result, "BKT");
    assert.equal(withCode(next as Occurrence, "a", "XXX").result, "BKT");
    const off = booked(1);
    const [first] = off.sessions;
    const calledOff = { ...off, sessions: [{ ...(first as Session), calledOffAt: "2026-12-01T09:00:00.000Z" }] };
    assert.deepEqual(withCode(calledOff, "a", "BKT"), { result: undefined });
  });

  it("is taken in any letter case and with spaces", () => {
    const { next, result } = typed(withCodeBKT(booked(2)), 1, " b k t.", "e1");
    assert.deepEqual(result, { kind: "recorded" });
    assert.deepEqual(
      next.bookings.map(({ end }) => end),
      ["attended", undefined],
    );
  });

  it("may be typed wrong twice, and not a third time", () => {
    const one = typed(withCodeBKT(booked(1)), 1, "BKX", "e1");
    const two = typed(one.next, 1, "BKX", "e2");
    const three = typed(two.next, 1, "BKX", "e3");
    assert.deepEqual(
      [one, two, three].map(({ result }) => result.kind === "wrong" && result.left),
      [2, 1, 0],
    );
    const right = typed(three.next, 1, "BKT", "e4");
    assert.deepEqual(right.result, { kind: "refused", standing: "no-tries" });
    assert.equal(right.next.bookings[0]?.end, undefined);
  });

  it("counts a wrong press once when its change is met twice", () => {
    const { next } = typed(withCodeBKT(booked(1)), 1, "BKX", "e1");
    const again = enterCode(next, "a", { person: personKey(aPerson(1)), typed: "BKX", entry: "e1" }, DURING);
    assert.deepEqual(again, { result: { kind: "wrong", left: 2 } });
  });

  it("is taken from ten minutes before the start to two hours after the end, of those with a place", () => {
    const occurrence = { ...withCodeBKT(booked(1)), bookings: [aBooking(1), aBooking(2, { end: "cancelled" })] };
    const [session] = occurrence.sessions;
    const at = (n: number, time: string) =>
      standingOf(occurrence, session as Session, personKey(aPerson(n)), new Date(`2026-12-08T${time}Z`));
    assert.deepEqual(
      [at(1, "12:19:59"), at(1, "12:20:00"), at(1, "15:30:00"), at(1, "15:30:01")],
      ["too-early", "open", "open", "too-late"],
    );
    assert.deepEqual([at(2, "12:45:00"), at(3, "12:45:00")], ["not-booked", "not-booked"]);
  });
});

describe("the list of who came", () => {
  it("says of those on it who did not come, and that the others did", () => {
    const { next, result } = settle(booked(4), "a", { shown: ["b1", "b2", "b3", "b4"], absent: ["b2"] }, AFTER);
    assert.equal(result, "settled");
    assert.deepEqual(
      next?.bookings.map(({ end }) => end),
      ["attended", "no-show", "attended", "attended"],
    );
    assert.equal(next?.sessions[0]?.settledAt, AFTER.toISOString());
  });

  it("calls nobody a no-show who never agreed to the day that it was moved to", () => {
    const occurrence = booked(0, { bookings: [aBooking(1, { unsure: true }), aBooking(2, { unsure: true })] });
    const { next } = settle(occurrence, "a", { shown: ["b1", "b2"], absent: ["b1"] }, AFTER);
    assert.deepEqual(
      next?.bookings.map(({ end, why }) => [end, why]),
      [
        ["other", "moved"],
        ["attended", undefined],
      ],
    );
  });

  it("is settled only when nobody is left, and touches no other session", () => {
    const occurrence = booked(0, { bookings: [aBooking(1), aBooking(2), aBooking(3, { session: "b" })] });
    const { next, result } = settle(occurrence, "a", { shown: ["b1", "b3"], absent: ["b3"] }, AFTER);
    assert.equal(result, "more");
    assert.deepEqual(
      next?.bookings.map(({ end }) => end),
      ["attended", undefined, undefined],
    );
    assert.equal(next?.sessions[0]?.settledAt, undefined);
  });

  it("has everybody once, with their last booking", () => {
    const again = aBooking(1, { id: "b9" });
    const occurrence = booked(0, { bookings: [aBooking(1, { end: "cancelled" }), aBooking(2), again] });
    assert.deepEqual(
      lastBookings(occurrence, "a").map(({ id }) => id),
      ["b9", "b2"],
    );
  });
});

describe("putting right who came", () => {
  const noShow = { ...booked(0), bookings: [aBooking(1, { end: "no-show", endedAt: AFTER.toISOString() })] };
  const later = new Date("2026-12-09T09:00:00Z");

  it("changes the end that was seen, and tells the same when it meets its own change", () => {
    const change = { from: { end: "no-show" } as const, to: { end: "attended" } as const };
    const { next, result } = correct(noShow, "b1", change, later);
    assert.deepEqual([result, next?.bookings[0]?.end], ["corrected", "attended"]);
    assert.deepEqual(correct(next as Occurrence, "b1", change, later), { result: "corrected" });
  });

  it("is refused where somebody else was faster, and once the occurrence is closed", () => {
    const change = { from: { end: "cancelled" } as const, to: { end: "attended" } as const };
    assert.deepEqual(correct(noShow, "b1", change, later), { result: "stale" });
    const closed: Occurrence = { ...noShow, status: "closed" };
    assert.deepEqual(correct(closed, "b1", { ...change, from: { end: "no-show" } }, later), { result: "stale" });
  });
});

describe("the close of an occurrence", () => {
  it("makes no-shows of those left where one person came by the code", () => {
    const { next } = typed(withCodeBKT(booked(2)), 1, "BKT", "e1");
    assert.deepEqual(
      close(next, MUCH_LATER).next?.bookings.map(({ end }) => end),
      ["attended", "no-show"],
    );
  });

  it("says that nobody recorded it where nobody did, and that it was moved of those who never agreed", () => {
    const occurrence = booked(0, { bookings: [aBooking(1), aBooking(2, { unsure: true })] });
    const ends = close(occurrence, MUCH_LATER).next?.bookings.map(({ end, why }) => `${end} ${why}`);
    assert.deepEqual(ends, ["other not-recorded", "other moved"]);
  });

  const ends: fc.Arbitrary<Ended> = fc.constantFrom(
    { end: "attended" },
    { end: "no-show" },
    { end: "cancelled" },
    { end: "other", why: "called-off" },
    { end: "other", why: "moved" },
  );
  const people = 5;
  const who = fc.integer({ min: 1, max: people });
  const events = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant("code" as const), who, right: fc.boolean() }),
      fc.record({ kind: fc.constant("cancel" as const), who }),
      fc.record({ kind: fc.constant("correct" as const), who, to: ends }),
      fc.record({
        kind: fc.constant("list" as const),
        shown: fc.uniqueArray(who),
        absent: fc.uniqueArray(who),
      }),
      fc.record({ kind: fc.constant("close" as const) }),
    ),
    { maxLength: 25 },
  );

  it("leaves every booking exactly one end, whatever came before; and nothing with an end changes silently", () => {
    fc.assert(
      fc.property(events, (happened) => {
        let now = withCodeBKT(booked(people));
        for (const [n, event] of happened.entries()) {
          const before = now;
          now = after(before, event, n);
          const changed = now.bookings.filter((one, at) => differs(before.bookings[at], one));
          if (event.kind === "correct") assert.ok(changed.every(({ id }) => id === `b${event.who}`));
          else assert.deepEqual(changed, []);
        }
        const closed = close(now, MUCH_LATER).next ?? now;
        assert.equal(closed.status, "closed");
        for (const { end, why } of closed.bookings) {
          assert.ok(end !== undefined);
          assert.equal(end === "other", why !== undefined);
        }
      }),
    );
  });

  function after(
    occurrence: Occurrence,
    event: typeof events extends fc.Arbitrary<(infer E)[]> ? E : never,
    n: number,
  ) {
    const at = new Date(DURING.getTime() + n * 1000);
    switch (event.kind) {
      case "code":
        return typed(occurrence, event.who, event.right ? "BKT" : "XXX", `e${n}`, at).next;
      case "cancel":
        return cancelled(occurrence, `b${event.who}`, at);
      case "correct": {
        const seen = occurrence.bookings.find(({ id }) => id === `b${event.who}`);
        const from = seen && endIn(seen);
        return correct(occurrence, `b${event.who}`, { from, to: event.to }, at).next ?? occurrence;
      }
      case "list": {
        const ids = (numbers: readonly number[]) => numbers.map((one) => `b${one}`);
        const list = { shown: ids(event.shown), absent: ids(event.absent) };
        return settle(occurrence, "a", list, at).next ?? occurrence;
      }
      case "close":
        return close(occurrence, at).next ?? occurrence;
    }
  }
});

/** An end that was there is another one now. */
function differs(before: Booking | undefined, after: Booking): boolean {
  return before?.end !== undefined && (before.end !== after.end || before.why !== after.why);
}

function cancelled(occurrence: Occurrence, id: string, now: Date): Occurrence {
  const bookings = occurrence.bookings.map(
    (one): Booking =>
      one.id === id && one.end === undefined ? { ...one, end: "cancelled", endedAt: now.toISOString() } : one,
  );
  return { ...occurrence, bookings };
}
