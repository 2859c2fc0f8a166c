import assert from "node:assert/strict";
import { personKey } from "../../services/people/schema.js";
import { aBooking, aHouseWith, booked, endsIn, HUB, leader, ledBy } from "../support/bookings.js";
import { aSeries } from "../support/session-house.js";
import { aPerson } from "../support/survey-house.js";
import { refused } from "../support/wave-calendar.js";

const megan = aPerson(1);

describe("the list afterwards", () => {
  it("is asked of who leads, a quarter of an hour after the end, and is theirs and the coordinators' alone", async () => {
    const house = await aHouseWith(ledBy(leader, booked(3)));
    const { listing } = house.sessions.attendance;
    await house.passUntil("2026-12-08T13:46:00Z");
    assert.deepEqual(house.deliveries.planned.get(`${HUB}.a.list0`), [personKey(leader)]);
    const list = await listing.toAsk(leader, HUB, "a");
    assert.deepEqual(
      list?.open.map(({ name, partner }) => [name, partner]),
      [1, 2, 3].map((n) => [`Person ${n}`, "vale council"]),
    );
    assert.equal((await listing.waiting(leader)).length, 1);
    assert.deepEqual(await listing.waiting(house.coordinator), []);
    await refused(listing.list(megan, HUB, "a"), "not-permitted");
    await refused(listing.who(megan, HUB, "a"), "not-permitted");
    assert.deepEqual(await listing.door(megan), []);
    assert.equal((await listing.door(house.coordinator)).length, 2);
  });

  it("stands first for coordinators while it is not settled, then what is to come", async () => {
    const house = await aHouseWith(ledBy(leader, booked(3)));
    const { listing } = house.sessions.attendance;
    const states = async () =>
      (await listing.door(house.coordinator)).map(({ session, state }) => `${session} ${state}`);
    await house.passUntil("2026-12-08T13:46:00Z");
    assert.deepEqual(await states(), ["a open", "b to-come"]);
    await listing.save(leader, HUB, "a", { absent: [] });
    assert.deepEqual(await states(), ["b to-come", "a settled"]);
  });

  it("settles the rest, and then waits for nobody", async () => {
    const house = await aHouseWith(ledBy(leader, booked(3)));
    const { listing } = house.sessions.attendance;
    await house.passUntil("2026-12-08T13:46:00Z");
    const after = await listing.save(leader, HUB, "a", { shown: ["b1", "b2", "b3"], absent: ["b3"] });
    assert.deepEqual([after.state, after.came, after.noShow], ["settled", 2, 1]);
    assert.deepEqual(await listing.waiting(leader), []);
    assert.equal(await listing.toAsk(leader, HUB, "a"), undefined);
    assert.equal(house.deliveries.retired.get(`${HUB}.a.list0`)?.kind, "sessions.list-settled");
  });

  it("is not asked for where all have pressed I came", async () => {
    const house = await aHouseWith(ledBy(leader, { ...booked(0), bookings: [aBooking(1, { end: "attended" })] }));
    await house.passUntil("2026-12-08T13:46:00Z");
    assert.equal(house.deliveries.planned.has(`${HUB}.a.list0`), false);
    assert.ok(house.occurrences.kept.get(HUB)?.sessions[0]?.settledAt);
  });

  it("can't be said before the start", async () => {
    const house = await aHouseWith(ledBy(leader, booked(1)));
    await refused(house.sessions.attendance.listing.save(leader, HUB, "a", { absent: [] }), "not-open");
  });

  it("has names without partners in a confidential series", async () => {
    const series = aSeries({ confidential: true });
    const house = await aHouseWith(ledBy(leader, booked(2, { series })));
    const { people: who } = await house.sessions.attendance.listing.who(leader, HUB, "a");
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
    const house = await aHouseWith(ledBy(leader, booked(2)));
    const { listing } = house.sessions.attendance;
    await house.passUntil("2026-12-08T14:00:00Z");
    await listing.save(leader, HUB, "a", { absent: ["b1"] });
    await listing.correct(leader, HUB, "a", "b1", { end: "other", why: "called-off" });
    const [entry] = house.entries.filter(({ event }) => event === "sessions.corrected");
    assert.deepEqual(entry?.details, { booking: "b1", from: "no-show", to: "other: called-off" });
    assert.equal(entry?.by, personKey(leader));
    assert.ok(!JSON.stringify(entry).includes(personKey(megan)));
    await refused(listing.correct(megan, HUB, "a", "b1", { end: "attended" }), "not-permitted");
    await house.passUntil("2026-12-24T17:01:00Z");
    await refused(listing.correct(leader, HUB, "a", "b1", { end: "attended" }), "not-open");
  });
});

describe("the close", () => {
  it("comes fourteen days after the last session, and gives every booking its end", async () => {
    const house = await aHouseWith(booked(0, { bookings: [aBooking(1), aBooking(2, { session: "b" })] }));
    await house.passUntil("2026-12-24T16:59:00Z");
    assert.deepEqual(endsIn(house), [undefined, undefined]);
    await house.passUntil("2026-12-24T17:01:00Z");
    assert.deepEqual(endsIn(house), ["other", "other"]);
    assert.equal(house.occurrences.kept.get(HUB)?.forgotten, false);
  });

  it("waits for a session that was moved", async () => {
    const occurrence = booked(1);
    const house = await aHouseWith(occurrence);
    const sessions = occurrence.sessions.map((session) => ({ ...session, date: "2027-01-20" }));
    await house.occurrences.change(HUB, (one) => ({ next: { ...one, sessions }, result: undefined }));
    await house.passUntil("2027-01-30T10:00:00Z");
    assert.equal(house.occurrences.kept.get(HUB)?.status, "announced");
    await house.passUntil("2027-02-04T10:00:00Z");
    assert.equal(house.occurrences.kept.get(HUB)?.status, "closed");
  });

  it("forgets at once who was in a confidential series", async () => {
    const series = aSeries({ confidential: true });
    const house = await aHouseWith(booked(3, { series }));
    await house.passUntil("2026-12-24T17:01:00Z");
    assert.deepEqual(
      house.occurrences.kept.get(HUB)?.bookings.map(({ person }) => person),
      [undefined, undefined, undefined],
    );
    assert.deepEqual(house.failures, []);
  });
});

describe("the evaluation", () => {
  const series = aSeries({ evaluation: "session-evaluation" });

  it("goes to those who came, as soon as that is known, once", async () => {
    const house = await aHouseWith(ledBy(leader, booked(3, { series })));
    await house.passUntil("2026-12-08T14:00:00Z");
    await house.sessions.attendance.listing.save(leader, HUB, "a", { absent: ["b2"] });
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
    const house = await aHouseWith(ledBy(leader, booked(3, { series })));
    await house.passUntil("2026-12-08T12:40:00Z");
    await house.sessions.attendance.listing.save(leader, HUB, "a", { absent: [] });
    await house.passUntil("2026-12-08T13:29:00Z");
    assert.equal(house.evaluations.length, 0);
    await house.passUntil("2026-12-08T13:31:00Z");
    assert.equal(house.evaluations.length, 1);
  });

  it("waits some days for who leads to say who came, and goes then to those known to have come", async () => {
    const house = await aHouseWith(ledBy(leader, booked(2, { series })));
    house.clock.turnTo("2026-12-08T12:40:00Z");
    await house.sessions.attendance.presence.enter(megan, HUB, "a", "BKT");
    await house.passUntil("2026-12-13T08:59:00Z");
    assert.equal(house.evaluations.length, 0);
    await house.passUntil("2026-12-13T09:01:00Z");
    assert.deepEqual(
      house.evaluations.map((one) => one.people.map(personKey)),
      [[personKey(megan)]],
    );
  });
});
