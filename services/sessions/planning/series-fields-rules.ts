import { type Recurrence, type Series, USUAL_REMINDERS } from "../schema.js";

export type Every = Recurrence["every"];

/** What of a series is changed at one time: each part is a form of its own. A new series begins with {@link FIRST}. */
export const PARTS = ["what", "when", "audience", "rota", "telling"] as const;
export type Part = (typeof PARTS)[number];
/** What there must be before there is a series at all. */
export const FIRST: readonly Part[] = ["what", "when", "telling"];

/** The days of a month that the form has room for, when the series has not more. */
const DAYS_SHOWN = 2;
/** In the place of a survey's id, and none. */
export const NO_SURVEY = "-";

/** How many days of a month the form asks for. */
export function daysAsked(before: Series | undefined): number {
  const recurrence = before?.recurrence;
  return Math.max(DAYS_SHOWN, recurrence && "days" in recurrence ? recurrence.days.length : 0);
}

/** The fields of a form, by input id; `part` is undefined for a new series. */
export function seriesFields(part: Part | undefined, every: Every, before: Series | undefined): string[] {
  const fields: Readonly<Record<Part, readonly string[]>> = {
    what: ["title", "purpose", "about", "place", "joinLink", "capacity"],
    when: [...rhythmFields(every, daysAsked(before)), "minutes", "skipMonths", "skipWeeks", "onBankHoliday"],
    audience: ["cohorts", "sides", "roles", "partners"],
    rota: ["facilitators", "perSession", "askWeeksBefore", "answerWithinDays"],
    telling: ["announceDaysBefore", "reminders", "reminderDays", "evaluation"],
  };
  if (part !== undefined) return [...fields[part]];
  return ["shortTitle", "confidential", ...FIRST.flatMap((one) => fields[one])];
}

function rhythmFields(every: Every, days: number): string[] {
  if (every === "weeks") return ["weeks", "from", "at"];
  if (every === "dates") return ["dates", "at"];
  const ofDays = Array.from({ length: days }, (_, index) => DAY_FIELDS.map((field) => `${field}${index + 1}`)).flat();
  return [...ofDays, ...(every === "quarter" ? ["firstMonth"] : every === "year" ? ["month"] : [])];
}

const DAY_FIELDS = ["nth", "weekday", "at"] as const;
/** For a series that has none yet; the numbers are those of services/sessions/schema.ts. */
const FRESH_ROTA = { facilitators: [], perSession: 1, askWeeksBefore: 8, answerWithinDays: 5 };

/** The values that show a series again, those of all its parts. */
export function seriesValues(series: Series): Record<string, string> {
  const { title, shortTitle, purpose, about, place, joinLink, audience, skipMonths, onBankHoliday } = series;
  const texts = { title, shortTitle, purpose, about, place, joinLink, onBankHoliday };
  const { facilitators, perSession, askWeeksBefore, answerWithinDays } = series.rota ?? FRESH_ROTA;
  return {
    ...Object.fromEntries(Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    ...{ minutes: `${series.minutes}`, capacity: `${series.capacity}` },
    ...Object.fromEntries(Object.entries(audience).map(([list, ids]) => [list, ids.join(",")])),
    ...{ skipMonths: skipMonths.join(","), skipWeeks: series.skipWeeks.map(weeksInText).join(", ") },
    ...{ facilitators: facilitators.join("\n"), perSession: `${perSession}` },
    ...{ askWeeksBefore: `${askWeeksBefore}`, answerWithinDays: `${answerWithinDays}` },
    ...{ announceDaysBefore: `${series.announceDaysBefore}`, reminders: reminderPlan(series) },
    evaluation: series.evaluation ?? NO_SURVEY,
    ...rhythmValues(series.recurrence),
  };
}

/** As it is typed: "2026-12-21 to 2027-01-04", or one day. */
function weeksInText({ from, to }: Series["skipWeeks"][number]): string {
  return from === to ? from : `${from} to ${to}`;
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
