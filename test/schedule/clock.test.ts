import assert from "node:assert/strict";
import { Temporal } from "@js-temporal/polyfill";
import fc from "fast-check";
import { nextDaily, nextWorkingDay } from "../../services/calendar/rules.js";
import type { Calendar } from "../../services/calendar/schema.js";
import { addDays, dateOf, instantAt, type LocalDate } from "../../services/kernel/dates.js";
import { quietHoursOf } from "../../services/partnership/quiet-hours.js";
import { theFiles } from "../support/bot.js";
import { TestClock } from "../support/clock.js";
import { TimersInMemory, WatchedSchedule } from "../support/timers.js";

const FIRST = Temporal.PlainDate.from("2027-09-01");
const LAST = Temporal.PlainDate.from("2028-12-31");
const HOUR = 3_600_000;

/** The process is down from the first instant on, and up again at the second. */
type Outage = readonly [string, string];

const CHOSEN: readonly Outage[] = [
  ["2027-10-31T02:30:00.000Z", "2027-10-31T03:30:00.000Z"],
  ["2027-12-10T00:00:00.000Z", "2028-01-10T00:00:00.000Z"],
  ["2028-02-29T00:00:00.000Z", "2028-03-01T00:00:00.000Z"],
  ["2028-03-26T01:30:00.000Z", "2028-03-26T02:30:00.000Z"],
  ["2028-04-13T11:30:00.000Z", "2028-04-13T12:30:00.000Z"],
  ["2028-04-27T11:30:00.000Z", "2028-04-27T13:30:00.000Z"],
];

describe("the clock, from September 2027 to December 2028", () => {
  let calendar: Calendar;
  let expected: Readonly<Record<string, readonly string[]>>;
  before(async () => {
    ({ calendar } = quietHoursOf((await theFiles()).partnership));
    expected = moments(calendar);
  });

  it("has the occurrences that a year of the partnership has", () => {
    const counts = Object.fromEntries(Object.entries(expected).map(([kind, all]) => [kind, all.length]));
    assert.deepEqual(counts, {
      daily: 488,
      weekly: 70,
      "working-days": 334,
      "six-weekly": 12,
      monthly: 16,
      session: 69,
    });
    assert.ok(expected.daily?.includes("2028-02-29T03:00:00.000Z"));
    assert.ok(expected.monthly?.includes("2028-02-29T12:00:00.000Z"));
    for (const holiday of ["2027-12-28", "2028-04-14", "2028-04-17"]) {
      assert.ok(!expected["working-days"]?.some((moment) => moment.startsWith(holiday)));
    }
  });

  it("does everything once at its right local time while the process runs", async () => {
    assert.deepEqual(await simulated(calendar, []), { runs: expected, late: [] });
  });

  it("catches up once after an hour, a day and a month, or records what makes no sense any more", async () => {
    const result = await simulated(calendar, CHOSEN);
    assert.deepEqual(result, afterOutages(expected, CHOSEN));
    assert.ok(result.runs.session?.includes("2028-04-13T12:30:00.000Z"));
    assert.ok(result.late.includes("2028-04-27T12:00:00.000Z"));
  });

  it("law: so it does whenever the process is down, for whatever time", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(outage, { maxLength: 6, selector: ([from]) => from.slice(0, 7) }),
        async (all) => {
          const outages = all.sort().filter(([from], index) => index === 0 || from > (all[index - 1]?.[1] ?? ""));
          assert.deepEqual(await simulated(calendar, outages), afterOutages(expected, outages));
        },
      ),
      { numRuns: 12 },
    );
  });
});

const outage: fc.Arbitrary<Outage> = fc
  .tuple(
    fc.date({ min: new Date("2027-09-02"), max: new Date("2028-11-20"), noInvalidDate: true }),
    fc.constantFrom(HOUR, 24 * HOUR, 31 * 24 * HOUR),
  )
  .map(([from, ms]) => [from.toISOString(), new Date(from.getTime() + ms).toISOString()]);

interface Result {
  /** When each kind ran. */
  readonly runs: Readonly<Record<string, readonly string[]>>;
  /** When what was too late was due. */
  readonly late: readonly string[];
}

/** What is to happen, by Temporal's own time zones and arithmetic. */
function moments(calendar: Calendar): Result["runs"] {
  const days: Temporal.PlainDate[] = [];
  for (let day = FIRST; Temporal.PlainDate.compare(day, LAST) <= 0; day = day.add({ days: 1 })) days.push(day);
  const isOpen = (day: Temporal.PlainDate) =>
    day.dayOfWeek < 6 &&
    !calendar.bankHolidays.includes(String(day)) &&
    !calendar.closed.some(({ from, to }) => from <= String(day) && String(day) <= to);
  const at = (plainTime: string, isOn: (day: Temporal.PlainDate, index: number) => boolean) =>
    days.filter(isOn).map((day) => {
      const { epochMilliseconds } = day.toZonedDateTime({ timeZone: "Europe/London", plainTime });
      return new Date(epochMilliseconds).toISOString();
    });
  return {
    daily: at("03:00", () => true),
    weekly: at("16:00", ({ dayOfWeek }) => dayOfWeek === 3),
    "working-days": at("09:00", isOpen),
    "six-weekly": at("10:00", (_, index) => index % 42 === 6),
    monthly: at("12:00", ({ day }) => day === 29),
    session: at("13:00", (day) => day.dayOfWeek === 4 && isOpen(day)),
  };
}

/** What was missed is done once when the process is back; a session's reminder only in the hour before it. */
function afterOutages(expected: Result["runs"], outages: readonly Outage[]): Result {
  const late: string[] = [];
  const runs = Object.entries(expected).map(([kind, all]) => {
    const ran = all.flatMap((moment) => {
      const back = outages.find(([from, to]) => from <= moment && moment < to)?.[1];
      if (back === undefined) return moment;
      if (kind !== "session" || Date.parse(back) - Date.parse(moment) <= HOUR) return back;
      late.push(moment);
      return [];
    });
    return [kind, [...new Set(ran)]] as const;
  });
  return { runs: Object.fromEntries(runs), late };
}

/** What the schedule does with all this, from due moment to due moment. */
async function simulated(calendar: Calendar, outages: readonly Outage[]): Promise<Result> {
  const clock = new TestClock("2027-09-01T00:00:00Z");
  const store = new TimersInMemory();
  const schedule = new WatchedSchedule({ store, clock });
  const runs = await occupied(schedule, calendar);
  const end = instantAt("2029-01-01", "00:00");
  for (let now = store.nextWake(); now && now < end; now = store.nextWake()) {
    const moment = now.toISOString();
    clock.turnTo(outages.find(([from, to]) => from <= moment && moment < to)?.[1] ?? moment);
    await schedule.runDue();
  }
  assert.deepEqual(schedule.errors, []);
  return { runs, late: (await schedule.late(new Date(0))).map(({ due }) => due) };
}

/** Everything set, with handlers that write down when they ran. */
async function occupied(schedule: WatchedSchedule, calendar: Calendar): Promise<Record<string, string[]>> {
  const openDay = (now: Date) => nextWorkingDay(dateOf(nextDaily("09:00", now)), calendar);
  const recurring: Readonly<Record<string, readonly [first: Date, next: (due: Date, now: Date) => Date]>> = {
    daily: [instantAt("2027-09-01", "03:00"), (_, now) => nextDaily("03:00", now)],
    weekly: [instantAt("2027-09-01", "16:00"), stepping("16:00", (date) => addDays(date, 7))],
    "working-days": [instantAt("2027-09-01", "09:00"), (_, now) => instantAt(openDay(now), "09:00")],
    "six-weekly": [instantAt("2027-09-07", "10:00"), stepping("10:00", (date) => addDays(date, 42))],
    monthly: [instantAt("2027-09-29", "12:00"), stepping("12:00", monthLater)],
  };
  const runs: Record<string, string[]> = {};
  for (const [kind, [first, next]] of Object.entries(recurring)) {
    const ran: string[] = [];
    runs[kind] = ran;
    schedule.on(kind, async ({ due }, now) => {
      ran.push(now.toISOString());
      return next(new Date(due), now);
    });
    await schedule.set({ id: kind, kind, subject: "", due: first.toISOString() });
  }
  const reminded: string[] = [];
  schedule.on("session", async (_, now) => void reminded.push(now.toISOString()));
  for (let day = "2027-09-02"; day <= "2028-12-31"; day = addDays(day, 7)) {
    if (nextWorkingDay(day, calendar) !== day) continue;
    const times = { due: instantAt(day, "13:00").toISOString(), usefulUntil: instantAt(day, "14:00").toISOString() };
    await schedule.set({ id: `session|${day}`, kind: "session", subject: day, ...times });
  }
  return Object.assign(runs, { session: reminded });
}

/** From date to date, until the next moment is to come. */
function stepping(time: string, step: (date: LocalDate) => LocalDate): (due: Date, now: Date) => Date {
  return (due, now) => {
    let date = step(dateOf(due));
    while (instantAt(date, time) <= now) date = step(date);
    return instantAt(date, time);
  };
}

function monthLater(date: LocalDate): LocalDate {
  return Temporal.PlainDate.from(date).add({ months: 1 }).toString();
}
