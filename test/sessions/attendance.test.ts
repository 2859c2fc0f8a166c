import assert from "node:assert/strict";
import { wordsOf } from "../../bot/local/double/cards.js";
import { listCard, whoCard } from "../../cards/sessions.js";
import { personKey } from "../../services/people/schema.js";
import type { Occurrence } from "../../services/sessions/schema.js";
import { timersOf } from "../../services/sessions/timetable.js";
import { aBooking, booked, ledBy } from "../support/bookings.js";
import { aSeries, SessionHouse } from "../support/session-house.js";
import { aPerson } from "../support/survey-house.js";
import { refused } from "../support/wave-calendar.js";

const ID = "2026-12-08.research-hub";
const leader = aPerson(50);
const people = [...Array.from({ length: 12 }, (_, n) => aPerson(n + 1)), leader];
const [megan, omar] = [aPerson(1), aPerson(2)];

/** With this occurrence, and all that is to come of it in the schedule. */
async function aHouse(occurrence: Occurrence): Promise<SessionHouse> {
  const house = new SessionHouse(people);
  await house.occurrences.add(occurrence);
  for (const timer of timersOf(occurrence, house.context.partnership, house.clock.now()))
    await house.schedule.set(timer);
  return house;
}

function endsIn(house: SessionHouse): (string | undefined)[] {
  return house.occurrences.kept.get(ID)?.bookings.map(({ end }) => end) ?? [];
}

describe("the code of a session, given out", () => {
  it("goes to who leads, ten minutes before, and can be seen by nobody else", async () => {
    const occurrence = ledBy(leader, booked(3));
    const house = await aHouse({ ...occurrence, sessions: occurrence.sessions.map(({ code: _, ...rest }) => rest) });
    await house.passUntil("2026-12-08T12:19:00Z");
    assert.equal(await house.sessions.attendance.code(leader, ID, "a"), undefined);
    await house.passUntil("2026-12-08T12:20:30Z");
    assert.deepEqual(house.deliveries.planned.get(`${ID}.a.code0`), [personKey(leader)]);
    assert.match((await house.sessions.attendance.code(leader, ID, "a"))?.code ?? "", /^[A-Z]{3}$/);
    assert.equal(await house.sessions.attendance.code(megan, ID, "a"), undefined);
  });

  it("goes to the coordinators where nobody leads", async () => {
    const house = await aHouse(booked(3));
    await house.passUntil("2026-12-08T12:20:30Z");
    assert.deepEqual(house.deliveries.planned.get(`${ID}.a.code0`), [personKey(house.coordinator)]);
  });
});

describe("the code of a session, once given out", () => {
  it("stands on the list for whoever leads, until the end", async () => {
    const house = await aHouse(ledBy(leader, booked(1)));
    const { listing } = house.sessions.attendance;
    house.clock.turnTo("2026-12-08T12:25:00Z");
    assert.match(wordsOf(whoCard(await listing.who(leader, ID, "a"))), /code for who is here: B K T\./);
    house.clock.turnTo("2026-12-08T12:35:00Z");
    assert.match(wordsOf(listCard(await listing.list(house.coordinator, ID, "a"))), /code for who is here: B K T\./);
    house.clock.turnTo("2026-12-08T13:31:00Z");
    assert.doesNotMatch(wordsOf(listCard(await listing.list(leader, ID, "a"))), /B K T/);
  });
});

describe("saying that one came", () => {
  it("takes three tries, however many are pressed at once", async () => {
    const house = await aHouse(ledBy(leader, booked(1)));
    house.clock.turnTo("2026-12-08T12:40:00Z");
    const { presence } = house.sessions.attendance;
    const guesses = Array.from({ length: 20 }, (_, n) => (n === 10 ? "BKT" : "XXX"));
    const outcomes = await Promise.allSettled(guesses.map((code) => presence.enter(megan, ID, "a", code)));
    assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 2);
    assert.deepEqual(endsIn(house), [undefined]);
  });

  it("takes no more tries from who gives the place back and books again, or moves away and back", async () => {
    const occurrence = ledBy(leader, booked(1));
    const [first] = occurrence.sessions;
    assert.ok(first);
    const house = await aHouse({ ...occurrence, sessions: [first, { ...first, id: "b" }] });
    house.clock.turnTo("2026-12-08T12:25:00Z");
    const { booking, attendance } = house.sessions;
    const at = (session: string) => ({ occurrence: ID, session });
    const guess = () => attendance.presence.enter(megan, ID, "a", "XXX").catch(() => undefined);
    for (let n = 0; n < 3; n += 1) await guess();
    await booking.giveBack(megan, at("a"));
    await booking.book(megan, at("a"), { elsewhere: false });
    await refused(attendance.presence.enter(megan, ID, "a", "BKT"), "not-open");
    for (const session of ["b", "a"]) await booking.moveTo(megan, at(session), { elsewhere: false });
    await refused(attendance.presence.enter(megan, ID, "a", "BKT"), "not-open");
  });

  describe("just before the start", () => {
    const at = { occurrence: ID, session: "a" };
    const here = { elsewhere: false };
    /** Everybody of a full session has said that they came. */
    async function aFullHouse(): Promise<SessionHouse> {
      const { sessions, ...occurrence } = ledBy(leader, booked(2));
      const house = await aHouse({ ...occurrence, sessions: sessions.map((one) => ({ ...one, capacity: 2 })) });
      house.clock.turnTo("2026-12-08T12:25:00Z");
      for (const one of [megan, omar]) await house.sessions.attendance.presence.enter(one, ID, "a", "BKT");
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
      await house.sessions.planning.changing.callOff(ID, "a", house.coordinator);
      assert.deepEqual(endsIn(house), ["other", "other"]);
    });

    it("is asked again once the session is moved, under another code", async () => {
      const house = await aFullHouse();
      await house.sessions.booking.book(megan, { occurrence: ID, session: "b" }, here);
      const { changing } = house.sessions.planning;
      await changing.saveTime(ID, "a", { date: "2026-12-15", at: "13:00" }, undefined, house.coordinator);
      const { bookings = [], sessions = [] } = house.occurrences.kept.get(ID) ?? {};
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
    const house = await aHouse(ledBy(leader, booked(1)));
    house.clock.turnTo("2026-12-08T12:40:00Z");
    const { presence } = house.sessions.attendance;
    const wrong = await presence.enter(megan, ID, "a", "bkx");
    assert.ok(wrong.kind === "again");
    assert.deepEqual([wrong.form.typed, /2 tries left/.test(wrong.form.error ?? "")], ["bkx", true]);
    assert.equal((await presence.enter(megan, ID, "a", "b k t")).kind, "recorded");
    assert.equal((await presence.form(megan, ID, "a")).kind, "recorded");
  });

  it("is refused before, long after, without a place and after a call-off, each with a sentence", async () => {
    const house = await aHouse(ledBy(leader, booked(1)));
    const { presence } = house.sessions.attendance;
    await refused(presence.form(megan, ID, "a"), "not-open");
    house.clock.turnTo("2026-12-08T12:40:00Z");
    await refused(presence.form(omar, ID, "a"), "not-permitted");
    await refused(presence.form(megan, ID, "c"), "not-found");
    house.clock.turnTo("2026-12-08T16:00:00Z");
    await refused(presence.form(megan, ID, "a"), "not-open");
  });
});

describe("the list afterwards", () => {
  it("is asked of who leads, a quarter of an hour after the end, and is theirs and the coordinators' alone", async () => {
    const house = await aHouse(ledBy(leader, booked(3)));
    const { listing } = house.sessions.attendance;
    await house.passUntil("2026-12-08T13:46:00Z");
    assert.deepEqual(house.deliveries.planned.get(`${ID}.a.list0`), [personKey(leader)]);
    const list = await listing.toAsk(leader, ID, "a");
    assert.deepEqual(
      list?.open.map(({ name, partner }) => [name, partner]),
      [1, 2, 3].map((n) => [`Person ${n}`, "vale council"]),
    );
    assert.equal((await listing.waiting(leader)).length, 1);
    assert.deepEqual(await listing.waiting(house.coordinator), []);
    await refused(listing.list(megan, ID, "a"), "not-permitted");
    await refused(listing.who(megan, ID, "a"), "not-permitted");
    assert.deepEqual(await listing.door(megan), []);
    assert.equal((await listing.door(house.coordinator)).length, 2);
  });

  it("stands first for coordinators while it is not settled, then what is to come", async () => {
    const house = await aHouse(ledBy(leader, booked(3)));
    const { listing } = house.sessions.attendance;
    const states = async () =>
      (await listing.door(house.coordinator)).map(({ session, state }) => `${session} ${state}`);
    await house.passUntil("2026-12-08T13:46:00Z");
    assert.deepEqual(await states(), ["a open", "b to-come"]);
    await listing.save(leader, ID, "a", { absent: [] });
    assert.deepEqual(await states(), ["b to-come", "a settled"]);
  });

  it("settles the rest, and then waits for nobody", async () => {
    const house = await aHouse(ledBy(leader, booked(3)));
    const { listing } = house.sessions.attendance;
    await house.passUntil("2026-12-08T13:46:00Z");
    const after = await listing.save(leader, ID, "a", { shown: ["b1", "b2", "b3"], absent: ["b3"] });
    assert.deepEqual([after.state, after.came, after.noShow], ["settled", 2, 1]);
    assert.deepEqual(await listing.waiting(leader), []);
    assert.equal(await listing.toAsk(leader, ID, "a"), undefined);
    assert.equal(house.deliveries.retired.get(`${ID}.a.list0`)?.kind, "sessions.list-settled");
  });

  it("is not asked for where all have pressed I came", async () => {
    const house = await aHouse(ledBy(leader, { ...booked(0), bookings: [aBooking(1, { end: "attended" })] }));
    await house.passUntil("2026-12-08T13:46:00Z");
    assert.equal(house.deliveries.planned.has(`${ID}.a.list0`), false);
    assert.ok(house.occurrences.kept.get(ID)?.sessions[0]?.settledAt);
  });

  it("can't be said before the start", async () => {
    const house = await aHouse(ledBy(leader, booked(1)));
    await refused(house.sessions.attendance.listing.save(leader, ID, "a", { absent: [] }), "not-open");
  });

  it("has names without partners in a confidential series", async () => {
    const series = aSeries({ confidential: true });
    const house = await aHouse(ledBy(leader, booked(2, { series })));
    const { people: who } = await house.sessions.attendance.listing.who(leader, ID, "a");
    assert.deepEqual(
      who.map(({ name, partner }) => [name, partner]),
      [
        ["Person 1", undefined],
        ["Person 2", undefined],
      ],
    );
  });
});

describe("a correction", () => {
  it("is recorded by its booking and never by name, and is possible for fourteen days", async () => {
    const house = await aHouse(ledBy(leader, booked(2)));
    const { listing } = house.sessions.attendance;
    await house.passUntil("2026-12-08T14:00:00Z");
    await listing.save(leader, ID, "a", { absent: ["b1"] });
    await listing.correct(leader, ID, "a", "b1", { end: "other", why: "called-off" });
    const [entry] = house.entries.filter(({ event }) => event === "sessions.corrected");
    assert.deepEqual(entry?.details, { booking: "b1", from: "no-show", to: "other: called-off" });
    assert.equal(entry?.by, personKey(leader));
    assert.ok(!JSON.stringify(entry).includes(personKey(megan)));
    await refused(listing.correct(megan, ID, "a", "b1", { end: "attended" }), "not-permitted");
    await house.passUntil("2026-12-24T17:01:00Z");
    await refused(listing.correct(leader, ID, "a", "b1", { end: "attended" }), "not-open");
  });
});

describe("the close", () => {
  it("comes fourteen days after the last session, and gives every booking its end", async () => {
    const house = await aHouse(booked(0, { bookings: [aBooking(1), aBooking(2, { session: "b" })] }));
    await house.passUntil("2026-12-24T16:59:00Z");
    assert.deepEqual(endsIn(house), [undefined, undefined]);
    await house.passUntil("2026-12-24T17:01:00Z");
    assert.deepEqual(endsIn(house), ["other", "other"]);
    assert.equal(house.occurrences.kept.get(ID)?.forgotten, false);
  });

  it("waits for a session that was moved", async () => {
    const occurrence = booked(1);
    const house = await aHouse(occurrence);
    const sessions = occurrence.sessions.map((session) => ({ ...session, date: "2027-01-20" }));
    await house.occurrences.change(ID, (one) => ({ next: { ...one, sessions }, result: undefined }));
    await house.passUntil("2027-01-30T10:00:00Z");
    assert.equal(house.occurrences.kept.get(ID)?.status, "announced");
    await house.passUntil("2027-02-04T10:00:00Z");
    assert.equal(house.occurrences.kept.get(ID)?.status, "closed");
  });

  it("forgets at once who was in a confidential series", async () => {
    const series = aSeries({ confidential: true });
    const house = await aHouse(booked(3, { series }));
    await house.passUntil("2026-12-24T17:01:00Z");
    assert.deepEqual(
      house.occurrences.kept.get(ID)?.bookings.map(({ person }) => person),
      [undefined, undefined, undefined],
    );
    assert.deepEqual(house.failures, []);
  });
});

describe("the evaluation", () => {
  const series = aSeries({ evaluation: "session-evaluation" });

  it("goes to those who came, as soon as that is known, once", async () => {
    const house = await aHouse(ledBy(leader, booked(3, { series })));
    await house.passUntil("2026-12-08T14:00:00Z");
    await house.sessions.attendance.listing.save(leader, ID, "a", { absent: ["b2"] });
    await house.passUntil("2026-12-08T14:01:00Z");
    const [asked] = house.evaluations;
    assert.deepEqual(asked?.people.map(personKey), [personKey(aPerson(1)), personKey(aPerson(3))]);
    assert.deepEqual(
      [asked?.title, asked?.closesOn, asked?.forget],
      ["Research Hub, 8 December: how was it?", "2026-12-15", false],
    );
    await house.passUntil("2026-12-20T10:00:00Z");
    assert.equal(new Set(house.evaluations.map(({ id }) => id)).size, 1);
    assert.match(asked?.id ?? "", /^[0-9a-f]{32}$/);
  });

  it("does not go out while the session lasts, though all who came are known", async () => {
    const house = await aHouse(ledBy(leader, booked(3, { series })));
    await house.passUntil("2026-12-08T12:40:00Z");
    await house.sessions.attendance.listing.save(leader, ID, "a", { absent: [] });
    await house.passUntil("2026-12-08T13:29:00Z");
    assert.equal(house.evaluations.length, 0);
    await house.passUntil("2026-12-08T13:31:00Z");
    assert.equal(house.evaluations.length, 1);
  });

  it("waits some days for who leads to say who came, and goes then to those known to have come", async () => {
    const house = await aHouse(ledBy(leader, booked(2, { series })));
    house.clock.turnTo("2026-12-08T12:40:00Z");
    await house.sessions.attendance.presence.enter(megan, ID, "a", "BKT");
    await house.passUntil("2026-12-13T08:59:00Z");
    assert.equal(house.evaluations.length, 0);
    await house.passUntil("2026-12-13T09:01:00Z");
    assert.deepEqual(
      house.evaluations.map((one) => one.people.map(personKey)),
      [[personKey(megan)]],
    );
  });
});
