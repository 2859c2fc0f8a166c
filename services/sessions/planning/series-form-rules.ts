import type { Calendar } from "../../calendar/schema.js";
import type { LocalDate } from "../../kernel/dates.js";
import { severalOf, textOf } from "../../kernel/typed.js";
import { type Series, seriesSchema, USUAL_REMINDERS } from "../schema.js";
import { daysAsked, type Every, seriesFields } from "./series-fields-rules.js";
import { hasDates } from "./series-rules.js";

/** What a series is checked against. */
export interface SeriesOffer {
  /** The series as it is; undefined for a new one. */
  readonly before: Series | undefined;
  readonly every: Every;
  /** All others. */
  readonly others: readonly Series[];
  readonly cohorts: readonly string[];
  /** The survey that is its evaluation when it is to have one. */
  readonly evaluation: string | undefined;
  readonly calendar: Calendar;
  readonly today: LocalDate;
}

export type SeriesRead =
  | { readonly ok: true; readonly series: Series }
  | {
      readonly ok: false;
      readonly errors: Readonly<Record<string, string>>;
      readonly values: Readonly<Record<string, string>>;
    };

/** Checks the form; never throws, whatever `typed` is. What the form doesn't ask for stays as it was. */
export function readSeriesForm(typed: unknown, offer: SeriesOffer): SeriesRead {
  const errors: Record<string, string> = {};
  const note = (field: string) => {
    errors[field] ??= SENTENCES[field.replace(/\d$/, "")] ?? "Please look at this again.";
  };
  const parsed = seriesSchema.safeParse(typedSeries(typed, offer));
  for (const { path } of parsed.error?.issues ?? []) note(fieldAt(path));
  if (severalOf(typed, "cohorts").some((id) => !offer.cohorts.includes(id))) errors.cohorts = "Choose from the list.";
  if (textOf(typed, "place") === "" && textOf(typed, "joinLink") === "") note("place");
  if (
    textOf(typed, "dates")
      .replace(DATE, "")
      .match(/[\p{L}\p{N}]/u)
  )
    note("dates");
  Object.assign(errors, repeatedNames(typed, offer));
  if (parsed.success && Object.keys(errors).length === 0) Object.assign(errors, flawsInRhythm(parsed.data, offer));
  if (parsed.success && Object.keys(errors).length === 0) return { ok: true, series: parsed.data };
  const fields = seriesFields(offer.every, offer.before);
  return { ok: false, errors, values: Object.fromEntries(fields.map((field) => [field, textOf(typed, field)])) };
}

/** Not yet checked. */
function typedSeries(typed: unknown, offer: SeriesOffer): Record<string, unknown> {
  const text = (field: string) => textOf(typed, field);
  const optional = (field: string) => text(field) || undefined;
  const { before, evaluation } = offer;
  const shortTitle = before?.shortTitle ?? text("shortTitle");
  return withoutUndefined({
    ...before,
    ...{ id: before?.id ?? idFrom(shortTitle), shortTitle, title: text("title"), purpose: text("purpose") },
    ...{ about: text("about") || "theme", recurrence: typedRecurrence(typed, offer), minutes: count(text("minutes")) },
    ...{ place: optional("place"), joinLink: optional("joinLink"), capacity: count(text("capacity")) },
    audience: { ...before?.audience, cohorts: severalOf(typed, "cohorts") },
    skipMonths: severalOf(typed, "skipMonths").map(count),
    ...{ onBankHoliday: text("onBankHoliday"), announceDaysBefore: count(text("announceDaysBefore")) },
    reminders: typedReminders(typed, before),
    evaluation: text("evaluate") === "true" ? (before?.evaluation ?? evaluation) : undefined,
    confidential: before ? before.confidential : text("confidential") === "true",
  });
}

function withoutUndefined(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function typedRecurrence(typed: unknown, { every, before }: SeriesOffer): Record<string, unknown> {
  const text = (field: string) => textOf(typed, field);
  if (every === "weeks") return { every, weeks: count(text("weeks")), from: text("from"), at: text("at") };
  if (every === "dates") return { every, dates: [...new Set(text("dates").match(DATE) ?? [])].sort(), at: text("at") };
  const days = Array.from({ length: daysAsked(before) }, (_, index) => index + 1)
    .filter((n) => n === 1 || !["", "none"].includes(text(`nth${n}`)))
    .map((n) => ({
      ...{ nth: text(`nth${n}`) === "last" ? "last" : count(text(`nth${n}`)) },
      ...{ weekday: text(`weekday${n}`), at: text(`at${n}`) },
    }));
  if (every === "quarter") return { every, firstMonth: count(text("firstMonth")), days };
  return every === "year" ? { every, month: count(text("month")), days } : { every, days };
}

const DATE = /\d{4}-\d\d-\d\d/g;

function typedReminders(typed: unknown, before: Series | undefined): unknown {
  switch (textOf(typed, "reminders")) {
    case "usual":
      return [...USUAL_REMINDERS];
    case "none":
      return [];
    case "days":
      return [
        { kind: "ways-out", daysBefore: count(textOf(typed, "reminderDays")) },
        { kind: "join", minutesBefore: 60 },
      ];
    case "own":
      return before?.reminders;
    default:
      return "not chosen";
  }
}

function count(text: string): number {
  return /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
}

function idFrom(shortTitle: string): string {
  const plain = shortTitle.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

/** Which field a flaw of the schema belongs to. */
function fieldAt([first, second, third, fourth]: readonly PropertyKey[]): string {
  if (first === "id") return "shortTitle";
  if (first === "reminders") return second === undefined ? "reminders" : "reminderDays";
  if (first !== "recurrence") return String(first);
  if (second === "days") return typeof third === "number" ? `${String(fourth)}${third + 1}` : "nth1";
  return String(second);
}

function repeatedNames(typed: unknown, { before, others }: SeriesOffer): Record<string, string> {
  const isTaken = (taken: readonly string[], name: string) =>
    taken.some((one) => one.toLowerCase() === name.toLowerCase());
  const shortTitle = before?.shortTitle ?? textOf(typed, "shortTitle");
  const isShortTaken = isTaken(
    others.flatMap((one) => [one.shortTitle, one.id]),
    shortTitle,
  );
  const isIdTaken = !before && others.some(({ id }) => id === idFrom(shortTitle));
  return {
    ...(isTaken(
      others.map(({ title }) => title),
      textOf(typed, "title"),
    ) && { title: "Another series has this title." }),
    ...((isShortTaken || isIdTaken) && { shortTitle: "Another series has this name." }),
  };
}

/** What shows only when the dates are computed. */
function flawsInRhythm(series: Series, { today, calendar }: SeriesOffer): Record<string, string> {
  const { recurrence } = series;
  if ("days" in recurrence) {
    const seen = recurrence.days.map(({ nth, weekday, at }) => `${nth} ${weekday} ${at}`);
    const twice = seen.findIndex((day, index) => seen.indexOf(day) < index);
    if (twice > 0) return { [`nth${twice + 1}`]: "This is the same as a session above: choose another day or time." };
  }
  if (hasDates(series, today, calendar)) return {};
  const field = "days" in recurrence ? "nth1" : recurrence.every === "weeks" ? "from" : "dates";
  return { [field]: "This gives no date in the next two years: choose other days, or leave out fewer months." };
}

const SENTENCES: Readonly<Record<string, string>> = {
  title: "Give it a title of at most 80 characters.",
  shortTitle: "Use 1 to 24 letters, digits and spaces.",
  purpose: "Say in one sentence, of at most 200 characters, what it is for.",
  about: "Choose theme or topic.",
  minutes: "Write how long it lasts, from 10 to 600 minutes.",
  place: "Say where it is: a place of at most 120 characters, a join link, or both.",
  joinLink: "Paste a link that begins with https://",
  capacity: "Write how many places there are, from 1 to 500.",
  skipMonths: "Choose from the list, and leave at least one month.",
  onBankHoliday: "Choose what happens on a bank holiday.",
  announceDaysBefore: "Write how many days before it is announced, from 1 to 180.",
  reminders: "Choose how people are reminded.",
  reminderDays: "Write how many days before, from 1 to 60.",
  nth: "Choose which one of the month.",
  weekday: "Choose the weekday.",
  at: "Choose the time at which it begins.",
  firstMonth: "Choose from the list.",
  month: "Choose from the list.",
  weeks: "Write every how many weeks, from 1 to 52.",
  from: "Choose the first day.",
  dates: "Write dates as 2027-01-13, with commas between them, at most 60.",
};
