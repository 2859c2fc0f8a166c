import { deepEqual, equal, match, ok } from "node:assert/strict";
import {
  type Every,
  NO_SURVEY,
  PARTS,
  type Part,
  seriesValues,
} from "../../../services/sessions/planning/series-fields-rules.js";
import { readSeriesForm, type SeriesOffer } from "../../../services/sessions/planning/series-form-rules.js";
import type { Recurrence, Series } from "../../../services/sessions/schema.js";
import { aSeries } from "../../support/session-house.js";

const rhythms: Recurrence[] = [
  aSeries().recurrence,
  { every: "quarter", firstMonth: 2, days: [{ nth: "last", weekday: "friday", at: "09:00" }] },
  { every: "year", month: 5, days: [{ nth: 3, weekday: "thursday", at: "10:00" }] },
  { every: "weeks", weeks: 6, from: "2026-09-16", at: "12:00" },
  { every: "dates", dates: ["2027-01-13", "2027-03-03"], at: "17:00" },
];
/** With something in every part. */
const full = aSeries({
  ...{ skipMonths: [8], place: "Room 3", evaluation: "check-in", confidential: true },
  skipWeeks: [
    { from: "2026-12-21", to: "2027-01-04" },
    { from: "2027-02-15", to: "2027-02-15" },
  ],
  audience: { cohorts: ["year-2"], partners: ["vale"], roles: ["wfd-lead"], sides: ["adults"] },
  rota: {
    facilitators: ["Ada@vale.example", "noor@vale.example"],
    perSession: 2,
    askWeeksBefore: 6,
    answerWithinDays: 3,
  },
  reminders: [{ kind: "ways-out", daysBefore: 14 }],
});

describe("The forms of a series", () => {
  for (const recurrence of rhythms) {
    it(`saved as they are shown leave the series as it was: ${recurrence.every}`, () => {
      const series = { ...full, recurrence };
      for (const part of PARTS) {
        deepEqual(reading(series, part, {}, recurrence.every), { ok: true, series }, part);
      }
    });
  }

  it("change their own part and nothing else, whatever else is sent", () => {
    const typed = { capacity: "25", minutes: "45", cohorts: "", facilitators: "", evaluation: NO_SURVEY };
    deepEqual(reading(full, "what", typed), { ok: true, series: { ...full, capacity: 25 } });
    deepEqual(reading(full, "when", typed), { ok: true, series: { ...full, minutes: 45 } });
    const { evaluation: _, ...unasked } = full;
    deepEqual(reading(full, "telling", typed), { ok: true, series: unasked });
  });

  it("ask a new series for what there must be, and make its id of its short name", () => {
    const typed = { ...seriesValues(aSeries()), title: "Café talks", shortTitle: "Café & talks" };
    const read = readSeriesForm(typed, offer({ before: undefined, part: undefined, others: [aSeries()] }));
    ok(read.ok);
    const { id, title, addedOn, rota } = read.series;
    deepEqual([id, title, addedOn, rota], ["cafe-talks", "Café talks", "2026-11-23", undefined]);
  });

  const wrong: [what: string, part: Part, typed: Record<string, string>, fields: string[]][] = [
    ["no title, and a link that is none", "what", { title: "", joinLink: "meet.example" }, ["title", "joinLink"]],
    ["nowhere to go", "what", { joinLink: "" }, ["place"]],
    ["no places", "what", { capacity: "0" }, ["capacity"]],
    ["a title that another has", "what", { title: "reading GROUP" }, ["title"]],
    ["an hour that is no number", "when", { minutes: "an hour" }, ["minutes"]],
    ["a day without its weekday", "when", { weekday2: "" }, ["weekday2"]],
    ["the same session twice", "when", { weekday2: "tuesday", at2: "12:30" }, ["nth2"]],
    ["no date left", "when", { skipMonths: "1,2,3,4,5,6,7,8,9,10,11,12" }, ["skipMonths"]],
    ["weeks in words", "when", { skipWeeks: "2026-12-21 to 2027-01-04, 15 Feb" }, ["skipWeeks"]],
    ["weeks that end before they begin", "when", { skipWeeks: "2027-01-04 to 2026-12-21" }, ["skipWeeks"]],
    ["a day that the calendar has not", "when", { skipWeeks: "2027-02-30" }, ["skipWeeks"]],
    ["everything skipped", "when", { skipWeeks: "2026-01-01 to 2036-01-01" }, ["nth1"]],
    [
      "whom nobody offered",
      "audience",
      { cohorts: "year-9", partners: "x", roles: "boss" },
      ["roles", "cohorts", "partners"],
    ],
    ["no number of leads", "rota", { facilitators: "noor@vale.example", perSession: "9" }, ["perSession"]],
    ["a survey that is not on offer", "telling", { evaluation: "gone" }, ["evaluation"]],
    ["days for a reminder that are none", "telling", { reminders: "days", reminderDays: "" }, ["reminderDays"]],
  ];
  for (const [what, part, typed, fields] of wrong) {
    it(`come back with all that was typed: ${what}`, () => {
      const read = reading(aSeries(), part, typed);
      ok(!read.ok);
      deepEqual(Object.keys(read.errors), fields);
      for (const [field, value] of Object.entries(typed)) equal(read.values[field], value);
    });
  }

  it("say which weeks can't be read", () => {
    const read = reading(aSeries(), "when", { skipWeeks: "2026-12-21 to 2027-01-04; half term" });
    match(whatIsWrong(read).skipWeeks ?? "", /^“half term” is not like 2026-12-21 to 2027-01-04/);
  });

  it("take dates however they are parted, and refuse what is none", () => {
    const before = aSeries({ recurrence: { every: "dates", dates: ["2027-01-13"], at: "17:00" } });
    const typed = (dates: string) => reading(before, "when", { dates }, "dates");
    const read = typed("2027-03-03; 2027-01-13");
    deepEqual(read.ok && read.series.recurrence, { every: "dates", dates: ["2027-01-13", "2027-03-03"], at: "17:00" });
    deepEqual(Object.keys(whatIsWrong(typed("2027-03-03, 3 May"))), ["dates"]);
    deepEqual(Object.keys(whatIsWrong(typed("2020-03-03"))), ["dates"]);
  });

  it("change who may come also while the series has no date", () => {
    const past = aSeries({ recurrence: { every: "dates", dates: ["2020-01-13"], at: "17:00" } });
    const read = reading(past, "audience", { sides: "adults" }, "dates");
    deepEqual(read.ok && read.series.audience.sides, ["adults"]);
  });

  it("whatever is sent, never fail otherwise than by sentences", () => {
    for (const typed of [undefined, null, 7, "x", [], {}, { title: {} }, { nth1: ["2"] }]) {
      for (const { every } of rhythms) {
        ok(!readSeriesForm(typed, offer({ before: undefined, part: undefined, every })).ok);
        for (const part of PARTS) readSeriesForm(typed, offer({ part, every }));
      }
    }
  });
});

describe("The rota of a series", () => {
  const lists = ["ADA@vale.example\nnoor@vale.example", "ada@vale.example; <noor@vale.example>,ada@vale.example"];
  for (const facilitators of lists) {
    it(`is in the order of the emails, however they are parted: ${JSON.stringify(facilitators)}`, () => {
      const read = reading(full, "rota", { facilitators });
      deepEqual(read.ok && read.series.rota?.facilitators, ["Ada@vale.example", "noor@vale.example"]);
    });
  }

  it("names everybody whom nobody knows, and takes none of them", () => {
    const read = reading(full, "rota", { facilitators: "who@vale.example noor@vale.example Bea" });
    match(whatIsWrong(read).facilitators ?? "", /nobody with these emails: “who@vale.example”, “Bea”\. Correct/);
    equal(!read.ok && read.values.facilitators, "who@vale.example\nnoor@vale.example\nBea");
  });

  it("is none without emails, whatever stands beside them", () => {
    const { rota: _, ...without } = full;
    deepEqual(reading(full, "rota", { facilitators: " ", perSession: "" }), { ok: true, series: without });
  });
});

const other: Series = aSeries({ id: "reading-group", title: "Reading group", shortTitle: "Reading group" });

/** The form of a part with some of its fields typed anew. */
function reading(before: Series, part: Part, typed: Record<string, string>, every: Every = "month") {
  return readSeriesForm({ ...seriesValues(before), ...typed }, offer({ before, part, every }));
}

function offer(members: Partial<SeriesOffer>): SeriesOffer {
  return {
    ...{ before: aSeries(), part: "what", every: "month", others: [other] },
    ...{ cohorts: ["year-2"], partners: ["vale"], surveys: ["check-in"] },
    emails: new Map(["Ada@vale.example", "noor@vale.example"].map((email) => [email.toLowerCase(), email])),
    ...{ calendar: { bankHolidays: [], closed: [] }, today: "2026-11-23" },
    ...members,
  };
}

function whatIsWrong(read: ReturnType<typeof readSeriesForm>): Readonly<Record<string, string>> {
  return read.ok ? {} : read.errors;
}
