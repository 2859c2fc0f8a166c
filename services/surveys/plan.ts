import { addDays, daysBetween, inWords, type LocalDate, localDate } from "../kernel/dates.js";
import { severalOf, textOf } from "../kernel/typed.js";
import { ROLES, SIDES } from "../people/schema.js";
import type { Fields } from "./answers.js";
import type { Audience } from "./schema.js";

/** The fields of the planning form; each is also the input's id. Several choices are joined by commas. */
export const PLAN_FIELDS = [
  "title",
  "cohorts",
  "partners",
  "roles",
  "sides",
  "opensOn",
  "closesOn",
  "reminders",
] as const;
export type PlanField = (typeof PLAN_FIELDS)[number];

/** What the form offers: days after opening. Two at most, so that nobody is pestered. */
export const REMINDERS = { two: [3, 7], one: [3], none: [] } as const;

/** The fields that show a plan again. */
export function planFields({ title, audience, opensOn, closesOn, reminders }: Plan): Fields {
  const often = Object.entries(REMINDERS).find(([, days]) => days.join() === reminders.join());
  const lists = Object.entries(audience).map(([field, ids]) => [field, ids.join(",")]);
  return { ...Object.fromEntries(lists), title, opensOn, closesOn, reminders: often?.[0] ?? "two" };
}

export interface Plan {
  readonly title: string;
  readonly audience: Audience;
  readonly opensOn: LocalDate;
  readonly closesOn: LocalDate;
  readonly reminders: number[];
}

export type PlanRead =
  | { readonly ok: true; readonly plan: Plan; readonly values: Fields }
  /** `errors`: a sentence by field. */
  | { readonly ok: false; readonly errors: Partial<Record<PlanField, string>>; readonly values: Fields };

/** The ids that a wave can be aimed at. */
export interface AudienceOffer {
  readonly cohorts: readonly string[];
  readonly partners: readonly string[];
}

const LONGEST_WAVE = 92;

/** Checks the planning form; never throws, whatever `typed` is. Audience lists left empty narrow nothing. */
export function readPlan(typed: unknown, offer: AudienceOffer, today: LocalDate): PlanRead {
  const text = (field: PlanField) => textOf(typed, field);
  const errors: Partial<Record<PlanField, string>> = {};
  const audience = {
    cohorts: several("cohorts", offer.cohorts),
    partners: several("partners", offer.partners),
    roles: several("roles", ROLES),
    sides: several("sides", SIDES),
  };
  const title = text("title");
  const reminders = new Map<string, readonly number[]>(Object.entries(REMINDERS)).get(text("reminders"));
  const opensOn = date("opensOn", "Choose the day on which it opens.");
  const closesOn = date("closesOn", "Choose the last day for answers.");

  if (title.length < 1 || title.length > 80) errors.title = "Give it a title of at most 80 characters.";
  if (reminders === undefined) errors.reminders = "Choose how often to remind.";
  if (opensOn !== undefined && opensOn < today) errors.opensOn = "Choose today or a later day.";
  if (opensOn !== undefined && closesOn !== undefined) {
    const days = daysBetween(opensOn, closesOn);
    const last = reminders?.at(-1) ?? 0;
    if (days < 0) errors.closesOn = "Choose the opening day or a later one.";
    else if (days > LONGEST_WAVE) errors.closesOn = `Choose a day up to ${inWords(addDays(opensOn, LONGEST_WAVE))}.`;
    else if (days < last)
      errors.closesOn = `A reminder after ${last} days would come too late: choose a later day, or fewer reminders.`;
  }

  const values = Object.fromEntries(
    PLAN_FIELDS.map((field) => [field, text(field)]).filter(([, value]) => value !== ""),
  );
  if (Object.keys(errors).length > 0 || opensOn === undefined || closesOn === undefined || reminders === undefined) {
    return { ok: false, errors, values };
  }
  return { ok: true, plan: { title, audience, opensOn, closesOn, reminders: [...reminders] }, values };

  function several<T extends string>(field: PlanField, offered: readonly T[]): T[] {
    const chosen = severalOf(typed, field);
    if (chosen.some((id) => !(offered as readonly string[]).includes(id))) errors[field] = "Choose from the list.";
    return offered.filter((id) => chosen.includes(id));
  }

  function date(field: PlanField, sentence: string): LocalDate | undefined {
    const parsed = localDate.safeParse(text(field));
    if (!parsed.success) errors[field] = sentence;
    return parsed.data;
  }
}
