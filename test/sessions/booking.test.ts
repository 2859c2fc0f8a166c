import assert from "node:assert/strict";
import { ExpectedError } from "../../services/kernel/errors.js";
import { personKey } from "../../services/people/schema.js";
import { callOff, moveSession, offerFreed } from "../../services/sessions/booking/register-rules.js";
import type { Occurrence } from "../../services/sessions/schema.js";
import { anOccurrence, aSeries, SessionHouse } from "../support/session-house.js";
import { aPerson } from "../support/survey-house.js";

const id = "2026-12-08.research-hub";
const tuesday = { occurrence: id, session: "a" };
const thursday = { occurrence: id, session: "b" };
const here = { elsewhere: false };
const [ann, ben, cat] = [aPerson(1), aPerson(2), aPerson(3)] as const;

describe("Booking", () => {
  let house: SessionHouse;
  const withOccurrence = async (members: Partial<Occurrence> = {}) => {
    house = new SessionHouse([ann, ben, cat]);
    await house.occurrences.add(anOccurrence(members));
    return house.sessions.booking;
  };
  const small = { series: aSeries({ capacity: 1 }) };

  it("gives a place at once, and has the others told soon", async () => {
    const booking = await withOccurrence();
    const { view } = await booking.book(ann, tuesday, here);
    assert.deepEqual([view.standing, view.placesLeft], ["booked", 9]);
    assert.ok(house.timers.nextWake());
  });

  it("in a channel has the person told in their own chat, and in that chat doesn't", async () => {
    const booking = await withOccurrence();
    await booking.book(ann, tuesday, { elsewhere: true });
    await booking.book(ben, tuesday, here);
    assert.deepEqual(
      (await house.occurrences.find(id))?.bookings.map(({ untold }) => untold),
      [true, false],
    );
  });

  it("of a full session is a place in the line", async () => {
    const booking = await withOccurrence(small);
    await booking.book(ann, tuesday, here);
    await booking.book(ben, tuesday, here);
    const { view } = await booking.book(cat, tuesday, here);
    assert.deepEqual([view.standing, view.inLine, view.waiting], ["waiting", 2, 2]);
  });

  it("asks who holds a place in the other session whether they want to move", async () => {
    const booking = await withOccurrence();
    await booking.book(ann, tuesday, here);
    const { view } = await booking.book(ann, thursday, here);
    assert.deepEqual([view.standing, view.holds?.session], ["none", "a"]);
    assert.equal((await booking.moveTo(ann, thursday, here)).view.standing, "booked");
    assert.equal((await booking.view(ann, id))?.session, "b");
  });

  it("is for the audience: others are told for whom it is", async () => {
    const booking = await withOccurrence({ series: aSeries({ audience: selection(["adults"]) }) });
    const child = { ...ann, side: "children" as const };
    await assert.rejects(
      booking.book(child, tuesday, here),
      sentence(/Research Hub is for adult services\. Type sessions/),
    );
  });

  it("after the start, of a session called off and of one that is only planned changes nothing", async () => {
    const booking = await withOccurrence();
    house.clock.turnTo("2026-12-08T12:30:00.000Z");
    const begun = (await booking.book(ann, tuesday, here)).view;
    assert.deepEqual([begun.standing, begun.isOpen], ["none", false]);
    await house.occurrences.change(id, (o) => ({ next: callOff(o, "b", house.clock.now()), result: undefined }));
    assert.equal((await booking.book(ann, thursday, here)).view.standing, "called-off");
    assert.deepEqual((await house.occurrences.find(id))?.bookings, []);
    const planned = await withOccurrence({ status: "planned" });
    await assert.rejects(planned.book(ann, tuesday, here), sentence(/not announced yet/));
    await assert.rejects(planned.book(ann, { occurrence: "x", session: "a" }, here), sentence(/no longer there/));
  });

  it("can be given back until the start", async () => {
    const booking = await withOccurrence();
    await booking.book(ann, tuesday, here);
    assert.equal((await booking.giveBack(ann, tuesday)).view.standing, "cancelled");
    await booking.book(ann, tuesday, here);
    house.clock.turnTo("2026-12-08T12:30:00.000Z");
    assert.equal((await booking.giveBack(ann, tuesday)).refusal, "begun");
    assert.equal((await booking.moveTo(ann, thursday, here)).refusal, "holds-begun");
  });

  it("of an offered place is in time only", async () => {
    const booking = await withOccurrence(small);
    await booking.book(ann, tuesday, here);
    await booking.book(ben, tuesday, here);
    assert.equal((await booking.accept(ben, tuesday)).refusal, "no-offer");
    await booking.giveBack(ann, tuesday);
    const until = new Date("2026-11-23T14:00:00.000Z");
    await house.occurrences.change(id, (o) => ({ next: offerFreed(o, () => until, house.clock.now()), result: 0 }));
    assert.equal((await booking.view(ben, id))?.standing, "offered");
    house.clock.turnTo(until.toISOString());
    assert.equal((await booking.accept(ben, tuesday)).refusal, "offer-over");
  });

  it("points out what else the person is booked for at that time", async () => {
    const booking = await withOccurrence();
    const other = aSeries({ id: "blm", title: "Black Lives Matter", shortTitle: "BLM" });
    const session = { id: "a", date: "2026-12-08", at: "13:00", minutes: 60, capacity: 5 };
    await house.occurrences.add(
      anOccurrence({ series: other, sessions: [session] as unknown as Occurrence["sessions"] }),
    );
    await booking.book(ann, { occurrence: "2026-12-08.blm", session: "a" }, here);
    const { view } = await booking.book(ann, tuesday, here);
    assert.deepEqual(view.clashes, ["BLM, Tuesday 8 December, 13:00 to 14:00"]);
    assert.deepEqual((await booking.book(ben, tuesday, here)).view.clashes, []);
  });

  it("asks again who is booked when the session was moved", async () => {
    const booking = await withOccurrence();
    await booking.book(ann, tuesday, here);
    const to = { date: "2026-12-09", at: "09:00" };
    await house.occurrences.change(id, (o) => ({ next: moveSession(o, "a", to, house.clock.now()), result: 0 }));
    assert.deepEqual(
      (await booking.asks(ann)).map(({ ask }) => ask),
      ["confirm"],
    );
    assert.equal((await booking.confirm(ann, tuesday)).view.standing, "booked");
    assert.deepEqual(await booking.asks(ann), []);
    house.clock.turnTo("2026-12-07T09:00:00.000Z");
    assert.deepEqual(
      (await booking.asks(ann)).map(({ ask }) => ask),
      ["still-coming"],
    );
  });

  it("shows what is coming by time, with the places that are left", async () => {
    const booking = await withOccurrence();
    await booking.book(ann, tuesday, here);
    await booking.book(ben, tuesday, here);
    const { sessions, leads, plans } = await booking.coming(ann);
    assert.deepEqual(
      sessions.map((one) => [one.session, one.standing, one.placesLeft, one.holdsAnother]),
      [
        ["a", "booked", 8, false],
        ["b", "none", 10, true],
      ],
    );
    assert.deepEqual([leads, plans], [false, false]);
    assert.equal((await booking.coming(house.coordinator)).plans, true);
  });

  it("shows a channel numbers, and no name but those of who leads", async () => {
    const booking = await withOccurrence();
    const leads = [{ person: personKey(cat), state: "accepted" as const, at: "2026-11-01T09:00:00.000Z" }];
    await house.occurrences.change(id, (o) => ({
      next: { ...o, sessions: o.sessions.map((one) => ({ ...one, leads })) },
      result: 0,
    }));
    await booking.book(ann, tuesday, here);
    const text = JSON.stringify(await booking.announcement(id));
    assert.ok(text.includes(cat.name) && !text.includes(ann.name));
  });
});

function selection(sides: ("adults" | "children")[]) {
  return { cohorts: [], partners: [], roles: [], sides };
}

function sentence(pattern: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof ExpectedError && pattern.test(error.forPerson);
}
