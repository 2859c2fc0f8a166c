import type { Calendar } from "../../calendar/schema.js";
import type { LocalDate } from "../../kernel/dates.js";
import { severalOf, textOf, wordsOf } from "../../kernel/typed.js";
import { type Series, seriesSchema } from "../schema.js";
import { emailsIn, unknownInWords } from "./emails-rules.js";
import { FIRST, NO_SURVEY, type Part, seriesFields } from "./series-fields-rules.js";
import { hasDates } from "./series-rules.js";
import { SENTENCES } from "./series-sentences-rules.js";
import { type Basis, holdsMoreThanDates, piecesOf, typedMembers, type Values, weeksIn } from "./typed-series-rules.js";

/** What a series is checked against. `before`: the series as it is; undefined for a new one. */
export interface SeriesOffer extends Basis {
  /** Undefined for a new series: then it is about all that one begins with. */
  readonly part: Part | undefined;
  /** All other series. */
  readonly others: readonly Series[];
  readonly cohorts: readonly string[];
  readonly partners: readonly string[];
  /** Ids of surveys. */
  readonly surveys: readonly string[];
  readonly calendar: Calendar;
  readonly today: LocalDate;
}

export type SeriesRead =
  | { readonly ok: true; readonly series: Series }
  | {
      readonly ok: false;
      readonly errors: Readonly<Record<string, string>>;
      readonly values: Values;
    };

type Errors = Readonly<Record<string, string>>;

/** Checks a form; never throws, whatever `typed` is. What the form doesn't ask for stays as it was. */
export function readSeriesForm(typed: unknown, offer: SeriesOffer): SeriesRead {
  const values = valuesOf(typed, offer);
  const parts = offer.part === undefined ? FIRST : [offer.part];
  const parsed = seriesSchema.safeParse(typedSeries(values, parts, offer));
  const ofSchema = (parsed.error?.issues ?? []).map(({ path }) => sentenceAt(fieldAt(path)));
  const ofParts = parts.map((part) => FLAWS[part](values, offer));
  const errors: Errors = Object.assign({}, ...ofSchema, ...ofParts);
  if (!parsed.success || Object.keys(errors).length > 0) return { ok: false, errors, values };
  const ofRhythm = parts.includes("when") ? flawsInRhythm(parsed.data, offer) : {};
  if (Object.keys(ofRhythm).length > 0) return { ok: false, errors: ofRhythm, values };
  return { ok: true, series: parsed.data };
}

/** Of the facilitators a line each, however they were parted. */
function valuesOf(typed: unknown, { part, every, before }: SeriesOffer): Values {
  const textAt = (field: string) =>
    field === "facilitators" ? wordsOf(typed, field).join("\n") : textOf(typed, field);
  return Object.fromEntries(seriesFields(part, every, before).map((field) => [field, textAt(field)]));
}

/** Not yet checked. */
function typedSeries(values: Values, parts: readonly Part[], offer: SeriesOffer): Record<string, unknown> {
  const members = Object.assign({}, ...parts.map((part) => typedMembers(part, values, offer)));
  const whole = { ...(offer.before ?? newSeries(values, offer)), ...members };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
}

/** `addedOn`: see services/sessions/schema.ts. */
function newSeries(values: Values, { today }: SeriesOffer): Partial<Series> {
  const shortTitle = textOf(values, "shortTitle");
  const confidential = textOf(values, "confidential") === "true";
  return { id: idFrom(shortTitle), shortTitle, confidential, addedOn: today };
}

function idFrom(shortTitle: string): string {
  const plain = shortTitle.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

/** Which field a flaw of the schema belongs to. */
function fieldAt([first, second, third, fourth]: readonly PropertyKey[]): string {
  if (first === "id") return "shortTitle";
  if (first === "reminders") return second === undefined ? "reminders" : "reminderDays";
  if (first === "audience" || first === "rota") return String(second);
  if (first !== "recurrence") return String(first);
  if (second === "days") return typeof third === "number" ? `${String(fourth)}${third + 1}` : "nth1";
  return String(second);
}

function sentenceAt(field: string): Errors {
  return { [field]: SENTENCES[field.replace(/\d$/, "")] ?? "Please look at this again." };
}

/** What the schema can't see, by part. */
const FLAWS: Readonly<Record<Part, (values: Values, offer: SeriesOffer) => Errors>> = {
  what: (values, offer) => ({
    ...(textOf(values, "place") === "" && textOf(values, "joinLink") === "" && sentenceAt("place")),
    ...repeatedNames(values, offer),
  }),
  when: (values) => ({
    ...(holdsMoreThanDates(textOf(values, "dates")) && sentenceAt("dates")),
    ...flawsInSkips(textOf(values, "skipWeeks")),
  }),
  audience: (values, { cohorts, partners }) => {
    const isOffered = (list: string, offered: readonly string[]) =>
      severalOf(values, list).every((id) => offered.includes(id));
    return {
      ...(!isOffered("cohorts", cohorts) && sentenceAt("cohorts")),
      ...(!isOffered("partners", partners) && sentenceAt("partners")),
    };
  },
  rota: (values, { emails }) => {
    const typed = emailsIn(values, "facilitators");
    const unknown = unknownInWords(typed.filter((email) => !emails.has(email.toLowerCase())));
    return unknown === undefined ? {} : { facilitators: unknown };
  },
  telling: (values, { surveys }) => {
    const chosen = textOf(values, "evaluation");
    return chosen === NO_SURVEY || surveys.includes(chosen) ? {} : sentenceAt("evaluation");
  },
};

function repeatedNames(values: Values, { before, others }: SeriesOffer): Errors {
  const isTaken = (taken: readonly string[], name: string) =>
    taken.some((one) => one.toLowerCase() === name.toLowerCase());
  const titles = others.map(({ title }) => title);
  const names = others.flatMap((one) => [one.shortTitle, one.id]);
  const shortTitle = textOf(values, "shortTitle");
  const isIdTaken = others.some(({ id }) => id === idFrom(shortTitle));
  return {
    ...(isTaken(titles, textOf(values, "title")) && { title: "Another series has this title." }),
    ...(!before && (isTaken(names, shortTitle) || isIdTaken) && { shortTitle: "Another series has this name." }),
  };
}

function flawsInSkips(skipWeeks: string): Errors {
  for (const piece of piecesOf(skipWeeks)) {
    const weeks = weeksIn(piece);
    const named = `“${piece.slice(0, 40)}”`;
    if (!weeks) return { skipWeeks: `${named} is not like 2026-12-21 to 2027-01-04, or one day like 2026-12-21.` };
    if (weeks.from > weeks.to) return { skipWeeks: `${named} ends before it begins: write the earlier day first.` };
  }
  return {};
}

/** What shows only when the dates are computed. */
function flawsInRhythm(series: Series, { today, calendar }: SeriesOffer): Errors {
  const { recurrence } = series;
  if ("days" in recurrence) {
    const seen = recurrence.days.map(({ nth, weekday, at }) => `${nth} ${weekday} ${at}`);
    const twice = seen.findIndex((day, index) => seen.indexOf(day) < index);
    if (twice > 0) return { [`nth${twice + 1}`]: "This is the same as a session above: choose another day or time." };
  }
  if (hasDates(series, today, calendar)) return {};
  const field = "days" in recurrence ? "nth1" : recurrence.every === "weeks" ? "from" : "dates";
  return { [field]: "This gives no date in the next two years: choose other days, or leave out less." };
}
