import assert from "node:assert/strict";
import { timersOf } from "../../../services/sessions/timetable.js";
import { anOccurrence, aSeries, SessionHouse } from "../../support/session-house.js";

const ID = "2026-12-08.research-hub";

describe("Announcing an occurrence", () => {
  let house: SessionHouse;
  beforeEach(async () => {
    house = new SessionHouse([], { series: [aSeries({ purpose: "As it is now." })] });
    await house.occurrences.add(planned);
  });

  it("freezes its series as that is now, sets all its timers, and posts it in the series' channel", async () => {
    await announce();
    const occurrence = house.occurrences.kept.get(ID) ?? assert.fail();
    assert.deepEqual([occurrence.status, occurrence.announcedAt], ["announced", "2026-11-23T10:00:00.000Z"]);
    assert.equal(occurrence.series.purpose, "As it is now.");
    assert.deepEqual(house.posts.kept.get(`sessions|${ID}`), {
      id: `sessions|${ID}`,
      channel: "research hub",
      message: { kind: "sessions.announcement", subject: ID },
      usefulUntil: new Date("2026-12-10T17:00:00Z"),
    });
    for (const { id, due } of timersOf(occurrence, house.context.partnership, house.clock.now())) {
      assert.equal((await house.timers.find(id))?.timer.due, due);
    }
    assert.ok(await house.timers.find(`sessions.tend|${ID}`));
  });

  it("at short notice, still has its code given to who leads", async () => {
    house.clock.turnTo("2026-12-08T12:25:00Z");
    await announce();
    await house.passUntil("2026-12-08T12:26:00Z");
    assert.match(house.occurrences.kept.get(ID)?.sessions[0]?.code ?? "", /^[A-Z]{3}$/);
    assert.ok(house.deliveries.planned.has(`${ID}.a.code0`));
  });

  it("after the day for its pre-reading, has that brought as soon as it is there", async () => {
    house.clock.turnTo("2026-12-04T10:00:00Z");
    await announce();
    assert.deepEqual(house.occurrences.kept.get(ID)?.marks, ["unread.a.0", "unread.b.0"]);
  });

  it("twice is once", async () => {
    await announce();
    const before = house.occurrences.kept.get(ID);
    house.clock.turnTo("2026-11-24T10:00:00Z");
    await announce();
    assert.deepEqual(house.occurrences.kept.get(ID), before);
  });

  it("cut short before it was posted is brought to its end by the next try", async () => {
    const { keep } = house.context.posts;
    house.posts.keep = () => Promise.reject(new Error("died"));
    await assert.rejects(announce());
    Object.assign(house.posts, { keep });
    await announce();
    assert.equal(house.posts.kept.size, 1);
  });

  it("leaves one whose sessions are all called off with the coordinators", async () => {
    const calledOffAt = "2026-11-20T10:00:00.000Z";
    const sessions = planned.sessions.map((session) => ({ ...session, calledOffAt }));
    house.occurrences.kept.set(ID, { ...planned, sessions });
    await announce();
    assert.equal(house.occurrences.kept.get(ID)?.status, "planned");
    assert.equal(house.posts.kept.size, 0);
  });

  const { announcedAt: _, ...rest } = anOccurrence({ status: "planned" });
  const planned = rest;

  function announce(): Promise<void> {
    return house.sessions.announcing.announce(ID, house.clock.now());
  }
});
