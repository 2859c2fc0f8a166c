import assert from "node:assert/strict";
import { inLine, openBookings } from "../../services/sessions/booking/places-rules.js";
import * as register from "../../services/sessions/booking/register-rules.js";
import type { Occurrence } from "../../services/sessions/schema.js";
import { anOccurrence, aSeries } from "../support/session-house.js";

const now = new Date("2026-11-23T10:00:00.000Z");
const [ann, ben, cat, dan] = ["ann", "ben", "cat", "dan"].map((person) => ({ person, partner: "vale-county" })) as [
  register.Booker,
  register.Booker,
  register.Booker,
  register.Booker,
];
const full = (capacity: number) => anOccurrence({ series: aSeries({ capacity }) });

describe("Places in sessions", () => {
  it("are booked once, however often somebody presses", () => {
    const once = then(full(1), (o) => register.book(o, ann, "a", now));
    const twice = register.book(once, ann, "a", new Date(now.getTime() + 1));
    assert.deepEqual(twice, { result: { outcome: "already" } });
    assert.deepEqual(register.book(once, ann, "a", now), { result: { outcome: "booked" } });
  });

  it("are for the first, and those who come after wait in the order of their coming", () => {
    const booked = booking(full(1), "a", ann, ben, cat);
    assert.deepEqual(holders(booked, "a"), ["ann"]);
    assert.equal(inLine(booked, "ben", "a"), 1);
    assert.equal(inLine(booked, "cat", "a"), 2);
  });

  it("are taken by those who came before the start, who need no second one", () => {
    const booked = booking(full(1), "a", ann);
    const bookings = booked.bookings.map((one) => ({ ...one, end: "attended" as const }));
    const came = { ...booked, bookings };
    const before = new Date("2026-12-08T12:25:00.000Z");
    assert.deepEqual(register.book(came, ann, "a", before), { result: { outcome: "already" } });
    assert.deepEqual(register.moveTo(came, ann, "a", before), { result: { outcome: "booked" } });
    assert.equal(register.book(came, ben, "a", before).result.outcome, "waiting");
  });

  it("say nothing of where somebody works in a confidential series", () => {
    const o = booking(anOccurrence({ series: aSeries({ confidential: true, capacity: 1 }) }), "a", ann, ben);
    assert.equal(o.bookings[0]?.partner, undefined);
    assert.equal(o.waiting[0]?.partner, undefined);
  });

  it("are not for somebody who holds one in the other session: moving is theirs to say", () => {
    const o = booking(full(1), "a", ann);
    assert.deepEqual(register.book(o, ann, "b", now).result, { outcome: "has-another", session: "a" });
  });

  it("can't be had once the session has begun, is off, or isn't announced", () => {
    const begun = new Date("2026-12-08T12:30:00.000Z");
    const closed = { result: { outcome: "closed" } };
    assert.deepEqual(register.book(full(1), ann, "a", begun), closed);
    assert.deepEqual(register.book(register.callOff(full(1), "a", now), ann, "a", now), closed);
    assert.deepEqual(register.book(anOccurrence({ status: "planned" }), ann, "a", now), closed);
    assert.deepEqual(register.book(full(1), ann, "d", now), closed);
  });

  it("that are freed are kept for the first in line, and not for a newcomer", () => {
    const line = booking(full(1), "a", ann, ben, cat);
    const freed = then(line, (o) => register.giveBack(o, "ann", "a", now));
    const newcomer = then(freed, (o) => register.book(o, dan, "a", now));
    assert.equal(inLine(newcomer, "dan", "a"), 3);
    assert.deepEqual(offered(register.offerFreed(newcomer, tomorrow, now)), ["ben"]);
  });

  it("that are freed can be taken by the first in line without waiting for the offer", () => {
    const line = booking(full(1), "a", ann, ben, cat);
    const freed = then(line, (o) => register.giveBack(o, "ann", "a", now));
    assert.equal(register.book(freed, cat, "a", now).result.outcome, "waiting");
    assert.equal(register.book(freed, ben, "a", now).result.outcome, "booked");
  });

  it("that nobody has time to be offered are whose who asks first", () => {
    const late = new Date("2026-12-08T12:05:00.000Z");
    const line = booking(full(1), "a", ann, ben);
    const freed = then(line, (o) => register.giveBack(o, "ann", "a", late));
    assert.equal(register.book(freed, dan, "a", late).result.outcome, "booked");
  });

  it("that were offered go to the next when the time is over", () => {
    const freed = then(booking(full(1), "a", ann, ben, cat), (o) => register.giveBack(o, "ann", "a", now));
    const offer = register.offerFreed(freed, tomorrow, now);
    const passed = register.lapse(offer, tomorrow());
    assert.equal(register.accept(offer, ben, "a", tomorrow()).result, "too-late");
    assert.equal(inLine(passed, "ben", "a"), undefined);
    assert.deepEqual(offered(register.offerFreed(passed, () => new Date("2026-11-26T10:00:00Z"), tomorrow())), ["cat"]);
  });

  it("that were offered before the session was moved are offered anew, to the same person in line", () => {
    const freed = then(booking(full(1), "a", ann, ben), (o) => register.giveBack(o, "ann", "a", now));
    const offer = register.offerFreed(freed, tomorrow, now);
    const moved = register.moveSession(offer, "a", { date: "2026-12-15", at: "12:30" }, now);
    assert.deepEqual(offered(moved), []);
    assert.equal(register.accept(moved, ben, "a", now).result, "no-offer");
    assert.deepEqual(offered(register.offerFreed(moved, tomorrow, now)), ["ben"]);
  });

  it("are moved in one step, and freed where they were", () => {
    const moved = then(booking(full(1), "a", ann), (o) => register.moveTo(o, ann, "b", now));
    assert.deepEqual([holders(moved, "a"), holders(moved, "b")], [[], ["ann"]]);
    assert.equal(moved.bookings.length, 1);
  });

  it("stay somebody's who waits for the other session, until they say yes to it", () => {
    const both = booking(booking(full(1), "b", ben), "a", ann);
    const waits = then(both, (o) => register.moveTo(o, ann, "b", now));
    assert.equal(waits.waiting[0]?.insteadOf, waits.bookings[1]?.id);
    const offer = register.offerFreed(
      then(waits, (o) => register.giveBack(o, "ben", "b", now)),
      tomorrow,
      now,
    );
    assert.deepEqual(holders(offer, "a"), ["ann"]);
    const accepted = then(offer, (o) => register.accept(o, ann, "b", now));
    assert.deepEqual([holders(accepted, "a"), holders(accepted, "b")], [[], ["ann"]]);
  });

  it("are asked about again when the session was moved, and end as moved when they are given back", () => {
    const moved = register.moveSession(booking(full(2), "a", ann, ben), "a", { date: "2026-12-09", at: "09:00" }, now);
    assert.deepEqual(
      moved.bookings.map(({ unsure }) => unsure),
      [true, true],
    );
    const sure = then(moved, (o) => register.confirm(o, "ann", "a", now));
    const back = then(sure, (o) => register.giveBack(o, "ben", "a", now));
    assert.deepEqual(
      back.bookings.map(({ unsure, end, why }) => [unsure, end, why]),
      [
        [false, undefined, undefined],
        [true, "other", "moved"],
      ],
    );
  });

  it("are not given back and booked again for ever, which would use up the row", () => {
    let all = full(1);
    for (let n = 0; n < 30; n += 1) all = then(booking(all, "a", ann), (o) => register.giveBack(o, "ann", "a", now));
    assert.equal(all.bookings.length, 20);
    assert.equal(register.book(all, ann, "a", now).result.outcome, "line-full");
    assert.equal(register.book(all, ben, "a", now).result.outcome, "booked");
  });

  it("end as called off with the session, of which whoever waits is still to be told", () => {
    const off = register.callOff(booking(full(1), "a", ann, ben), "a", now);
    assert.deepEqual(
      off.bookings.map(({ end, why }) => [end, why]),
      [["other", "called-off"]],
    );
    assert.deepEqual(register.lapse(off, now).waiting, off.waiting);
    assert.equal(off.waiting.length, 1);
    assert.equal(off.sessions[0]?.sequence, 1);
  });

  it("are free again when somebody is forgotten, whose ended bookings keep their ends", () => {
    const back = then(booking(full(2), "a", ann, ben), (o) => register.giveBack(o, "ann", "a", now));
    const again = booking(back, "a", ann);
    const gone = register.detach(again, "ann");
    assert.deepEqual(
      gone.bookings.map(({ person, end }) => [person, end]),
      [
        [undefined, "cancelled"],
        ["ben", undefined],
        [undefined, "cancelled"],
      ],
    );
    assert.equal(register.detach(gone, "ann"), gone);
  });

  it("keep numbers for calendars that only grow, whatever they are moved to", () => {
    const twiceMoved = ["09:00", "10:00"].reduce(
      (o, at) => register.moveSession(o, "a", { date: "2026-12-08", at }, now),
      booking(full(2), "a", ann),
    );
    const moved = then(twiceMoved, (o) => register.moveTo(o, ann, "b", now));
    assert.ok((moved.bookings[0]?.sequence ?? 0) + (moved.sessions[1]?.sequence ?? 0) > 2);
  });
});

function tomorrow(): Date {
  return new Date("2026-11-24T10:00:00.000Z");
}

function then(occurrence: Occurrence, rule: (o: Occurrence) => { readonly next?: Occurrence }): Occurrence {
  return rule(occurrence).next ?? occurrence;
}

function booking(occurrence: Occurrence, session: string, ...people: register.Booker[]): Occurrence {
  return people.reduce((o, who) => then(o, (before) => register.book(before, who, session, now)), occurrence);
}

function holders(occurrence: Occurrence, session: string): (string | undefined)[] {
  return openBookings(occurrence, session).map(({ person }) => person);
}

function offered({ waiting }: Occurrence): string[] {
  return waiting.filter(({ offeredUntil }) => offeredUntil !== undefined).map(({ person }) => person);
}
