import assert from "node:assert/strict";
import { wordsOf } from "../../bot/local/double/cards.js";
import { listCard, whoCard } from "../../cards/sessions.js";
import { personKey } from "../../services/people/schema.js";
import { aHouseWith, booked, endsIn, HUB, leader, ledBy } from "../support/bookings.js";
import type { SessionHouse } from "../support/session-house.js";
import { aPerson } from "../support/survey-house.js";
import { refused } from "../support/wave-calendar.js";

const [megan, omar] = [aPerson(1), aPerson(2)];

describe("the code of a session, given out", () => {
  it("goes to who leads, ten minutes before, and can be seen by nobody else", async () => {
    const occurrence = ledBy(leader, booked(3));
    const house = await aHouseWith({
      ...occurrence,
      sessions: occurrence.sessions.map(({ code: _, ...rest }) => rest),
    });
    await house.passUntil("2026-12-08T12:19:00Z");
    assert.equal(await house.sessions.attendance.code(leader, HUB, "a"), undefined);
    await house.passUntil("2026-12-08T12:20:30Z");
    assert.deepEqual(house.deliveries.planned.get(`${HUB}.a.code0`), [personKey(leader)]);
    assert.match((await house.sessions.attendance.code(leader, HUB, "a"))?.code ?? "", /^[A-Z]{3}$/);
    assert.equal(await house.sessions.attendance.code(megan, HUB, "a"), undefined);
  });

  it("goes to the coordinators where nobody leads", async () => {
    const house = await aHouseWith(booked(3));
    await house.passUntil("2026-12-08T12:20:30Z");
    assert.deepEqual(house.deliveries.planned.get(`${HUB}.a.code0`), [personKey(house.coordinator)]);
  });
});

describe("the code of a session, once given out", () => {
  it("stands on the list for whoever leads, until the end", async () => {
    const house = await aHouseWith(ledBy(leader, booked(1)));
    const { listing } = house.sessions.attendance;
    house.clock.turnTo("2026-12-08T12:25:00Z");
    assert.match(wordsOf(whoCard(await listing.who(leader, HUB, "a"))), /code for who is here: B K T\./);
    house.clock.turnTo("2026-12-08T12:35:00Z");
    assert.match(wordsOf(listCard(await listing.list(house.coordinator, HUB, "a"))), /code for who is here: B K T\./);
    house.clock.turnTo("2026-12-08T13:31:00Z");
    assert.doesNotMatch(wordsOf(listCard(await listing.list(leader, HUB, "a"))), /B K T/);
  });
});

describe("saying that one came", () => {
  it("takes three tries, however many are pressed at once", async () => {
    const house = await aHouseWith(ledBy(leader, booked(1)));
    house.clock.turnTo("2026-12-08T12:40:00Z");
    const { presence } = house.sessions.attendance;
    const guesses = Array.from({ length: 20 }, (_, n) => (n === 10 ? "BKT" : "XXX"));
    const outcomes = await Promise.allSettled(guesses.map((code) => presence.enter(megan, HUB, "a", code)));
    assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 2);
    assert.deepEqual(endsIn(house), [undefined]);
  });

  it("takes no more tries from who gives the place back and books again, or moves away and back", async () => {
    const occurrence = ledBy(leader, booked(1));
    const [first] = occurrence.sessions;
    assert.ok(first);
    const house = await aHouseWith({ ...occurrence, sessions: [first, { ...first, id: "b" }] });
    house.clock.turnTo("2026-12-08T12:25:00Z");
    const { booking, attendance } = house.sessions;
    const at = (session: string) => ({ occurrence: HUB, session });
    const guess = () => attendance.presence.enter(megan, HUB, "a", "XXX").catch(() => undefined);
    for (let n = 0; n < 3; n += 1) await guess();
    await booking.giveBack(megan, at("a"));
    await booking.book(megan, at("a"), { elsewhere: false });
    await refused(attendance.presence.enter(megan, HUB, "a", "BKT"), "not-open");
    for (const session of ["b", "a"]) await booking.moveTo(megan, at(session), { elsewhere: false });
    await refused(attendance.presence.enter(megan, HUB, "a", "BKT"), "not-open");
  });

  describe("just before the start", () => {
    const at = { occurrence: HUB, session: "a" };
    const here = { elsewhere: false };
    /** Everybody of a full session has said that they came. */
    async function aFullHouse(): Promise<SessionHouse> {
      const { sessions, ...occurrence } = ledBy(leader, booked(2));
      const house = await aHouseWith({ ...occurrence, sessions: sessions.map((one) => ({ ...one, capacity: 2 })) });
      house.clock.turnTo("2026-12-08T12:25:00Z");
      for (const one of [megan, omar]) await house.sessions.attendance.presence.enter(one, HUB, "a", "BKT");
      return house;
    }

    it("frees no place, and books nobody twice", async () => {
      const house = await aFullHouse();
      assert.equal((await house.sessions.booking.book(aPerson(3), at, here)).view.standing, "waiting");
      await house.sessions.booking.book(megan, at, here);
      await house.sessions.booking.moveTo(omar, at, here);
      assert.deepEqual(endsIn(house), ["attended", "attended"]);
    });

    it("is nothing once the session is called off", async () => {
      const house = await aFullHouse();
      await house.sessions.planning.changing.callOff(HUB, "a", house.coordinator);
      assert.deepEqual(endsIn(house), ["other", "other"]);
    });

    it("is asked again once the session is moved, under another code", async () => {
      const house = await aFullHouse();
      await house.sessions.booking.book(megan, { occurrence: HUB, session: "b" }, here);
      const { changing } = house.sessions.planning;
      await changing.saveTime(HUB, "a", { date: "2026-12-15", at: "13:00" }, undefined, house.coordinator);
      const { bookings = [], sessions = [] } = house.occurrences.kept.get(HUB) ?? {};
      assert.deepEqual(
        bookings.map(({ end, why, unsure, session }) => [session, end, why, unsure]),
        [
          ["a", "other", "moved", false],
          ["a", undefined, undefined, true],
          ["b", undefined, undefined, false],
        ],
      );
      assert.equal(sessions[0]?.code, undefined);
    });
  });

  it("says what is wrong, keeps what was typed, and takes the right code", async () => {
    const house = await aHouseWith(ledBy(leader, booked(1)));
    house.clock.turnTo("2026-12-08T12:40:00Z");
    const { presence } = house.sessions.attendance;
    const wrong = await presence.enter(megan, HUB, "a", "bkx");
    assert.ok(wrong.kind === "again");
    assert.deepEqual([wrong.form.typed, /2 tries left/.test(wrong.form.error ?? "")], ["bkx", true]);
    assert.equal((await presence.enter(megan, HUB, "a", "b k t")).kind, "recorded");
    assert.equal((await presence.form(megan, HUB, "a")).kind, "recorded");
  });

  it("is refused before, long after, without a place and after a call-off, each with a sentence", async () => {
    const house = await aHouseWith(ledBy(leader, booked(1)));
    const { presence } = house.sessions.attendance;
    await refused(presence.form(megan, HUB, "a"), "not-open");
    house.clock.turnTo("2026-12-08T12:40:00Z");
    await refused(presence.form(omar, HUB, "a"), "not-permitted");
    await refused(presence.form(megan, HUB, "c"), "not-found");
    house.clock.turnTo("2026-12-08T16:00:00Z");
    await refused(presence.form(megan, HUB, "a"), "not-open");
  });
});
