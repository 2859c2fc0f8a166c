import assert from "node:assert/strict";
import fc from "fast-check";
import {
  bookingsOf,
  byMeeting,
  byMonth,
  bySeries,
  countsOf,
  daysOf,
  meetingsOf,
  missingOf,
  rowOf,
  yearOf,
} from "../../services/sessions/report/report-rules.js";
import { ENDS } from "../../services/sessions/schema.js";
import { aBooking, aMeeting, bookings } from "./builders.js";

const NOW = new Date("2027-03-31T22:00:00Z");
const counted = (occurrences: Parameters<typeof meetingsOf>[0]) => meetingsOf(occurrences, 2026, NOW).counted;

describe("the yearly table", () => {
  it("gives the partnership's figures of 2021-22", () => {
    const { counts, notAttended, percent } = rowOf(
      "2021-22",
      bookings({ attended: 796, "no-show": 435, cancelled: 119, other: 32 }),
    );
    assert.deepEqual([counts.bookings, counts.attended, notAttended], [1382, 796, 586]);
    assert.deepEqual(percent, { attended: 57.6, notAttended: 42.4, noShow: 31.5, cancelled: 8.6, other: 2.3 });
  });

  it("begins in April, on London's days", () => {
    assert.deepEqual(["2026-03-31", "2026-04-01", "2027-03-31"].map(yearOf), [2025, 2026, 2026]);
    assert.deepEqual(daysOf(2026), { from: "2026-04-01", through: "2027-03-31" });
    const days = ["2026-03-31", "2026-04-01", "2027-03-31", "2027-04-01"];
    const held = counted(days.map((day) => aMeeting(day, bookings({ attended: 1 }))));
    assert.deepEqual(
      held.map(({ session }) => session.date),
      ["2026-04-01", "2027-03-31"],
    );
  });

  it("counts a session by the day on which it was held, wherever its slot was", () => {
    const moved = { ...aMeeting("2026-04-02", bookings({ attended: 3 })), slot: "2026-03-30" };
    assert.equal(counted([moved]).length, 1);
  });

  it("counts no session before everybody's end is known, and names it when it is over", () => {
    const half = [aBooking({ n: 1, end: "attended" }), aBooking({ n: 2 })];
    const over = aMeeting("2026-12-08", half);
    const toCome = aMeeting("2027-03-31", bookings({ cancelled: 1 }));
    const { counted: settled, open } = meetingsOf([over, toCome], 2026, new Date("2027-03-31T11:00:00Z"));
    assert.deepEqual(settled, []);
    assert.deepEqual(
      missingOf(open).map(({ time }) => time.start.toISOString()),
      ["2026-12-08T12:30:00.000Z"],
    );
  });

  it("names meetings by day and theme, months by name, series by title", () => {
    const hub = { ...aMeeting("2026-12-08", bookings({ attended: 2 })), theme: "Ethics" };
    const forum = aMeeting("2026-06-02", bookings({ cancelled: 1 }), { id: "forum", title: "A forum" });
    const meetings = counted([hub, forum]);
    const names = (rows: readonly { name: string }[]) => rows.map(({ name }) => name);
    assert.deepEqual(names(byMeeting(meetings)), ["2 June", "8 December: Ethics"]);
    assert.deepEqual(names(byMonth(meetings)), ["June 2026", "December 2026"]);
    assert.deepEqual(names(bySeries(meetings)), ["A forum", "Research Hub"]);
  });

  const year = fc.array(
    fc.record({
      month: fc.integer({ min: 1, max: 12 }),
      series: fc.constantFrom("hub", "forum", "sets"),
      ends: fc.array(fc.option(fc.constantFrom(...ENDS), { freq: 40, nil: undefined }), { maxLength: 30 }),
    }),
    { maxLength: 20 },
  );

  it("has lines that add up to the total, whatever happened", () => {
    fc.assert(
      fc.property(year, (held) => {
        const meetings = counted(
          held.map(({ month, series, ends }, n) => {
            const date = `${month > 3 ? 2026 : 2027}-${String(month).padStart(2, "0")}-10`;
            const those = ends.map((end, at) => aBooking({ n: at, end }));
            return { ...aMeeting(date, those, { id: series, title: series }), id: `${date}.${series}.${n}` };
          }),
        );
        const total = countsOf(bookingsOf(meetings));
        for (const rows of [bySeries(meetings), byMonth(meetings), byMeeting(meetings)]) {
          for (const member of ["bookings", "attended", "cancelled", "noShow", "other"] as const) {
            assert.equal(
              rows.reduce((sum, { counts }) => sum + counts[member], 0),
              total[member],
            );
          }
        }
      }),
    );
  });

  it("has percentages that add up to 100 within rounding", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ENDS), { minLength: 1, maxLength: 200 }), (ends) => {
        const { percent, counts } = rowOf(
          "x",
          ends.map((end, n) => aBooking({ n, end })),
        );
        assert.ok(Math.abs(percent.attended + percent.notAttended - 100) < 0.11);
        assert.ok(Math.abs(percent.attended + percent.cancelled + percent.noShow + percent.other - 100) < 0.21);
        assert.equal(counts.attended + counts.cancelled + counts.noShow + counts.other, counts.bookings);
      }),
    );
  });
});
