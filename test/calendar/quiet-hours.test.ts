import assert from "node:assert/strict";
import fc from "fast-check";
import { isQuiet, nextAllowed } from "../../services/calendar/rules.js";
import type { QuietHours } from "../../services/calendar/schema.js";
import { addDays, dateOf, timeOf } from "../../services/kernel/dates.js";
import { ImpossibleError } from "../../services/kernel/errors.js";
import { quietHoursOf } from "../../services/partnership/quiet-hours.js";
import { theFiles } from "../support/bot.js";

const MINUTE = 60_000;

describe("quiet hours of the shipped partnership", () => {
  let quiet: QuietHours;
  before(async () => {
    quiet = quietHoursOf((await theFiles()).partnership);
  });
  const next = (instant: string) => inLondon(nextAllowed(new Date(instant), quiet));

  it("leave an instant in the working day as it is, to the millisecond", () => {
    const instant = new Date("2026-11-23T10:00:00.123Z");
    assert.equal(nextAllowed(instant, quiet), instant);
  });

  it("begin and end on the minute", () => {
    assert.equal(isQuiet(new Date("2026-11-23T17:59:59.999Z"), quiet), false);
    assert.equal(isQuiet(new Date("2026-11-23T18:00:00Z"), quiet), true);
    assert.equal(isQuiet(new Date("2026-11-24T07:59:59.999Z"), quiet), true);
    assert.equal(isQuiet(new Date("2026-11-24T08:00:00Z"), quiet), false);
  });

  it("go from Friday evening to Monday morning", () => {
    assert.equal(next("2026-11-20T18:30:00Z"), "2026-11-23 08:00");
  });

  it("end at 08:00 on the clock on both sides of a clock change", () => {
    assert.equal(nextAllowed(new Date("2027-03-26T20:00:00Z"), quiet).toISOString(), "2027-03-30T07:00:00.000Z");
    assert.equal(nextAllowed(new Date("2027-10-29T20:00:00Z"), quiet).toISOString(), "2027-11-01T08:00:00.000Z");
  });

  it("hold from the Thursday before Good Friday to the Tuesday after Easter", () => {
    assert.equal(next("2028-04-13T18:00:00Z"), "2028-04-18 08:00");
  });

  it("hold on the days that stand in for a Christmas on the weekend, where the partnership isn't closed", () => {
    const open = { ...quiet, calendar: { ...quiet.calendar, closed: [] } };
    const instant = new Date("2027-12-24T19:00:00Z");
    assert.equal(inLondon(nextAllowed(instant, open)), "2027-12-29 08:00");
  });

  it("hold through the closed weeks, from the first day to the last", () => {
    assert.equal(next("2026-12-23T18:30:00Z"), "2027-01-04 08:00");
    assert.equal(next("2027-12-24T10:00:00Z"), "2028-01-04 08:00");
  });

  it("know the leap day as a day like others", () => {
    assert.equal(next("2028-02-28T18:00:00Z"), "2028-02-29 08:00");
    assert.equal(next("2028-02-29T18:00:00Z"), "2028-03-01 08:00");
  });
});

describe("quiet hours of any partnership", () => {
  it("may lie within a day", () => {
    const quiet = quietFrom("01:00", "05:00");
    assert.equal(inLondon(nextAllowed(new Date("2026-11-23T03:00:00Z"), quiet)), "2026-11-23 05:00");
    assert.equal(isQuiet(new Date("2026-11-23T00:59:00Z"), quiet), false);
  });

  it("end at midnight after a day that is quiet as a whole, when the night is not", () => {
    const quiet = { ...quietFrom("01:00", "05:00"), weekends: true };
    assert.equal(inLondon(nextAllowed(new Date("2026-11-21T12:00:00Z"), quiet)), "2026-11-23 00:00");
  });

  it("end where the clocks jump out of them", () => {
    const instant = new Date("2027-03-28T00:45:00Z");
    assert.equal(nextAllowed(instant, quietFrom("00:30", "01:30")).toISOString(), "2027-03-28T01:00:00.000Z");
  });

  it("come twice where the clocks show them twice", () => {
    const quiet = quietFrom("01:00", "01:30");
    const first = nextAllowed(new Date("2027-10-31T00:00:00Z"), quiet);
    const second = nextAllowed(new Date("2027-10-31T01:00:00Z"), quiet);
    assert.deepEqual(
      [first, second].map((one) => one.toISOString()),
      ["2027-10-31T00:30:00.000Z", "2027-10-31T01:30:00.000Z"],
    );
  });

  it("that never end are a mistake of ours", () => {
    const closed = [{ from: "2026-01-01", to: "2029-01-01" }];
    const quiet = { ...quietFrom("18:00", "08:00"), calendar: { bankHolidays: [], closed } };
    assert.throws(() => nextAllowed(new Date("2026-11-23T10:00:00Z"), quiet), ImpossibleError);
  });

  it("law: the next allowed instant is not quiet, not earlier, and the first of its kind", () => {
    fc.assert(
      fc.property(instants, quietHours, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20 }), law),
      { numRuns: 400 },
    );
  });

  it("law: no minute around a clock change is passed over", () => {
    const changes = fc.constantFrom("2027-03-28T00:00:00Z", "2027-10-31T00:00:00Z");
    const minutes = fc.integer({ min: -60, max: 180 });
    fc.assert(
      fc.property(changes, minutes, nightTime, nightTime, (change, minute, from, until) => {
        fc.pre(from !== until);
        const instant = new Date(Date.parse(change) + minute * MINUTE);
        const allowed = nextAllowed(instant, quietFrom(from, until));
        for (let at = instant.getTime(); at < allowed.getTime(); at += MINUTE) {
          assert.ok(isQuiet(new Date(at), quietFrom(from, until)), new Date(at).toISOString());
        }
      }),
      { numRuns: 300 },
    );
  });
});

const instants = fc.date({ min: new Date("2026-01-01"), max: new Date("2028-12-31"), noInvalidDate: true });
const two = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, "0"));
const times = fc.tuple(two(23), two(59)).map(([hour, minute]) => `${hour}:${minute}`);
const nightTime = fc.tuple(two(3), fc.constantFrom("00", "20", "30")).map(([hour, minute]) => `${hour}:${minute}`);
const dates = instants.map(dateOf);
const quietHours: fc.Arbitrary<QuietHours> = fc
  .record({
    from: times,
    until: times,
    weekends: fc.boolean(),
    bankHolidays: fc.array(dates, { maxLength: 5 }),
    closed: fc.array(
      fc.tuple(dates, fc.nat(30)).map(([from, days]) => ({ from, to: addDays(from, days) })),
      { maxLength: 3 },
    ),
  })
  .filter(({ from, until }) => from !== until)
  .map(({ bankHolidays, closed, ...hours }) => ({ ...hours, calendar: { bankHolidays, closed } }));

function law(instant: Date, quiet: QuietHours, samples: readonly number[]): void {
  const allowed = nextAllowed(instant, quiet);
  assert.ok(!isQuiet(allowed, quiet));
  const waits = allowed.getTime() - instant.getTime();
  assert.ok(waits >= 0);
  const between = [...samples.map((part) => Math.floor(part * (waits - 1))), waits - 1];
  for (const after of waits > 0 ? between : []) assert.ok(isQuiet(new Date(instant.getTime() + after), quiet));
}

function quietFrom(from: string, until: string): QuietHours {
  return { from, until, weekends: false, calendar: { bankHolidays: [], closed: [] } };
}

function inLondon(instant: Date): string {
  return `${dateOf(instant)} ${timeOf(instant)}`;
}
