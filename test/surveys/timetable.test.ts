import assert from "node:assert/strict";
import fc from "fast-check";
import { isWorkingDay } from "../../services/calendar/rules.js";
import { addDays, dateOf, timeOf } from "../../services/kernel/dates.js";
import { quietHoursOf } from "../../services/partnership/quiet-hours.js";
import { REMINDERS } from "../../services/surveys/plan.js";
import { closedOn, closesAt, opensAt, type Rhythm, remindersOf } from "../../services/surveys/timetable.js";

const rhythm: Rhythm = {
  scheduledAt: "09:00",
  quietHours: {
    from: "18:00",
    until: "08:00",
    weekends: true,
    bankHolidays: ["2026-12-25", "2026-12-28", "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03"],
  },
  closedWeeks: [{ from: "2026-12-21", to: "2027-01-03", name: "Christmas" }],
};

/** Any wave that can be planned over a year with both changes of the clocks. */
const waves = fc
  .record({
    day: fc.integer({ min: 0, max: 365 }),
    lasts: fc.integer({ min: 0, max: 92 }),
    often: fc.constantFrom(...Object.values(REMINDERS)),
  })
  .map(({ day, lasts, often }) => {
    const opensOn = addDays("2026-09-01", day);
    return { opensOn, closesOn: addDays(opensOn, lasts), reminders: [...often] };
  });

describe("the timetable of any wave", () => {
  it("reminds on working days, at the usual time by London's clocks, on the day or after it, and in order", () => {
    fc.assert(
      fc.property(waves, (wave) => {
        const reminders = remindersOf(wave, rhythm);
        for (const [index, { nth, on, at }] of reminders.entries()) {
          assert.equal(nth, index + 1);
          assert.ok(isWorkingDay(on, quietHoursOf(rhythm).calendar));
          assert.deepEqual([dateOf(at), timeOf(at)], [on, "09:00"]);
          assert.ok(on >= addDays(wave.opensOn, wave.reminders[index] ?? 0));
        }
        const instants = reminders.map(({ at }) => at.getTime());
        assert.deepEqual(
          instants,
          [...instants].sort((one, other) => one - other),
        );
      }),
    );
  });

  it("opens before it closes, and has reminders in time only before that", () => {
    fc.assert(
      fc.property(waves, (wave) => {
        assert.deepEqual([dateOf(opensAt(wave, rhythm)), timeOf(opensAt(wave, rhythm))], [wave.opensOn, "09:00"]);
        assert.deepEqual([timeOf(closesAt(wave)), dateOf(closesAt(wave))], ["00:00", addDays(wave.closesOn, 1)]);
        for (const { at, inTime } of remindersOf(wave, rhythm)) assert.equal(inTime, at < closesAt(wave));
      }),
    );
  });

  it("counts a wave as closed on the day of the close, and on its last day when that was over", () => {
    const wave = { opensOn: "2027-03-20", closesOn: "2027-03-28", reminders: [] };
    assert.equal(closedOn(wave, new Date("2027-03-25T12:00:00Z")), "2027-03-25");
    assert.equal(closedOn(wave, closesAt(wave)), "2027-03-28");
    assert.equal(closedOn(wave, new Date("2027-06-01T12:00:00Z")), "2027-03-28");
  });
});
