import { deepEqual, equal, match, ok } from "node:assert/strict";
import { seriesValues } from "../../../services/sessions/planning/series-fields-rules.js";
import { aSeries, SessionHouse } from "../../support/session-house.js";
import { aPerson } from "../../support/survey-house.js";

const noor = aPerson(1, { name: "Noor", email: "noor@vale.example" });

describe("A series changed in chat", () => {
  it("counts instead of the file, and what is not announced follows at once", async () => {
    const house = new SessionHouse([]);
    const { editing, overview } = house.sessions.planning;
    const typed = { ...seriesValues(aSeries()), capacity: "25" };
    equal(await editing.save("research-hub", "what", undefined, typed, house.coordinator), undefined);
    equal((await overview.series("research-hub")).capacity, 25);
    const [first] = house.occurrences.kept.values();
    equal(first?.sessions[0]?.capacity, 25);
    deepEqual(
      house.entries.map(({ subject, event, details }) => ({ subject, event, details })),
      [{ subject: "series:research-hub", event: "series.changed", details: { part: "what" } }],
    );
  });

  it("has a rota of people whom the partnership knows, which its planned occurrences follow", async () => {
    const house = new SessionHouse([noor]);
    const { editing } = house.sessions.planning;
    const numbers = { perSession: "1", askWeeksBefore: "8", answerWithinDays: "5" };
    const typed = { ...numbers, facilitators: "NOOR@vale.example, who@vale.example" };
    const form = await editing.save("research-hub", "rota", undefined, typed, house.coordinator);
    match(form?.errors.facilitators ?? "", /“who@vale.example”/);
    await editing.save("research-hub", "rota", undefined, { ...typed, facilitators: noor.email }, house.coordinator);
    const [first] = house.occurrences.kept.values();
    deepEqual(first?.series.rota?.facilitators, ["noor@vale.example"]);
  });

  it("says where it is announced, or that nobody has chosen a channel", async () => {
    const house = new SessionHouse([]);
    const { overview } = house.sessions.planning;
    equal((await overview.one("research-hub")).channel, undefined);
    house.channels.set("research hub", { title: "Hub news" });
    equal((await overview.one("research-hub")).channel, "Hub news");
  });

  it("says by their titles who leads, and which survey follows", async () => {
    const rota = { facilitators: [noor.email], perSession: 1, askWeeksBefore: 8, answerWithinDays: 1 };
    const house = new SessionHouse([], { series: [aSeries({ rota, evaluation: "check-in" })] });
    const { facts } = await house.sessions.planning.overview.one("research-hub");
    const said = new Map(facts.map(({ title, value }) => [title, value]));
    equal(said.get("Who leads"), "1 of 1 person in turn, asked 8 weeks before, with 1 day to answer");
    equal(said.get("Afterwards"), "those who came get “Check-in”");
  });

  it("that has no date yet is shown with the rest, and named", async () => {
    const past = aSeries({ recurrence: { every: "dates", dates: ["2026-01-13"], at: "10:00" } });
    const house = new SessionHouse([], { series: [past] });
    const [line] = await house.sessions.planning.overview.list();
    deepEqual([line?.title, line?.next], ["Research Hub", undefined]);
  });
});

describe("A series added in chat", () => {
  const typed = { ...seriesValues(aSeries()), title: "Talks", shortTitle: "Talks", minutes: "30" };

  it("is not announced before the next working day, however soon it meets", async () => {
    const house = new SessionHouse([], { series: [] });
    house.clock.turnTo("2026-11-27T10:00:00Z");
    equal(await house.sessions.planning.editing.add("month", typed, house.coordinator), "talks");
    const [first] = house.occurrences.kept.keys();
    equal(first, "2026-12-08.talks");
    await house.passUntil("2026-11-30T08:00:00Z");
    equal(house.occurrences.kept.get("2026-12-08.talks")?.status, "planned");
    await house.passUntil("2026-11-30T12:00:00Z");
    equal(house.occurrences.kept.get("2026-12-08.talks")?.status, "announced");
  });

  it("is announced on the day of its first session at the latest", async () => {
    const house = new SessionHouse([], { series: [] });
    house.clock.turnTo("2026-11-27T10:00:00Z");
    const dates = { ...typed, dates: "2026-11-28", at: "15:00" };
    await house.sessions.planning.editing.add("dates", dates, house.coordinator);
    await house.passUntil("2026-11-28T12:00:00Z");
    equal(house.occurrences.kept.get("2026-11-28.talks")?.status, "announced");
  });

  it("suggests the survey that others have", async () => {
    const house = new SessionHouse([], { series: [aSeries({ evaluation: "check-in" })] });
    const { values } = await house.sessions.planning.editing.newForm("month");
    equal(values.evaluation, "check-in");
    ok(values.from);
  });
});
