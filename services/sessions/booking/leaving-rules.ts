import { type PersonId, personIdOf } from "../../people/schema.js";
import type { Occurrence, Session } from "../schema.js";
import { startOf } from "../times-rules.js";
import { giveBack } from "./register-rules.js";

/** Everybody who is to come to it, waits for it or leads it, where that is still to come. */
export function peopleToCome(occurrence: Occurrence, now: Date): PersonId[] {
  const open = occurrence.sessions.filter((session) => now < startOf(session));
  const isOpen = ({ session }: { readonly session: string }) => open.some(({ id }) => id === session);
  const keys = [
    ...occurrence.bookings.filter((one) => one.end === undefined && isOpen(one)).map(({ person }) => person),
    ...occurrence.waiting.filter(isOpen).map(({ person }) => person),
    ...open.flatMap(({ leads }) => leads.map(({ person }) => person)),
  ];
  return [...new Set(keys.filter((key) => key !== undefined))].map(personIdOf);
}

/** Whoever has left the partnership gives their places back, and leads nothing that is still to come. */
export function withoutLeaver(occurrence: Occurrence, person: string, now: Date): Occurrence {
  const given = occurrence.sessions.reduce(
    (one, session) => giveBack(one, person, session.id, now).next ?? one,
    occurrence,
  );
  return {
    ...given,
    sessions: given.sessions.map((session) => (now < startOf(session) ? without(session, person) : session)),
  };
}

function without(session: Session, person: string): Session {
  const leads = session.leads.filter((lead) => lead.person !== person);
  return leads.length === session.leads.length ? session : { ...session, leads };
}
