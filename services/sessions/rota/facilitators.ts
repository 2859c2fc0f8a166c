import type { Message } from "../../delivery/schema.js";
import { addDays, dateOf, type LocalDate } from "../../kernel/dates.js";
import { sha256 } from "../../kernel/hash.js";
import { type Person, personIdOf, personKey } from "../../people/schema.js";
import { meetingBetween, type SessionsContext } from "../context.js";
import type { Occurrence, Rota, Session } from "../schema.js";
import { startOf } from "../times-rules.js";

/** Nobody is asked longer ahead than 26 weeks. */
const AHEAD_DAYS = 26 * 7;

/** Everybody who could be in a rota, by lower-case email. */
export async function peopleByEmail({ people }: SessionsContext): Promise<ReadonlyMap<string, Person>> {
  const all = await people.select({ cohorts: [], partners: [], roles: [], sides: [] });
  return new Map(all.map((person) => [person.email.toLowerCase(), person]));
}

/** Those of a rota who are here, in its order. */
export function facilitatorsOf({ facilitators }: Rota, byEmail: ReadonlyMap<string, Person>): Person[] {
  return facilitators.flatMap((email) => byEmail.get(email.toLowerCase()) ?? []);
}

export interface Place {
  readonly occurrence: Occurrence;
  readonly session: Session;
}

/** Occurrences of which somebody could be asked now, or is to lead. */
export function ahead(context: SessionsContext, now: Date): Promise<Occurrence[]> {
  const today = dateOf(now);
  return meetingBetween(context, today, addDays(today, AHEAD_DAYS));
}

/** Those of the last year as well, in which people had their turns. */
export function withLastYear(context: SessionsContext, now: Date): Promise<Occurrence[]> {
  const today = dateOf(now);
  return meetingBetween(context, addDays(today, -365), addDays(today, AHEAD_DAYS));
}

/** Each with its occurrence, in the order of time. */
export function sessionsIn(occurrences: readonly Occurrence[]): Place[] {
  return occurrences
    .flatMap((occurrence) => occurrence.sessions.map((session) => ({ occurrence, session })))
    .sort((one, other) => startOf(one.session).getTime() - startOf(other.session).getTime());
}

/** Names of these people, in their order; who is no longer known is left out. */
export async function namesOf({ people }: SessionsContext, keys: readonly string[]): Promise<string[]> {
  const known = await people.findMany(keys.map(personIdOf));
  return keys.flatMap((key) => known.get(key)?.name ?? []);
}

/** Stands for a person in forms and ids, and tells nothing of them. */
export function refOf(person: Person): string {
  return sha256(personKey(person)).slice(0, 16);
}

/** The ids of what goes to facilitators. */
export const campaigns = {
  /** `at`: when they were asked. */
  ask: ({ occurrence, session }: Place, at: string) => `${occurrence.id}.${session.id}.lead.${at}`,
  /** Asking the same colleague again on one day is once. */
  swap: ({ occurrence, session }: Place, to: Person, on: LocalDate) =>
    `${occurrence.id}.${session.id}.swap.${refOf(to)}.${on}`,
  news: ({ occurrence, session }: Place, from: Person, on: LocalDate) =>
    `${occurrence.id}.${session.id}.news.${refOf(from)}.${on}`,
};

/** What takes the place of cards that no longer apply. */
export const notes = {
  passed: ({ occurrence, session }: Place): Message => ({
    kind: "sessions.lead-over",
    subject: `${occurrence.id}|${session.id}`,
  }),
};
