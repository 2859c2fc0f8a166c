import assert from "node:assert/strict";
import fc from "fast-check";
import { addWorkingDays, isWorkingDay, nextDaily, nextWorkingDay } from "../../services/calendar/rules.js";
import type { Calendar } from "../../services/calendar/schema.js";
import { addDays, dateOf, timeOf } from "../../services/kernel/dates.js";
import { ImpossibleError } from "../../services/kernel/errors.js";
import { quietHoursOf } from "../../services/partnership/quiet-hours.js";
import { theFiles } from "../support/bot.js";

describe("working days", () => {
  let calendar: Calendar;
  before(async () => {
    ({ calendar } = quietHoursOf((await theFiles()).partnership));
  });

  it("are Mondays to Fridays, but for bank holidays and closed weeks", () => {
    const days = ["2028-02-29", "2028-03-04", "2028-04-14", "2026-12-29"];
    assert.deepEqual(
      days.map((day) => isWorkingDay(day, calendar)),
      [true, false, false, false],
    );
  });

  it("come next after Easter on Tuesday, and a working day is its own next", () => {
    assert.equal(nextWorkingDay("2028-04-14", calendar), "2028-04-18");
    assert.equal(nextWorkingDay("2028-04-18", calendar), "2028-04-18");
  });

  it("are counted over Easter, forwards and backwards", () => {
    assert.equal(addWorkingDays("2028-04-13", 2, calendar), "2028-04-19");
    assert.equal(addWorkingDays("2028-04-19", -2, calendar), "2028-04-13");
    assert.equal(addWorkingDays("2028-04-15", 0, calendar), "2028-04-15");
  });

  it("that never come are a mistake of ours", () => {
    const closed = [{ from: "2026-01-01", to: "2029-01-01" }];
    assert.throws(() => nextWorkingDay("2026-11-23", { bankHolidays: [], closed }), ImpossibleError);
  });

  it("law: so many days on, so many working days have passed, the last of them being it", () => {
    const start = fc.integer({ min: 0, max: 700 }).map((days) => addDays("2026-06-01", days));
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 60 }), (from, count) => {
        const to = addWorkingDays(from, count, calendar);
        let passed = 0;
        for (let day = addDays(from, 1); day <= to; day = addDays(day, 1))
          passed += isWorkingDay(day, calendar) ? 1 : 0;
        assert.equal(passed, count);
        assert.ok(isWorkingDay(to, calendar));
      }),
      { numRuns: 100 },
    );
  });
});

describe("a daily time", () => {
  it("is today's while it is to come, and then tomorrow's", () => {
    assert.equal(nextDaily("03:00", new Date("2027-01-10T02:59:59Z")).toISOString(), "2027-01-10T03:00:00.000Z");
    assert.equal(nextDaily("03:00", new Date("2027-01-10T03:00:00Z")).toISOString(), "2027-01-11T03:00:00.000Z");
  });

  it("keeps its place on the clock over both clock changes", () => {
    for (const start of ["2027-03-26T03:00:00Z", "2027-10-29T02:00:00Z"]) {
      let at = new Date(start);
      for (let days = 1; days <= 4; days += 1) {
        at = nextDaily("03:00", at);
        assert.equal(timeOf(at), "03:00");
        assert.equal(dateOf(at), addDays(start.slice(0, 10), days));
      }
    }
  });
});
