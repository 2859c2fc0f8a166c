import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import type { Calendar } from "../../../services/calendar/schema.js";
import { isSameTurn, type Rhythmic, type Slot, slotsOf } from "../../../services/sessions/planning/recurrence-rules.js";
import { type Recurrence, WEEKDAYS } from "../../../services/sessions/schema.js";
import { startOf } from "../../../services/sessions/times-rules.js";
import { instantByHand, slotsByHand } from "../../support/session-dates.js";
import { aSeries } from "../../support/session-house.js";

const CALENDAR: Calendar = {
  bankHolidays: ["2026-12-25", "2026-12-28", "2027-03-26", "2027-03-29", "2027-05-03", "2028-05-01", "2028-05-29"],
  closed: [{ from: "2026-12-24", to: "2027-01-01" }],
};
const [FROM, TO] = ["2026-01-01", "2036-12-31"];

const tuesday = { nth: 2, weekday: "tuesday", at: "12:30" } as const;
const thursday = { nth: 2, weekday: "thursday", at: "16:00" } as const;
const RHYTHMS: Readonly<Record<string, Recurrence>> = {
  "on the nth weekday of each month": { every: "month", days: [tuesday] },
  "on the last Friday of each month": { every: "month", days: [{ nth: "last", weekday: "friday", at: "09:00" }] },
  "twice a month on one theme": { every: "month", days: [tuesday, thursday] },
  "every quarter": { every: "quarter", firstMonth: 2, days: [{ nth: 1, weekday: "monday", at: "10:00" }] },
  "once a year": { every: "year", month: 5, days: [{ nth: "last", weekday: "monday", at: "10:00" }] },
  "every six weeks from a date": { every: "weeks", weeks: 6, from: "2026-09-16", at: "12:00" },
  "on given dates": { every: "dates", dates: ["2027-03-26", "2026-12-24", "2028-02-29", "2026-12-08"], at: "01:30" },
};

describe("The dates of a series", () => {
  for (const [rhythm, recurrence] of Object.entries(RHYTHMS)) {
    for (const onBankHoliday of ["skip", "next-working-day"] as const) {
      it(`${rhythm} (bank holidays: ${onBankHoliday}) are those that counting day by day gives, for ten years`, () => {
        const series = aSeries({ recurrence, onBankHoliday, skipMonths: [8] });
        const slots = slotsOf(series, FROM, TO, CALENDAR);
        deepEqual(slots, slotsByHand(series, FROM, TO, CALENDAR));
        ok(slots.length >= 2, "there are some to compare");
      });
    }
  }

  it("are those that counting gives for any rhythm, any skips and any window", () => {
    fc.assert(
      fc.property(anyRhythm, aDay(2026, 2034), fc.integer({ min: 0, max: 900 }), (series, from, days) => {
        const to = plus(from, days);
        deepEqual(slotsOf(series, from, to, CALENDAR), slotsByHand(series, from, to, CALENDAR));
      }),
      { numRuns: 150 },
    );
  });

  it("are at the same time of London's clocks on both sides of their changes", () => {
    const sessions = slotsOf(aSeries(), FROM, TO, CALENDAR).flatMap((slot) => slot.sessions);
    for (const session of sessions) {
      equal(startOf(session).toISOString(), instantByHand(session.date, session.at), session.date);
    }
    const around = sessions.filter(({ date }) => ["2027-03-09", "2027-04-13", "2027-11-09"].includes(date));
    deepEqual(
      around.map((session) => startOf(session).toISOString().slice(11, 16)),
      ["12:30", "11:30", "12:30"],
    );
  });
});

describe("A slot", () => {
  it("keeps its other session when one falls on a bank holiday, and is none when both do", () => {
    const bankHolidays = ["2026-12-08", "2027-01-12", "2027-01-14"];
    const slots = slotsOf(aSeries(), "2026-12-01", "2027-02-28", { bankHolidays, closed: [] });
    deepEqual(slots, [
      { slot: "2026-12-08", sessions: [{ date: "2026-12-10", at: "16:00" }] },
      {
        slot: "2027-02-09",
        sessions: [
          { date: "2027-02-09", at: "12:30" },
          { date: "2027-02-11", at: "16:00" },
        ],
      },
    ]);
  });

  it("moves to the next working day, over a closed week too, and keeps its name", () => {
    const series = aSeries({
      recurrence: { every: "dates", dates: ["2026-12-23"], at: "10:00" },
      onBankHoliday: "next-working-day",
    });
    const slots = slotsOf(series, FROM, TO, { ...CALENDAR, bankHolidays: ["2026-12-23"] });
    deepEqual(slots, [{ slot: "2026-12-23", sessions: [{ date: "2027-01-04", at: "10:00" }] }] satisfies Slot[]);
  });

  it("is the same turn as another of its month, or of the weeks around it", () => {
    const monthly = aSeries().recurrence;
    const weekly: Recurrence = { every: "weeks", weeks: 6, from: "2026-09-16", at: "12:00" };
    equal(isSameTurn(monthly, "2026-12-08", "2026-12-31"), true);
    equal(isSameTurn(monthly, "2026-12-08", "2027-01-01"), false);
    equal(isSameTurn(weekly, "2026-12-09", "2026-12-29"), true);
    equal(isSameTurn(weekly, "2026-12-09", "2026-12-30"), false);
  });
});

function plus(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

function aDay(firstYear: number, lastYear: number) {
  const last = (lastYear - firstYear + 1) * 365;
  return fc.integer({ min: 0, max: last }).map((days) => plus(`${firstYear}-01-01`, days));
}

const time = fc.constantFrom("00:30", "01:30", "09:00", "12:30", "23:59");
const days = fc.uniqueArray(
  fc.record({
    nth: fc.constantFrom(...([1, 2, 3, 4, "last"] as const)),
    weekday: fc.constantFrom(...WEEKDAYS),
    at: time,
  }),
  { minLength: 1, maxLength: 4, selector: ({ nth, weekday }) => `${nth} ${weekday}` },
);
const recurrence: fc.Arbitrary<Recurrence> = fc.oneof(
  fc.record({ every: fc.constant("month" as const), days }),
  fc.record({ every: fc.constant("quarter" as const), firstMonth: fc.integer({ min: 1, max: 3 }), days }),
  fc.record({ every: fc.constant("year" as const), month: fc.integer({ min: 1, max: 12 }), days }),
  fc.record({
    every: fc.constant("weeks" as const),
    weeks: fc.integer({ min: 1, max: 52 }),
    from: aDay(2025, 2028),
    at: time,
  }),
  fc.record({
    every: fc.constant("dates" as const),
    dates: fc.uniqueArray(aDay(2026, 2030), { minLength: 1, maxLength: 20 }),
    at: time,
  }),
);
const anyRhythm: fc.Arbitrary<Rhythmic> = fc.record({
  recurrence,
  skipMonths: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }),
  skipWeeks: fc.array(
    fc
      .tuple(aDay(2026, 2030), fc.integer({ min: 0, max: 20 }))
      .map(([from, length]) => ({ from, to: plus(from, length) })),
    { maxLength: 3 },
  ),
  onBankHoliday: fc.constantFrom("skip", "next-working-day"),
});
