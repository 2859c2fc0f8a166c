import assert from "node:assert/strict";
import fc from "fast-check";
import { dateOf, dayInWords, instantAt, momentInWords, timeOf, weekdayOf } from "../../services/kernel/dates.js";

describe("London's clocks", () => {
  it("are an hour ahead of UTC in summer, and not in winter", () => {
    assert.equal(instantAt("2027-07-01", "09:00").toISOString(), "2027-07-01T08:00:00.000Z");
    assert.equal(instantAt("2027-12-01", "09:00").toISOString(), "2027-12-01T09:00:00.000Z");
    assert.equal(timeOf(new Date("2027-07-01T23:30:00Z")), "00:30");
    assert.equal(dateOf(new Date("2027-07-01T23:30:00Z")), "2027-07-02");
  });

  it("leave an hour out in March: a time in it is the one an hour later", () => {
    const [before, within, after] = ["00:59", "01:30", "02:00"].map((time) => instantAt("2027-03-28", time));
    assert.equal(before?.toISOString(), "2027-03-28T00:59:00.000Z");
    assert.equal(within?.toISOString(), "2027-03-28T01:30:00.000Z");
    assert.equal(within && timeOf(within), "02:30");
    assert.equal(after?.toISOString(), "2027-03-28T01:00:00.000Z");
  });

  it("show an hour twice in October: a time in it is the first", () => {
    assert.equal(instantAt("2027-10-31", "01:30").toISOString(), "2027-10-31T00:30:00.000Z");
    assert.equal(instantAt("2027-10-31", "02:00").toISOString(), "2027-10-31T02:00:00.000Z");
  });

  it("law: every minute is found again by what they show, but for the hour that is there twice", () => {
    const minutes = fc.integer({ min: Date.UTC(2026, 0) / 60_000, max: Date.UTC(2029, 0) / 60_000 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const instant = new Date(minute * 60_000);
        const later = instant.getTime() - instantAt(dateOf(instant), timeOf(instant)).getTime();
        assert.ok(later === 0 || (later === 3_600_000 && /^20..-10-(2[5-9]|3[01]) 01:/.test(shown(instant))));
      }),
    );
  });

  it("are told in words by the day and the time that they show", () => {
    assert.equal(dayInWords("2026-11-26"), "Thursday 26 November");
    assert.equal(momentInWords(new Date("2026-11-30T08:00:00Z")), "Monday 30 November 08:00");
    assert.equal(momentInWords(new Date("2027-07-01T23:30:00Z")), "Friday 2 July 00:30");
  });

  it("have weeks that begin on Monday", () => {
    const week = ["2028-02-28", "2028-02-29", "2028-03-05", "2028-03-06"];
    assert.deepEqual(week.map(weekdayOf), [1, 2, 7, 1]);
  });
});

function shown(instant: Date): string {
  return `${dateOf(instant)} ${timeOf(instant)}`;
}
