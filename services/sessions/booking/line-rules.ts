import type { Occurrence, Session, Waiting } from "../schema.js";
import { isCalledOff, startOf, takesBookings } from "../times-rules.js";
import { freePlaces, hasOffer, isOffered } from "./places-rules.js";

/**
 * Each free place is kept for the first in line who has no offer yet, until the instant that `untilOf` gives; where it
 * gives none, or one that is over, nothing of that session is offered.
 */
export function offerFreed(
  occurrence: Occurrence,
  untilOf: (session: Session) => Date | undefined,
  now: Date,
): Occurrence {
  return occurrence.sessions
    .filter((session) => takesBookings(occurrence, session, now))
    .reduce((current, session) => offerPlaces(current, session, untilOf(session), now), occurrence);
}

/**
 * Who let an offer pass leaves the line, and so does everybody who waits for a session that has begun. Who waits for one
 * that is called off is still to be told so.
 */
export function lapse(occurrence: Occurrence, now: Date): Occurrence {
  const open = occurrence.sessions.filter((session) => takesBookings(occurrence, session, now)).map(({ id }) => id);
  const off = occurrence.sessions.filter((one) => isCalledOff(one) && now < startOf(one)).map(({ id }) => id);
  const isInLine = (one: Waiting) => open.includes(one.session) && (!hasOffer(one) || isOffered(one, now));
  const stays = (one: Waiting) => off.includes(one.session) || isInLine(one);
  const waiting = occurrence.waiting.filter(stays);
  return waiting.length === occurrence.waiting.length ? occurrence : { ...occurrence, waiting };
}

function offerPlaces(occurrence: Occurrence, session: Session, until: Date | undefined, now: Date): Occurrence {
  if (!until || until <= now) return occurrence;
  const offeredUntil = until.toISOString();
  let free = freePlaces(occurrence, session);
  if (free === 0) return occurrence;
  const waiting = occurrence.waiting.map((one) => {
    if (one.session !== session.id || hasOffer(one) || free === 0) return one;
    free -= 1;
    return { ...one, offeredUntil };
  });
  return waiting.some((one, at) => one !== occurrence.waiting[at]) ? { ...occurrence, waiting } : occurrence;
}
