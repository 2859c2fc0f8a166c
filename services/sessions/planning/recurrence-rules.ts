import { RRuleTemporal } from "rrule-temporal";
import { nextWorkingDay } from "../../calendar/rules.js";
import type { Calendar } from "../../calendar/schema.js";
import { addDays, daysBetween, type LocalDate, type LocalTime } from "../../kernel/dates.js";
import { type Recurrence, type Series, WEEKDAYS } from "../schema.js";

/** One meeting as the rhythm of a series has it; the time is that of London's clocks. */
export interface Meeting {
  readonly date: LocalDate;
  readonly at: LocalTime;
}

/** One time of a series' rhythm. */
export interface Slot {
  /** The first date of the bare rule, before anything was skipped or moved for a bank holiday. */
  readonly slot: LocalDate;
  /** In the order of time; one at least. */
  readonly sessions: readonly Meeting[];
}

/** What the dates of a series depend on. */
export type Rhythmic = Pick<Series, "recurrence" | "skipMonths" | "skipWeeks" | "onBankHoliday">;

/**
 * The slots from `from` to `to`, both included, in order. What falls into a month or week without sessions is left out,
 * and so is a session on a bank holiday, unless it is to move to the next working day; a slot without any session left
 * is none.
 */
export function slotsOf(series: Rhythmic, from: LocalDate, to: LocalDate, calendar: Calendar): Slot[] {
  return turnsOf(series.recurrence, from, to)
    .filter(({ slot }) => from <= slot && slot <= to)
    .map(({ slot, sessions }) => ({ slot, sessions: held(sessions, series, calendar) }))
    .filter(({ sessions }) => sessions.length > 0);
}

/** Whether two slots are the same turn of the rhythm, so that what was planned for one goes on as the other. */
export function isSameTurn(recurrence: Recurrence, one: LocalDate, other: LocalDate): boolean {
  switch (recurrence.every) {
    case "month":
    case "quarter":
    case "year":
      return one.slice(0, 7) === other.slice(0, 7);
    case "weeks":
      return Math.abs(daysBetween(one, other)) * 2 < recurrence.weeks * 7;
    case "dates":
      return one === other;
  }
}

/** Without skips and bank holidays. */
function turnsOf(recurrence: Recurrence, from: LocalDate, to: LocalDate): Slot[] {
  switch (recurrence.every) {
    case "month":
      return monthly(recurrence.days, ALL_MONTHS, from, to);
    case "quarter":
      return monthly(recurrence.days, quarterly(recurrence.firstMonth), from, to);
    case "year":
      return monthly(recurrence.days, [recurrence.month], from, to);
    case "weeks": {
      const rule = `FREQ=WEEKLY;INTERVAL=${recurrence.weeks}`;
      return datesOf(rule, recurrence.from, from, to).map((date) => single(date, recurrence.at));
    }
    case "dates":
      return [...new Set(recurrence.dates)].sort().map((date) => single(date, recurrence.at));
  }
}

const ALL_MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

function quarterly(firstMonth: number): number[] {
  return [0, 3, 6, 9].map((later) => firstMonth + later);
}

type DaysOfMonth = Extract<Recurrence, { every: "month" }>["days"];

/** All days of a month are one turn. Whole months are looked at, since `from` may be between two days of one. */
function monthly(days: DaysOfMonth, months: readonly number[], from: LocalDate, to: LocalDate): Slot[] {
  const [first, last] = [`${from.slice(0, 7)}-01`, addDays(`${to.slice(0, 7)}-01`, 31)];
  const turns = new Map<string, Meeting[]>();
  for (const { nth, weekday, at } of days) {
    const day = `${nth === "last" ? -1 : nth}${CODES[WEEKDAYS.indexOf(weekday)]}`;
    for (const date of datesOf(`FREQ=MONTHLY;BYMONTH=${months.join()};BYDAY=${day}`, first, first, last)) {
      const month = date.slice(0, 7);
      turns.set(month, [...(turns.get(month) ?? []), { date, at }]);
    }
  }
  const slots = [...turns.values()].map((sessions) => inOrder(sessions));
  return slots
    .map((sessions) => ({ slot: sessions[0]?.date ?? "", sessions }))
    .sort((one, other) => (one.slot < other.slot ? -1 : 1));
}

const CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** Dates only: the library counts them in UTC, and London's clocks come in where a session begins. */
function datesOf(rule: string, start: LocalDate, from: LocalDate, to: LocalDate): LocalDate[] {
  const rruleString = `DTSTART:${start.replaceAll("-", "")}T000000Z\nRRULE:${rule}`;
  const dates = new RRuleTemporal({ rruleString }).between(midnight(from), midnight(to), true);
  return dates.map((date) => date.toString().slice(0, 10));
}

function midnight(date: LocalDate): Date {
  return new Date(`${date}T00:00:00Z`);
}

function single(date: LocalDate, at: LocalTime): Slot {
  return { slot: date, sessions: [{ date, at }] };
}

function held(sessions: readonly Meeting[], series: Rhythmic, calendar: Calendar): Meeting[] {
  const dates = sessions.flatMap(({ date, at }) => {
    const day = isLeftOut(date, series, calendar) ? undefined : workedOn(date, series, calendar);
    return day === undefined ? [] : [{ date: day, at }];
  });
  return inOrder(dates);
}

function isLeftOut(date: LocalDate, { skipMonths, skipWeeks }: Rhythmic, { closed }: Calendar): boolean {
  if (skipMonths.includes(Number(date.slice(5, 7)))) return true;
  return [...skipWeeks, ...closed].some(({ from, to }) => from <= date && date <= to);
}

function workedOn(date: LocalDate, series: Rhythmic, calendar: Calendar): LocalDate | undefined {
  if (!calendar.bankHolidays.includes(date)) return date;
  if (series.onBankHoliday === "skip") return undefined;
  const moved = nextWorkingDay(date, calendar);
  return isLeftOut(moved, series, calendar) ? undefined : moved;
}

function inOrder(sessions: readonly Meeting[]): Meeting[] {
  const key = ({ date, at }: Meeting) => `${date} ${at}`;
  return [...sessions].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}
