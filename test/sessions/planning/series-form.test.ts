import { deepEqual, equal, ok } from "node:assert/strict";
import { seriesValues } from "../../../services/sessions/planning/series-fields-rules.js";
import { readSeriesForm, type SeriesOffer } from "../../../services/sessions/planning/series-form-rules.js";
import type { Recurrence, Series } from "../../../services/sessions/schema.js";
import { aSeries, SessionHouse } from "../../support/session-house.js";

const rhythms: Recurrence[] = [
  aSeries().recurrence,
  { every: "quarter", firstMonth: 2, days: [{ nth: "last", weekday: "friday", at: "09:00" }] },
  { every: "year", month: 5, days: [{ nth: 3, weekday: "thursday", at: "10:00" }] },
  { every: "weeks", weeks: 6, from: "2026-09-16", at: "12:00" },
  { every: "dates", dates: ["2027-01-13", "2027-03-03"], at: "17:00" },
];

describe("The form of a series", () => {
  for (const recurrence of rhythms) {
    it(`saved as it is shown leaves the series as it was: ${recurrence.every}`, () => {
      const series = aSeries({
        recurrence,
        skipMonths: [8],
        place: "Room 3",
        evaluation: "check-in",
        confidential: true,
      });
      const read = readSeriesForm(seriesValues(series), offer({ before: series, every: recurrence.every }));
      deepEqual(read, { ok: true, series });
    });
  }

  it("keeps what it doesn't ask for: the rota, weeks that are left out, sides and partners, reminders of one's own", () => {
    const series = aSeries({
      rota: { facilitators: ["ada@vale.example"], perSession: 2, askWeeksBefore: 6, answerWithinDays: 3 },
      skipWeeks: [{ from: "2027-02-15", to: "2027-02-19" }],
      audience: { cohorts: ["year-2"], partners: ["vale"], roles: [], sides: ["adults"] },
      reminders: [{ kind: "ways-out", daysBefore: 14 }],
    });
    const read = readSeriesForm({ ...seriesValues(series), minutes: "45" }, offer({ before: series }));
    deepEqual(read, { ok: true, series: { ...series, minutes: 45 } });
  });

  it("makes a new one, with an id of its short name", () => {
    const typed = { ...seriesValues(aSeries()), title: "Café talks", shortTitle: "Café & talks" };
    const read = readSeriesForm(typed, offer({ before: undefined, others: [aSeries()] }));
    ok(read.ok);
    deepEqual([read.series.id, read.series.title], ["cafe-talks", "Café talks"]);
  });

  const wrong: [what: string, typed: Record<string, string>, fields: string[]][] = [
    ["no title, and a link that is none", { title: "", joinLink: "meet.example" }, ["title", "joinLink"]],
    ["nowhere to go", { joinLink: "" }, ["place"]],
    ["numbers that are none", { minutes: "an hour", capacity: "0" }, ["minutes", "capacity"]],
    ["a day without its weekday", { weekday2: "" }, ["weekday2"]],
    ["the same session twice", { weekday2: "tuesday", at2: "12:30" }, ["nth2"]],
    ["no date left", { skipMonths: "1,2,3,4,5,6,7,8,9,10,11,12" }, ["skipMonths"]],
    ["a cohort that is not on offer", { cohorts: "year-9" }, ["cohorts"]],
    ["days for a reminder that are none", { reminders: "days", reminderDays: "" }, ["reminderDays"]],
    ["a title that another has", { title: "reading GROUP" }, ["title"]],
  ];
  for (const [what, typed, fields] of wrong) {
    it(`comes back with all that was typed: ${what}`, () => {
      const all = { ...seriesValues(aSeries()), ...typed };
      const read = readSeriesForm(all, offer({ before: aSeries(), others: [other] }));
      ok(!read.ok);
      deepEqual(Object.keys(read.errors), fields);
      for (const [field, value] of Object.entries(typed)) equal(read.values[field], value);
    });
  }

  it("takes dates however they are parted, and refuses what is none", () => {
    const before = aSeries({ recurrence: { every: "dates", dates: ["2027-01-13"], at: "17:00" } });
    const typed = (dates: string) =>
      readSeriesForm({ ...seriesValues(before), dates }, offer({ before, every: "dates" }));
    const read = typed("2027-03-03; 2027-01-13");
    deepEqual(read.ok && read.series.recurrence, { every: "dates", dates: ["2027-01-13", "2027-03-03"], at: "17:00" });
    deepEqual(Object.keys(whatIsWrong(typed("2027-03-03, 3 May"))), ["dates"]);
    deepEqual(Object.keys(whatIsWrong(typed("2020-03-03"))), ["dates"]);
  });

  it("whatever is sent, never fails otherwise than by sentences", () => {
    for (const typed of [undefined, null, 7, "x", [], {}, { title: {} }, { nth1: ["2"] }]) {
      for (const { every } of rhythms) ok(!readSeriesForm(typed, offer({ before: undefined, every })).ok);
    }
  });
});

describe("A series changed in chat", () => {
  it("counts instead of the file, and what is not announced follows at once", async () => {
    const house = new SessionHouse([]);
    const { editing, overview } = house.sessions.planning;
    const typed = { ...seriesValues(aSeries()), capacity: "25" };
    equal(await editing.save("research-hub", "month", typed, house.coordinator), "research-hub");
    equal((await overview.series("research-hub")).capacity, 25);
    const [first] = house.occurrences.kept.values();
    equal(first?.sessions[0]?.capacity, 25);
    deepEqual(
      house.entries.map(({ subject, event }) => `${subject} ${event}`),
      ["series:research-hub series.changed"],
    );
  });

  it("that has no date yet is shown with the rest, and named", async () => {
    const past = aSeries({ recurrence: { every: "dates", dates: ["2026-01-13"], at: "10:00" } });
    const house = new SessionHouse([], { series: [past] });
    const [line] = await house.sessions.planning.overview.list();
    deepEqual([line?.title, line?.next], ["Research Hub", undefined]);
  });
});

const other: Series = aSeries({ id: "reading-group", title: "Reading group", shortTitle: "Reading group" });

function offer(members: Partial<SeriesOffer>): SeriesOffer {
  return {
    ...{ before: aSeries(), every: "month", others: [], cohorts: ["year-2"], evaluation: "check-in" },
    ...{ calendar: { bankHolidays: [], closed: [] }, today: "2026-11-23" },
    ...members,
  };
}

function whatIsWrong(read: ReturnType<typeof readSeriesForm>): Readonly<Record<string, string>> {
  return read.ok ? {} : read.errors;
}
