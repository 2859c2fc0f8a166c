import { leadersOf } from "../people-rules.js";
import type { Booking, Occurrence, Session } from "../schema.js";
import { endOf, inOrder, isCalledOff, startOf, takesBookings } from "../times-rules.js";
import type { SessionTime } from "../views.js";
import { hasOffer, inLine, isOffered, lineOf, openBookingOf, placesLeft, waitingOf } from "./places-rules.js";
import type { AnnouncedSession, AnnouncementView, BookingAsk, BookingView, ComingSession, Standing } from "./views.js";

const DAY = 24 * 3_600_000;
/** From so long before the start on the inbox asks who is booked whether they can still come. */
const ASKED_BEFORE_MS = 2 * DAY;

/** By person key. */
export type Names = ReadonlyMap<string, { readonly name: string }>;

export interface Seer {
  /** A person key. */
  readonly person: string;
  readonly names: Names;
  readonly clashes: readonly string[];
}

export function viewOf(occurrence: Occurrence, session: Session, seer: Seer, now: Date): BookingView {
  const { series, sessions } = occurrence;
  const { person, names, clashes } = seer;
  const waits = waitingOf(occurrence, person, session.id);
  return {
    occurrence: occurrence.id,
    session: session.id,
    title: series.title,
    shortTitle: series.shortTitle,
    about: series.about,
    theme: occurrence.theme,
    time: timeOfSession(session),
    place: session.place,
    joinLink: session.joinLink,
    leads: namesOf(session, names),
    reading: occurrence.reading,
    confidential: series.confidential,
    standing: standingOf(occurrence, session, person, now),
    booking: latestOf(occurrence, session.id, person)?.id,
    isOpen: takesBookings(occurrence, session, now),
    placesLeft: placesLeft(occurrence, session, now),
    waiting: lineOf(occurrence, session.id).length,
    inLine: inLine(occurrence, person, session.id),
    offeredUntil: waits && isOffered(waits, now) ? new Date(waits.offeredUntil ?? 0) : undefined,
    others: inOrder(sessions)
      .filter((other) => other.id !== session.id && takesBookings(occurrence, other, now))
      .map((other) => ({
        session: other.id,
        time: timeOfSession(other),
        placesLeft: placesLeft(occurrence, other, now),
      })),
    holds: holdsElsewhere(occurrence, session, person),
    clashes,
  };
}

/** Where somebody has, waits for or had a place, in that order; undefined where they never did. */
export function sessionOfTheirs({ sessions, ...occurrence }: Occurrence, person: string): Session | undefined {
  const isTheirs = (one: { readonly person?: string | undefined }) => one.person === person;
  const held = openBookingOf({ sessions, ...occurrence }, person);
  const theirs = held ?? occurrence.waiting.find(isTheirs) ?? occurrence.bookings.findLast(isTheirs);
  return sessions.find(({ id }) => id === theirs?.session);
}

export function standingOf(occurrence: Occurrence, session: Session, person: string, now: Date): Standing {
  const booking = latestOf(occurrence, session.id, person);
  if (booking && booking.end === undefined) return booking.unsure ? "unsure" : "booked";
  if (isCalledOff(session)) return "called-off";
  const waits = waitingOf(occurrence, person, session.id);
  if (waits && isOffered(waits, now)) return "offered";
  // Who let an offer pass is out of the line, although nobody may have struck them off yet.
  if (waits && !hasOffer(waits)) return "waiting";
  // Given back because it was moved: theirs to say, like any place that is given back.
  if (booking?.why === "moved" && takesBookings(occurrence, session, now)) return "cancelled";
  return booking?.end ?? "none";
}

export function comingOf(occurrence: Occurrence, session: Session, person: string, now: Date): ComingSession {
  return {
    occurrence: occurrence.id,
    session: session.id,
    title: occurrence.series.title,
    shortTitle: occurrence.series.shortTitle,
    theme: occurrence.theme,
    time: timeOfSession(session),
    standing: standingOf(occurrence, session, person, now),
    isOpen: takesBookings(occurrence, session, now),
    placesLeft: placesLeft(occurrence, session, now),
    waiting: lineOf(occurrence, session.id).length,
    inLine: inLine(occurrence, person, session.id),
    isTheirs:
      latestOf(occurrence, session.id, person) !== undefined || inLine(occurrence, person, session.id) !== undefined,
    holdsAnother: holdsElsewhere(occurrence, session, person) !== undefined,
  };
}

export function announcementOf(occurrence: Occurrence, names: Names, now: Date): AnnouncementView {
  const { id, series, theme, reading } = occurrence;
  const { title, purpose, about, confidential } = series;
  const sessions = inOrder(occurrence.sessions).map(
    (session): AnnouncedSession => ({
      session: session.id,
      time: timeOfSession(session),
      place: session.place,
      isOnline: session.joinLink !== undefined,
      leads: namesOf(session, names),
      state: stateOf(occurrence, session, now),
      placesLeft: placesLeft(occurrence, session, now),
      waiting: lineOf(occurrence, session.id).length,
    }),
  );
  return { occurrence: id, title, purpose, about, theme, reading, confidential, sessions };
}

/** What the inbox asks of somebody about this occurrence. */
export function asksOf(occurrence: Occurrence, person: string, now: Date): BookingAsk[] {
  return occurrence.sessions
    .filter((session) => takesBookings(occurrence, session, now))
    .flatMap((session) => {
      const ask = askOf(standingOf(occurrence, session, person, now), session, now);
      if (!ask) return [];
      const until = waitingOf(occurrence, person, session.id)?.offeredUntil;
      const due = ask === "take-place" && until !== undefined ? new Date(until) : startOf(session);
      const common = { occurrence: occurrence.id, session: session.id, title: occurrence.series.title };
      return [{ ask, ...common, time: timeOfSession(session), due }];
    });
}

export function timeOfSession(session: Session): SessionTime {
  return { start: startOf(session), end: endOf(session) };
}

function askOf(standing: Standing, session: Session, now: Date): BookingAsk["ask"] | undefined {
  if (standing === "offered") return "take-place";
  if (standing === "unsure") return "confirm";
  const isNear = startOf(session).getTime() - now.getTime() <= ASKED_BEFORE_MS;
  return standing === "booked" && isNear ? "still-coming" : undefined;
}

function stateOf(occurrence: Occurrence, session: Session, now: Date): AnnouncedSession["state"] {
  if (isCalledOff(session)) return "called-off";
  if (takesBookings(occurrence, session, now)) return "open";
  return now < endOf(session) ? "begun" : "over";
}

function namesOf(session: Session, names: Names): string[] {
  return leadersOf(session).flatMap((person) => names.get(person)?.name ?? []);
}

function latestOf({ bookings }: Occurrence, session: string, person: string): Booking | undefined {
  return bookings.findLast((one) => one.person === person && one.session === session);
}

function holdsElsewhere(occurrence: Occurrence, session: Session, person: string): BookingView["holds"] {
  const held = openBookingOf(occurrence, person);
  const other = occurrence.sessions.find(({ id }) => id === held?.session && id !== session.id);
  return other && { session: other.id, time: timeOfSession(other) };
}
