import { dayAndMonth, inWords, monthName } from "../../kernel/dates.js";
import { audienceInWords } from "../../partnership/names.js";
import type { Partnership } from "../../partnership/schema.js";
import type { SurveyOffer } from "../ports.js";
import type { Recurrence, Reminder, Rota, Series } from "../schema.js";

/** "every month on the 2nd Tuesday at 12:30 and the 2nd Thursday at 16:00" */
function rhythmInWords(recurrence: Recurrence): string {
  switch (recurrence.every) {
    case "month":
      return `every month on ${daysInWords(recurrence.days)}`;
    case "quarter":
      return `every quarter from ${monthName(recurrence.firstMonth)} on, on ${daysInWords(recurrence.days)}`;
    case "year":
      return `every year in ${monthName(recurrence.month)} on ${daysInWords(recurrence.days)}`;
    case "weeks": {
      const often = recurrence.weeks === 1 ? "every week" : `every ${recurrence.weeks} weeks`;
      return `${often} from ${inWords(recurrence.from)} at ${recurrence.at}`;
    }
    case "dates":
      return `on ${recurrence.dates.length} ${recurrence.dates.length === 1 ? "date" : "dates"} at ${recurrence.at}`;
  }
}

/** What a coordinator looks a series up for. */
export function factsOf(
  series: Series,
  partnership: Partnership,
  surveys: readonly SurveyOffer[],
): { title: string; value: string }[] {
  const { minutes, place, joinLink, capacity, skipMonths, skipWeeks, onBankHoliday } = series;
  const skipped = [
    ...skipMonths.map(monthName),
    ...skipWeeks.map(({ from, to }) => `${dayAndMonth(from)} to ${dayAndMonth(to)}`),
  ];
  return [
    { title: "When", value: rhythmInWords(series.recurrence) },
    { title: "Not in", value: skipped.join(", ") || "no month left out" },
    { title: "Bank holidays", value: onBankHoliday === "skip" ? "left out" : "moved to the next working day" },
    { title: "Lasts", value: `${minutes} minutes` },
    { title: "Where", value: [place, joinLink && "online"].filter(Boolean).join(" and ") || "not said yet" },
    { title: "Places", value: `${capacity} in each session` },
    { title: "Who may book", value: audienceInWords(partnership, series.audience) },
    { title: "Who leads", value: rotaInWords(series.rota) },
    { title: "Announced", value: `${series.announceDaysBefore} days before` },
    { title: "Reminders", value: remindersInWords(series.reminders) },
    { title: "Afterwards", value: evaluationInWords(series, surveys) },
  ];
}

/** "2 of 6 people in turn, asked 8 weeks before, with 5 days to answer" */
function rotaInWords(rota: Rota | undefined): string {
  if (!rota) return "no rota: chosen for each session";
  const { facilitators, perSession, askWeeksBefore, answerWithinDays } = rota;
  const people = facilitators.length === 1 ? "1 person" : `${facilitators.length} people`;
  const weeks = counted(askWeeksBefore, "week");
  return `${perSession} of ${people} in turn, asked ${weeks} before, with ${counted(answerWithinDays, "day")} to answer`;
}

function evaluationInWords({ evaluation }: Series, surveys: readonly SurveyOffer[]): string {
  if (evaluation === undefined) return "nobody is asked how it was";
  const title = surveys.find(({ id }) => id === evaluation)?.title;
  return title ? `those who came get “${title}”` : "its survey is no longer there: choose another";
}

function counted(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}

/** "pre-reading 7 days before, can you still come? 2 days before, join link 60 minutes before" */
export function remindersInWords(reminders: readonly Reminder[]): string {
  if (reminders.length === 0) return "none";
  return reminders
    .map((one) =>
      one.kind === "join"
        ? `join link ${one.minutesBefore} minutes before`
        : `${one.kind === "reading" ? "pre-reading" : "can you still come?"} ${counted(one.daysBefore, "day")} before`,
    )
    .join(", ");
}

type DayOfMonth = Extract<Recurrence, { every: "month" }>["days"][number];

function daysInWords(days: readonly DayOfMonth[]): string {
  return days.map(({ nth, weekday, at }) => `the ${ORDINALS[nth]} ${capital(weekday)} at ${at}`).join(" and ");
}

const ORDINALS: Readonly<Record<DayOfMonth["nth"], string>> = {
  1: "1st",
  2: "2nd",
  3: "3rd",
  4: "4th",
  last: "last",
};

function capital(word: string): string {
  return `${word[0]?.toUpperCase()}${word.slice(1)}`;
}
