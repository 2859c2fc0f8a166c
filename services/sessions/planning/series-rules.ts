import type { Calendar } from "../../calendar/schema.js";
import { addDays, type LocalDate } from "../../kernel/dates.js";
import type { Flaw } from "../../kernel/mistakes.js";
import { insteadOf } from "../../kernel/nearest.js";
import type { Reminder, Series } from "../schema.js";
import { slotsOf } from "./recurrence-rules.js";

/** What a series may name. */
export interface Known {
  readonly cohorts: readonly string[];
  readonly partners: readonly string[];
  /** Ids of surveys. */
  readonly surveys: readonly string[];
  readonly calendar: Calendar;
}

/** A series without a date for so long is a mistake: nothing meets more rarely than once a year. */
const LONGEST_GAP_DAYS = 2 * 365;
/** Where a rhythm that goes on for ever is looked at: not from today on, or a file that was right would not be for ever. */
const ANY_DAY = "2026-01-01";

/** What can't be seen from one value of a series' file alone. Empty when all is well. */
export function flawsInSeries(series: Series, known: Known): Flaw[] {
  return [
    ...unknown(["audience", "cohorts"], series.audience.cohorts, known.cohorts),
    ...unknown(["audience", "partners"], series.audience.partners, known.partners),
    ...unknownEvaluation(series, known),
    ...nowhere(series),
    ...repeated(["reminders"], series.reminders.map(reminderInWords)),
    ...repeatedDates(series),
    ...skipWeeksBackwards(series),
    ...withoutDates(series, known.calendar),
  ];
}

/** Whether the series meets at all in the two years from a day on. */
export function hasDates(series: Series, from: LocalDate, calendar: Calendar): boolean {
  return slotsOf(series, from, addDays(from, LONGEST_GAP_DAYS), calendar).length > 0;
}

function unknown(list: readonly string[], ids: readonly string[], known: readonly string[]): Flaw[] {
  return ids.flatMap((id, index) =>
    known.includes(id)
      ? []
      : [{ path: [...list, index], wrong: `“${id}” is not in partnership.yaml`, right: insteadOf(id, known) }],
  );
}

function unknownEvaluation({ evaluation }: Series, { surveys }: Known): Flaw[] {
  if (evaluation === undefined || surveys.includes(evaluation)) return [];
  const wrong = `there is no survey “${evaluation}” in surveys/`;
  return [{ path: ["evaluation"], wrong, right: insteadOf(evaluation, surveys) }];
}

function nowhere({ place, joinLink }: Series): Flaw[] {
  if (place !== undefined || joinLink !== undefined) return [];
  const wrong = "people are not told where to go: neither “place” nor “joinLink” is there";
  return [{ path: [], wrong, right: "write one of them" }];
}

function repeatedDates({ recurrence }: Series): Flaw[] {
  if (recurrence.every === "dates") return repeated(["recurrence", "dates"], recurrence.dates);
  if (recurrence.every === "weeks") return [];
  const days = recurrence.days.map(({ nth, weekday, at }) => `${nth} ${weekday} at ${at}`);
  return repeated(["recurrence", "days"], days);
}

/** "ways-out, 2 days before" */
function reminderInWords(reminder: Reminder): string {
  if (reminder.kind === "join") return `join, ${reminder.minutesBefore} minutes before`;
  return `${reminder.kind}, ${reminder.daysBefore} days before`;
}

function repeated(list: readonly string[], values: readonly string[]): Flaw[] {
  return values.flatMap((value, index) => {
    const earlier = values.indexOf(value);
    if (earlier === index) return [];
    const wrong = `“${value}” is entry ${earlier + 1} of “${list.at(-1)}” already`;
    return [{ path: [...list, index], wrong, right: "write each only once" }];
  });
}

function skipWeeksBackwards({ skipWeeks }: Series): Flaw[] {
  return skipWeeks.flatMap(({ from, to }, index) => {
    if (from <= to) return [];
    return [
      {
        path: ["skipWeeks", index, "to"],
        wrong: `“to” is ${to}, before “from”`,
        right: `write ${from} or a later date`,
      },
    ];
  });
}

function withoutDates(series: Series, calendar: Calendar): Flaw[] {
  const from = firstDay(series);
  if (hasDates(series, from, calendar)) return [];
  if (hasDates({ ...series, skipMonths: [] }, from, calendar)) {
    const wrong = "“skipMonths” leaves out every month in which the series meets";
    return [{ path: ["skipMonths"], wrong, right: "leave out fewer, or change “recurrence”" }];
  }
  const wrong = "the rule gives no date within two years: all are on bank holidays, in closed weeks or in “skipWeeks”";
  return [{ path: ["recurrence"], wrong, right: "choose other days, or skip fewer" }];
}

function firstDay({ recurrence }: Series): LocalDate {
  if (recurrence.every === "weeks") return recurrence.from;
  return recurrence.every === "dates" ? ([...recurrence.dates].sort()[0] ?? ANY_DAY) : ANY_DAY;
}
