import { deepEqual, equal, ok } from "node:assert/strict";
import type { Occurrence, Recurrence, Series } from "../../../services/sessions/schema.js";
import { announceTimer } from "../../../services/sessions/timetable.js";
import { anOccurrence, aSeries, SessionHouse } from "../../support/session-house.js";

const NOW = new Date("2026-11-23T10:00:00Z");
const wednesdays: Recurrence = { every: "month", days: [{ nth: 2, weekday: "wednesday", at: "11:00" }] };

describe("The months ahead", () => {
  it("are stored for half a year, planned as the series has them", async () => {
    const { house, stored } = await kept([aSeries({ place: "Room 3" })]);
    deepEqual(
      stored().map(({ slot, status }) => `${slot} ${status}`),
      ["2026-12-08", "2027-01-12", "2027-02-09", "2027-03-09", "2027-04-08", "2027-05-11"].map(
        (day) => `${day} planned`,
      ),
    );
    const [first] = stored();
    deepEqual(
      first?.sessions.map(({ id, date, at, place, capacity }) => [id, date, at, place, capacity]),
      [
        ["a", "2026-12-08", "12:30", "Room 3", 10],
        ["b", "2026-12-10", "16:00", "Room 3", 10],
      ],
    );
    deepEqual(house.failures, []);
  });

  it("have the moment of their announcement in the schedule, each its own", async () => {
    const { house, stored } = await kept([aSeries()]);
    for (const occurrence of stored()) {
      const timer = announceTimer(occurrence, house.context.partnership);
      equal((await house.timers.find(timer.id))?.timer.due, timer.due, occurrence.id);
    }
  });

  it("are looked at every morning, and grow by what the new day brings", async () => {
    const { house, stored } = await kept([aSeries()]);
    await house.sessions.start();
    await house.passUntil("2026-12-24T09:00:00Z");
    equal(stored().at(-1)?.slot, "2027-06-08");
  });

  it("follow their series while they are planned only, and keep what coordinators set", async () => {
    const { house, stored } = await kept([aSeries()]);
    await set(house, "2027-01-12.research-hub", { theme: "Reading critically" });
    await house.sessions.planning.keeping.keepSeries(aSeries({ recurrence: wednesdays, minutes: 45 }), NOW);
    const january = stored().filter(({ slot }) => slot.startsWith("2027-01"));
    deepEqual(
      january.map(({ theme, sessions }) => [
        theme,
        sessions.map(({ date, at, minutes }) => `${date} ${at} ${minutes}`),
      ]),
      [["Reading critically", ["2027-01-13 11:00 45"]]],
    );
  });

  it("leave announced ones alone, and plan no second one for their month", async () => {
    const announced = anOccurrence();
    const { house, stored } = await kept([aSeries()], [announced]);
    await house.sessions.planning.keeping.keepSeries(aSeries({ recurrence: wednesdays }), NOW);
    deepEqual(
      stored().filter(({ slot }) => slot.startsWith("2026-12")),
      [announced],
    );
  });

  it("lose what the series no longer has, but nothing that somebody put work into", async () => {
    const { house, stored } = await kept([aSeries()]);
    await set(house, "2027-02-09.research-hub", { theme: "Evidence" });
    const dropped = announceTimer(stored()[1] as Occurrence, house.context.partnership).id;
    await house.sessions.planning.keeping.keepSeries(aSeries({ skipMonths: [1, 2] }), NOW);
    deepEqual(
      stored().map(({ slot }) => slot.slice(0, 7)),
      ["2026-12", "2027-02", "2027-03", "2027-04", "2027-05"],
    );
    equal(await house.timers.find(dropped), undefined);
  });

  it("are the same however often they are looked at", async () => {
    const { house, stored } = await kept([aSeries()]);
    const before = structuredClone(stored());
    await house.sessions.planning.keepAhead(NOW);
    deepEqual(stored(), before);
  });

  it("have the rest of a month whose first session is over", async () => {
    const { house } = await kept([aSeries()]);
    house.occurrences.kept.clear();
    await house.sessions.planning.keepAhead(new Date("2026-12-09T10:00:00Z"));
    ok(house.occurrences.kept.has("2026-12-08.research-hub"));
  });

  it("do without a series that has no date, of which coordinators are told", async () => {
    const past = aSeries({ recurrence: { every: "dates", dates: ["2026-01-13"], at: "10:00" } });
    const far = aSeries({ id: "far", recurrence: { every: "dates", dates: ["2028-05-13"], at: "10:00" } });
    const { house, stored } = await kept([past, far, aSeries({ id: "other", shortTitle: "Other" })]);
    equal(stored().length, 6);
    const without = await house.sessions.planning.overview.withoutDates();
    deepEqual(
      without.map(({ id }) => id),
      ["research-hub"],
    );
  });
});

async function kept(series: Series[], occurrences: Occurrence[] = []) {
  const house = new SessionHouse([], { series });
  for (const one of occurrences) await house.occurrences.add(one);
  await house.sessions.planning.keepAhead(NOW);
  return { house, stored: () => [...house.occurrences.kept.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

function set({ occurrences }: SessionHouse, id: string, members: Partial<Occurrence>): Promise<void> {
  return occurrences.change(id, (one) => ({ next: { ...one, ...members }, result: undefined }));
}
