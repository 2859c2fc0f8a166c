import { type Recurrence, type Series, USUAL_REMINDERS } from "../schema.js";

export type Every = Recurrence["every"];

/** The days of a month that the form has room for, when the series has not more. */
const DAYS_SHOWN = 2;

const COMMON_FIELDS = [
  ...["title", "shortTitle", "purpose", "about", "minutes", "place", "joinLink", "capacity", "cohorts", "skipMonths"],
  ...["onBankHoliday", "announceDaysBefore", "reminders", "reminderDays", "evaluate", "confidential"],
];

/** How many days of a month the form asks for. */
export function daysAsked(before: Series | undefined): number {
  const recurrence = before?.recurrence;
  return Math.max(DAYS_SHOWN, recurrence && "days" in recurrence ? recurrence.days.length : 0);
}

/** The fields of the form, by input id. */
export function seriesFields(every: Every, before: Series | undefined): string[] {
  return [...COMMON_FIELDS, ...rhythmFields(every, daysAsked(before))];
}

function rhythmFields(every: Every, days: number): string[] {
  if (every === "weeks") return ["weeks", "from", "at"];
  if (every === "dates") return ["dates", "at"];
  const ofDays = Array.from({ length: days }, (_, index) => DAY_FIELDS.map((field) => `${field}${index + 1}`)).flat();
  return [...ofDays, ...(every === "quarter" ? ["firstMonth"] : every === "year" ? ["month"] : [])];
}

const DAY_FIELDS = ["nth", "weekday", "at"] as const;

/** The values that show a series again. */
export function seriesValues(series: Series): Record<string, string> {
  const { title, shortTitle, purpose, about, place, joinLink, audience, skipMonths, onBankHoliday } = series;
  const texts = { title, shortTitle, purpose, about, place, joinLink, onBankHoliday };
  return {
    ...Object.fromEntries(Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    ...{ minutes: `${series.minutes}`, capacity: `${series.capacity}`, cohorts: audience.cohorts.join(",") },
    ...{ skipMonths: skipMonths.join(","), announceDaysBefore: `${series.announceDaysBefore}` },
    ...{ reminders: reminderPlan(series), evaluate: `${series.evaluation !== undefined}` },
    ...rhythmValues(series.recurrence),
  };
}

function rhythmValues(recurrence: Recurrence): Record<string, string> {
  switch (recurrence.every) {
    case "weeks":
      return { weeks: `${recurrence.weeks}`, from: recurrence.from, at: recurrence.at };
    case "dates":
      return { dates: recurrence.dates.join(", "), at: recurrence.at };
    default: {
      const days = recurrence.days.flatMap((day, index) =>
        DAY_FIELDS.map((field) => [`${field}${index + 1}`, `${day[field]}`]),
      );
      const month =
        recurrence.every === "quarter"
          ? { firstMonth: `${recurrence.firstMonth}` }
          : recurrence.every === "year"
            ? { month: `${recurrence.month}` }
            : {};
      return { ...Object.fromEntries(days), ...month };
    }
  }
}

/** `own`: as a file or somebody before has them, none of what the form offers. */
export function reminderPlan({ reminders }: Pick<Series, "reminders">): "usual" | "none" | "own" {
  if (reminders.length === 0) return "none";
  return JSON.stringify(reminders) === JSON.stringify(USUAL_REMINDERS) ? "usual" : "own";
}
