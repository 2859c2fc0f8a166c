import type { Calendar } from "../../services/calendar/schema.js";
import type { Rhythmic, Slot } from "../../services/sessions/planning/recurrence-rules.js";
import { type Recurrence, WEEKDAYS } from "../../services/sessions/schema.js";

const DAY = 86_400_000;

/**
 * A second way to the dates of a series that shares nothing with the first: every day of the window and of the months
 * around it is looked at, in UTC. Weekdays are counted from 1 January 1970, a Thursday.
 */
export function slotsByHand(series: Rhythmic, from: string, to: string, calendar: Calendar): Slot[] {
  const turns = new Map<string, { date: string; at: string }[]>();
  for (let day = Date.parse(from) - 40 * DAY; day <= Date.parse(to) + 40 * DAY; day += DAY) {
    for (const at of timesOn(day, series.recurrence)) {
      const turn = "days" in series.recurrence ? textOf(day).slice(0, 7) : textOf(day);
      turns.set(turn, [...(turns.get(turn) ?? []), { date: textOf(day), at }]);
    }
  }
  return [...turns.values()].flatMap((bare) => {
    const slot = bare[0]?.date ?? "";
    if (slot < from || slot > to) return [];
    const sessions = bare.flatMap(({ date, at }) => {
      const day = dayHeld(Date.parse(date), series, calendar);
      return day === undefined ? [] : [{ date: textOf(day), at }];
    });
    const sorted = sessions.sort((a, b) => Date.parse(`${a.date}T${a.at}Z`) - Date.parse(`${b.date}T${b.at}Z`));
    return sorted.length === 0 ? [] : [{ slot, sessions: sorted }];
  });
}

/** What London's clocks say, by the rule that they are an hour ahead from the last Sunday of March to that of October. */
export function instantByHand(date: string, at: string): string {
  const shown = Date.parse(`${date}T${at}:00Z`);
  const year = Number(date.slice(0, 4));
  const isSummer = shown >= lastSunday(year, 2) + 2 * 3_600_000 && shown < lastSunday(year, 9) + 2 * 3_600_000;
  return new Date(isSummer ? shown - 3_600_000 : shown).toISOString();
}

function lastSunday(year: number, month: number): number {
  const end = Date.UTC(year, month + 1, 0);
  return end - new Date(end).getUTCDay() * DAY;
}

function timesOn(day: number, recurrence: Recurrence): string[] {
  switch (recurrence.every) {
    case "dates":
      return recurrence.dates.includes(textOf(day)) ? [recurrence.at] : [];
    case "weeks": {
      const days = (day - Date.parse(recurrence.from)) / DAY;
      return days >= 0 && days % (recurrence.weeks * 7) === 0 ? [recurrence.at] : [];
    }
    default: {
      const month = new Date(day).getUTCMonth() + 1;
      if (recurrence.every === "year" && month !== recurrence.month) return [];
      if (recurrence.every === "quarter" && month % 3 !== recurrence.firstMonth % 3) return [];
      return recurrence.days.filter((wanted) => isNth(day, wanted)).map(({ at }) => at);
    }
  }
}

function isNth(day: number, { nth, weekday }: { nth: number | "last"; weekday: string }): boolean {
  if (WEEKDAYS[weekdayOf(day)] !== weekday) return false;
  const date = new Date(day).getUTCDate();
  const isLast = new Date(day + 7 * DAY).getUTCMonth() !== new Date(day).getUTCMonth();
  return nth === "last" ? isLast : Math.ceil(date / 7) === nth;
}

/** 0 is Monday. */
function weekdayOf(day: number): number {
  return (day / DAY + 3) % 7;
}

function dayHeld(day: number, series: Rhythmic, calendar: Calendar): number | undefined {
  if (isSkipped(day, series, calendar)) return undefined;
  if (!calendar.bankHolidays.includes(textOf(day))) return day;
  if (series.onBankHoliday === "skip") return undefined;
  let next = day;
  while (weekdayOf(next) > 4 || calendar.bankHolidays.includes(textOf(next)) || isIn(next, calendar.closed))
    next += DAY;
  return isSkipped(next, series, calendar) ? undefined : next;
}

function isSkipped(day: number, { skipMonths, skipWeeks }: Rhythmic, { closed }: Calendar): boolean {
  return skipMonths.includes(new Date(day).getUTCMonth() + 1) || isIn(day, skipWeeks) || isIn(day, closed);
}

function isIn(day: number, stretches: readonly { readonly from: string; readonly to: string }[]): boolean {
  return stretches.some(({ from, to }) => Date.parse(from) <= day && day <= Date.parse(to));
}

function textOf(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}
