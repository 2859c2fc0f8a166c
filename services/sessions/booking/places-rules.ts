import type { Booking, Occurrence, Session, Waiting } from "../schema.js";
import { startOf } from "../times-rules.js";

const MINUTE = 60_000;
/** From so long before the start on, the line is too slow: a free place is whose who asks first. */
const LINE_ENDS_MS = 30 * MINUTE;

/** From then on a free place of the session is offered to nobody. */
export function offersEnd(session: Session): Date {
  return new Date(startOf(session).getTime() - LINE_ENDS_MS);
}

/** The places of a session that are held, in the order of booking. */
export function openBookings({ bookings }: Occurrence, session: string): Booking[] {
  return bookings.filter((one) => one.session === session && one.end === undefined);
}

/** Whether a place is taken: held, or of somebody who has said just before the start that they came. */
export function takesPlace({ session, end }: Booking, wanted: string): boolean {
  return session === wanted && (end === undefined || end === "attended");
}

/** The one place that somebody holds in an occurrence. */
export function openBookingOf({ bookings }: Occurrence, person: string): Booking | undefined {
  return bookings.find((one) => one.person === person && one.end === undefined);
}

/** Who waits for a session, the first in line first; those with an offer too. */
export function lineOf({ waiting }: Occurrence, session: string): Waiting[] {
  return waiting.filter((one) => one.session === session);
}

export function waitingOf({ waiting }: Occurrence, person: string, session: string): Waiting | undefined {
  return waiting.find((one) => one.person === person && one.session === session);
}

/** Somebody's place in the line for a session, from 1. */
export function inLine(occurrence: Occurrence, person: string, session: string): number | undefined {
  const place = lineOf(occurrence, session).findIndex((one) => one.person === person);
  return place < 0 ? undefined : place + 1;
}

/** Places that are neither held nor kept for somebody by an offer; those who wait may have a right to them. */
export function freePlaces(occurrence: Occurrence, session: Session): number {
  const kept = lineOf(occurrence, session.id).filter(hasOffer).length;
  const taken = occurrence.bookings.filter((one) => takesPlace(one, session.id)).length;
  return Math.max(0, session.capacity - taken - kept);
}

/** Places that a newcomer can have: who waits comes first, until {@link offersEnd}. */
export function placesLeft(occurrence: Occurrence, session: Session, now: Date): number {
  const free = freePlaces(occurrence, session);
  if (now >= offersEnd(session)) return free;
  return Math.max(0, free - lineOf(occurrence, session.id).filter((one) => !hasOffer(one)).length);
}

/** Whether a free place is this person's, in line or not: there are more of them than people before this one. */
export function mayTake(occurrence: Occurrence, session: Session, person: string, now: Date): boolean {
  const free = freePlaces(occurrence, session);
  if (now >= offersEnd(session)) return free > 0;
  const line = lineOf(occurrence, session.id);
  const own = line.findIndex((one) => one.person === person);
  const before = own < 0 ? line : line.slice(0, own);
  return before.filter((one) => !hasOffer(one)).length < free;
}

export function hasOffer({ offeredUntil }: Waiting): boolean {
  return offeredUntil !== undefined;
}

/** A place is kept for them still. */
export function isOffered({ offeredUntil }: Waiting, now: Date): boolean {
  return offeredUntil !== undefined && now.toISOString() < offeredUntil;
}
