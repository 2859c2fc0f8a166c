import assert from "node:assert/strict";
import { type Rhythm, remindersOf, timersOf } from "../../services/board/items/timetable-rules.js";

const rhythm: Rhythm = { daysBefore: [3, 1], at: "09:00", calendar: { bankHolidays: ["2026-12-25"], closed: [] } };

describe("reminders of an item", () => {
  it("come three days and one day before the deadline, the first useful until the second", () => {
    assert.deepEqual(days("2026-12-04T17:00:00.000Z"), ["3 2026-12-01T09:00", "1 2026-12-03T09:00"]);
    const [first, second] = remindersOf(new Date("2026-12-04T17:00:00.000Z"), rhythm);
    assert.deepEqual(first?.usefulUntil, second?.at);
    assert.equal(second?.usefulUntil.toISOString(), "2026-12-04T17:00:00.000Z");
  });

  it("come on the working day before, where the day is none; two on one day are one", () => {
    // A Monday: three days before is Friday, one day before is Sunday.
    assert.deepEqual(days("2026-12-07T17:00:00.000Z"), ["1 2026-12-04T09:00"]);
    assert.deepEqual(days("2026-12-28T17:00:00.000Z"), ["1 2026-12-24T09:00"]);
  });

  it("come by London's clocks, before and after they change", () => {
    assert.deepEqual(days("2026-10-27T17:00:00.000Z"), ["3 2026-10-23T08:00", "1 2026-10-26T09:00"]);
  });

  it("are only those still to come when an item is opened late; the close is always there", () => {
    const item = { id: "i", deadline: "2026-12-04T17:00:00.000Z" };
    const kinds = timersOf(item, rhythm, new Date("2026-12-01T09:00:00.000Z")).map(({ subject }) => subject);
    assert.deepEqual(kinds, ["i|1", "i"]);
  });
});

function days(deadline: string): string[] {
  return remindersOf(new Date(deadline), rhythm).map(
    ({ days: before, at }) => `${before} ${at.toISOString().slice(0, 16)}`,
  );
}
