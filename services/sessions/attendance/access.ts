import { ExpectedError } from "../../kernel/errors.js";
import { partnerName } from "../../partnership/names.js";
import { type Person, personIdOf, personKey } from "../../people/schema.js";
import { can } from "../../permissions.js";
import { occurrenceOf, type SessionsContext, sessionOf } from "../context.js";
import { isLeader, leadersOf } from "../people-rules.js";
import type { Booking, Occurrence, Session } from "../schema.js";
import { endOf, startOf } from "../times-rules.js";
import type { Attendee, SessionHead } from "./views.js";

/** One session in its occurrence. */
export interface Found {
  readonly occurrence: Occurrence;
  readonly session: Session;
}

export async function found(context: SessionsContext, occurrenceId: string, sessionId: string): Promise<Found> {
  const occurrence = await occurrenceOf(context, occurrenceId);
  return { occurrence, session: sessionOf(occurrence, sessionId) };
}

/** Who may see who comes: those who lead this very session, and coordinators. */
export function mayLead(person: Person, session: Session): boolean {
  return can(person, "sessions.plan") || isLeader(session, personKey(person));
}

/** The session for somebody who may see who comes to it; a sentence for others. */
export async function ledBy(
  context: SessionsContext,
  person: Person,
  occurrenceId: string,
  sessionId: string,
): Promise<Found> {
  const { occurrence, session } = await found(context, occurrenceId, sessionId);
  if (mayLead(person, session)) return { occurrence, session };
  throw new ExpectedError(
    "not-permitted",
    "Only those who lead this session and coordinators can see who comes to it.",
  );
}

/** Those who lead it; where nobody does, the coordinators. */
export async function whoLeads(context: SessionsContext, session: Session): Promise<Person[]> {
  const known = await context.people.findMany(leadersOf(session).map(personIdOf));
  const leaders = [...known.values()].filter(({ status }) => status === "active");
  if (leaders.length > 0) return leaders;
  return context.people.select({ cohorts: [], partners: [], sides: [], roles: ["coordinator"] });
}

export function headOf({ occurrence: { id, series, theme }, session }: Found): SessionHead {
  const time = { start: startOf(session), end: endOf(session) };
  return { occurrence: id, session: session.id, title: series.title, theme, time };
}

/** Those who made these bookings, by name; in confidential series without their partner. */
export async function attendees(
  context: SessionsContext,
  { series }: Occurrence,
  bookings: readonly Booking[],
): Promise<Attendee[]> {
  const keys = bookings.flatMap(({ person }) => (person === undefined ? [] : [person]));
  const people = await context.people.findMany(keys.map(personIdOf));
  const all = bookings.map(({ id, person, unsure, end, why }): Attendee => {
    const known = person === undefined ? undefined : people.get(person);
    const partner = known && !series.confidential ? partnerName(context.partnership, known.partner) : undefined;
    return { booking: id, name: known?.name, partner, unsure, end, why };
  });
  return all.sort((one, other) => (one.name ?? "~").localeCompare(other.name ?? "~", "en-GB"));
}
