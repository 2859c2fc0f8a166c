import assert from "node:assert/strict";
import { personKey } from "../../services/people/schema.js";
import { countsOf } from "../../services/sessions/report/report-rules.js";
import type { Occurrence } from "../../services/sessions/schema.js";
import { SessionHouse } from "../support/session-house.js";
import { aPerson } from "../support/survey-house.js";
import { aBooking, aMeeting } from "./builders.js";

const ada = aPerson(1);
const bo = aPerson(2);

/** Ada came to the first, leads the second, and waits for a place in it; Bo booked both. */
async function aHouse(): Promise<SessionHouse> {
  const house = new SessionHouse([ada, bo]);
  const past = aMeeting("2026-11-10", [aBooking({ n: 1, end: "attended" }), aBooking({ n: 2, end: "no-show" })]);
  const toCome = aMeeting("2026-12-08", [aBooking({ n: 2 })]);
  const lead = { person: personKey(ada), state: "accepted" as const, at: "2026-11-01T09:00:00.000Z" };
  const waiting = [{ person: personKey(ada), session: "a", since: "2026-11-20T09:00:00.000Z" }];
  const sessions = toCome.sessions.map((session) => ({ ...session, leads: [lead] }));
  await house.occurrences.add(past);
  await house.occurrences.add({ ...toCome, status: "announced", sessions, waiting });
  return house;
}

const stored = (house: SessionHouse) => JSON.stringify([...house.occurrences.kept.values()]);

describe("what is held of sessions on a person", () => {
  it("is told and exported: places, the line, and what they lead; nothing of others", async () => {
    const { personalData } = (await aHouse()).sessions;
    assert.equal((await personalData.describe(ada)).count, 2);
    assert.deepEqual(await personalData.export(ada), {
      booked: [
        { series: "Research Hub", theme: null, begins: "2026-12-08T12:30:00.000Z", state: "waiting" },
        { series: "Research Hub", theme: null, begins: "2026-11-10T12:30:00.000Z", state: "attended" },
      ],
      led: [{ series: "Research Hub", begins: "2026-12-08T12:30:00.000Z", state: "accepted" }],
    });
  });

  it("is erased without a trace of them; others and the figures stay", async () => {
    const house = await aHouse();
    const before = countsOf([...house.occurrences.kept.values()].flatMap(({ bookings }) => bookings));
    assert.equal(await house.sessions.personalData.erase(ada), 2);
    assert.ok(!stored(house).includes(ada.objectId));
    assert.ok(stored(house).includes(bo.objectId));
    assert.deepEqual(countsOf([...house.occurrences.kept.values()].flatMap(({ bookings }) => bookings)), before);
    assert.equal(await house.sessions.personalData.erase(ada), 0);
  });
});

describe("somebody who does nothing but wait, or lead, or was asked to lead instead of another", () => {
  const key = personKey(ada);
  const other = { person: personKey(bo), state: "accepted" as const, at: "2026-11-01T09:00:00.000Z" };
  const cases: Record<string, (meeting: Occurrence) => Occurrence> = {
    wait: (one) => ({ ...one, waiting: [{ person: key, session: "a", since: "2026-11-20T09:00:00.000Z" }] }),
    lead: (one) => withLeads(one, [{ ...other, person: key }]),
    swap: (one) => withLeads(one, [{ ...other, swapWith: key }]),
  };
  for (const [name, change] of Object.entries(cases)) {
    it(`is found and erased too: ${name}`, async () => {
      const house = new SessionHouse([ada, bo]);
      await house.occurrences.add(change(aMeeting("2026-12-08", [aBooking({ n: 2 })])));
      assert.equal((await house.sessions.personalData.describe(ada)).count, 1);
      assert.equal(await house.sessions.personalData.erase(ada), 1);
      assert.ok(!stored(house).includes(ada.objectId));
    });
  }
});

function withLeads(meeting: Occurrence, leads: Occurrence["sessions"][number]["leads"]): Occurrence {
  return { ...meeting, sessions: meeting.sessions.map((session) => ({ ...session, leads })) };
}

describe("retention of sessions", () => {
  const purge = (house: SessionHouse, before: string) => house.sessions.purges[0]?.purge(new Date(before));

  it("forgets who was in sessions closed long ago, and keeps how many", async () => {
    const house = await aHouse();
    assert.equal(await purge(house, "2026-11-10T13:30:00Z"), 0);
    assert.equal(await purge(house, "2026-11-11T00:00:00Z"), 2);
    assert.equal(await purge(house, "2026-11-11T00:00:00Z"), 0);
    const past = house.occurrences.kept.get("2026-11-10.research-hub") as Occurrence;
    assert.ok(past.forgotten && past.bookings.every(({ person }) => person === undefined));
    assert.deepEqual(countsOf(past.bookings), { bookings: 2, attended: 1, cancelled: 0, noShow: 1, other: 0 });
  });

  it("forgets who led, of confidential and of never announced ones too", async () => {
    const house = new SessionHouse([ada, bo]);
    const lead = { person: personKey(ada), state: "accepted" as const, at: "2026-11-01T09:00:00.000Z" };
    const past = (date: string, of: Partial<Occurrence>) => ({ ...withLeads(aMeeting(date, []), [lead]), ...of });
    await house.occurrences.add(past("2026-10-13", {}));
    await house.occurrences.add(past("2026-11-10", { forgotten: true }));
    await house.occurrences.add(past("2026-11-17", { status: "planned" }));
    await purge(house, "2026-11-18T00:00:00Z");
    assert.ok(!stored(house).includes(ada.objectId));
    assert.equal((await house.sessions.personalData.describe(ada)).count, 0);
  });

  it("leaves those alone that are not closed, however old", async () => {
    const house = await aHouse();
    await purge(house, "2030-01-01T00:00:00Z");
    assert.equal(house.occurrences.kept.get("2026-12-08.research-hub")?.forgotten, false);
  });
});
