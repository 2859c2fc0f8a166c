import type { LocalDate, LocalTime } from "../../kernel/dates.js";
import type { Changed } from "../ports.js";
import type { Booking, Occurrence, Session, Waiting } from "../schema.js";
import { takesBookings } from "../times-rules.js";
import { hasOffer, inLine, isOffered, mayTake, openBookingOf, takesPlace, waitingOf } from "./places-rules.js";

export { detach } from "./detach-rules.js";
export { lapse, offerFreed } from "./line-rules.js";

/** So many wait in an occurrence at most, and so many bookings are made in it, ended ones included: it is one row. */
const LONGEST_LINE = 600;
const MOST_BOOKINGS = 1_200;
/** So many of them one person makes: giving back and booking again must not use up the row for all others. */
const MOST_OF_ONE = 20;

/** Whoever books; `untold`: their own chat is to tell them, since the answer stands where others look on. */
export interface Booker {
  /** A person key. */
  readonly person: string;
  readonly partner: string;
  readonly untold?: boolean;
}

export type Booked =
  | { readonly outcome: "booked" | "already" }
  | { readonly outcome: "waiting"; readonly place: number }
  /** They hold a place in this other session of the occurrence. */
  | { readonly outcome: "has-another"; readonly session: string }
  /** `closed`: not announced, begun, called off, or no such session. `line-full`: nobody more can wait. */
  | { readonly outcome: "closed" | "line-full" };

/** A place in the session, or one in the line for it. */
export function book(occurrence: Occurrence, who: Booker, session: string, now: Date): Changed<Booked> {
  const wanted = openSession(occurrence, session, now);
  if (!wanted) return { result: { outcome: "closed" } };
  const held = openBookingOf(occurrence, who.person);
  if (held?.session === session)
    return { result: { outcome: held.bookedAt === now.toISOString() ? "booked" : "already" } };
  if (held) return { result: { outcome: "has-another", session: held.session } };
  if (hasCome(occurrence, who.person, session)) return { result: { outcome: "already" } };
  return placeOrLine(occurrence, who, wanted, now);
}

/**
 * From the session of theirs to another of the occurrence, in one step; where that is full they wait for it and keep
 * the place that they have. Who holds none books.
 */
export function moveTo(occurrence: Occurrence, who: Booker, session: string, now: Date): Changed<Booked> {
  const wanted = openSession(occurrence, session, now);
  const held = openBookingOf(occurrence, who.person);
  if (!wanted || (held && !openSession(occurrence, held.session, now))) return { result: { outcome: "closed" } };
  if (held?.session === session || hasCome(occurrence, who.person, session)) return { result: { outcome: "booked" } };
  return placeOrLine(occurrence, who, wanted, now);
}

/** Takes the place that is kept for them, in time; a place that they hold in another session is given back for it. */
export function accept(
  occurrence: Occurrence,
  who: Booker,
  session: string,
  now: Date,
): Changed<"booked" | "too-late" | "no-offer" | "closed"> {
  if (openBookingOf(occurrence, who.person)?.session === session) return { result: "booked" };
  const wanted = openSession(occurrence, session, now);
  if (!wanted) return { result: "closed" };
  const offer = waitingOf(occurrence, who.person, session);
  if (!offer || !hasOffer(offer)) return { result: "no-offer" };
  if (!isOffered(offer, now)) return { result: "too-late" };
  return { next: taken(occurrence, who, wanted, now), result: "booked" };
}

/** They leave the line for the session; what was kept for them is free again. */
export function decline(occurrence: Occurrence, person: string, session: string): Changed<"done"> {
  return waitingOf(occurrence, person, session)
    ? { next: withoutWaiting(occurrence, person, session), result: "done" }
    : { result: "done" };
}

/** Gives back the place in the session, or the one in the line for it. `closed`: it has begun, so it is too late. */
export function giveBack(
  occurrence: Occurrence,
  person: string,
  session: string,
  now: Date,
): Changed<"done" | "closed"> {
  const held = openBookingOf(occurrence, person);
  if (held?.session !== session) return decline(occurrence, person, session);
  if (!openSession(occurrence, session, now)) return { result: "closed" };
  const end: Partial<Booking> = held.unsure ? { end: "other", why: "moved" } : { end: "cancelled" };
  const ended = { ...held, ...end, endedAt: now.toISOString(), untold: false, sequence: held.sequence + 1 };
  return { next: tied(withBooking(occurrence, ended), person), result: "done" };
}

/** They can come at the time that the session was moved to. */
export function confirm(
  occurrence: Occurrence,
  person: string,
  session: string,
  now: Date,
): Changed<"confirmed" | "nothing" | "closed"> {
  const held = openBookingOf(occurrence, person);
  if (held?.session !== session) return { result: "nothing" };
  if (!held.unsure) return { result: "confirmed" };
  if (!openSession(occurrence, session, now)) return { result: "closed" };
  return { next: withBooking(occurrence, { ...held, unsure: false }), result: "confirmed" };
}

/** What a moved session becomes. */
export interface NewTime {
  readonly date: LocalDate;
  readonly at: LocalTime;
}

/**
 * The session at another time: everybody booked in it is unsure from then on, until they say that they can come, and so is
 * who had just said that they came. Its code is given anew, and so are offers, which were of the time before.
 */
export function moveSession(occurrence: Occurrence, session: string, to: NewTime, _now: Date): Occurrence {
  const moved = occurrence.sessions.find(({ id }) => id === session);
  if (!moved || (moved.date === to.date && moved.at === to.at)) return occurrence;
  const { date, at } = to;
  const sequence = moved.sequence + 1;
  const { code: _, ...fresh } = moved;
  return {
    ...withSession(occurrence, { ...fresh, date, at, sequence, movedAs: sequence }),
    bookings: occurrence.bookings.map((one) => (takesPlace(one, session) ? askedAgain(occurrence, one) : one)),
    waiting: occurrence.waiting.map((one) => (one.session === session ? withoutOffer(one) : one)),
  };
}

/** Nobody meets: every booking in it ends as other, called off. Who waits for it stays in line until they are told. */
export function callOff(occurrence: Occurrence, session: string, now: Date): Occurrence {
  const off = occurrence.sessions.find(({ id }) => id === session);
  if (!off || off.calledOffAt !== undefined) return occurrence;
  const instant = now.toISOString();
  const ended = { end: "other", why: "called-off", endedAt: instant, untold: false } as const;
  const { bookings } = occurrence;
  const without = {
    ...withSession(occurrence, { ...off, calledOffAt: instant, sequence: off.sequence + 1 }),
    bookings: bookings.map((one) => (takesPlace(one, session) ? { ...one, ...ended } : one)),
  };
  return bookings.filter((one) => isOpenIn(one, session)).reduce((o, { person }) => tied(o, person), without);
}

function withoutOffer({ offeredUntil: _, ...one }: Waiting): Waiting {
  return one;
}

/** Nobody came to what has not begun; whoever has a place in another session by now has no two. */
function askedAgain(occurrence: Occurrence, booking: Booking): Booking {
  if (booking.end === undefined) return { ...booking, unsure: true };
  const { end: _, endedAt: __, ...open } = booking;
  const hasAnother = booking.person === undefined || openBookingOf(occurrence, booking.person) !== undefined;
  return hasAnother ? { ...booking, end: "other", why: "moved" } : { ...open, unsure: true };
}

/** They have said just before the start that they are there. */
function hasCome({ bookings }: Occurrence, person: string, session: string): boolean {
  return bookings.some((one) => one.person === person && one.session === session && one.end === "attended");
}

function placeOrLine(before: Occurrence, who: Booker, wanted: Session, now: Date): Changed<Booked> {
  const own = waitingOf(before, who.person, wanted.id);
  const isOver = own && hasOffer(own) && !isOffered(own, now);
  const occurrence = isOver ? withoutWaiting(before, who.person, wanted.id) : before;
  const isTheirs = own && isOffered(own, now);
  if (isTheirs || mayTake(occurrence, wanted, who.person, now)) {
    const theirs = occurrence.bookings.filter(({ person }) => person === who.person).length;
    const isMost = occurrence.bookings.length >= MOST_BOOKINGS || theirs >= MOST_OF_ONE;
    const isFull = isMost && !openBookingOf(occurrence, who.person);
    if (isFull) return { result: { outcome: "line-full" } };
    return { next: taken(occurrence, who, wanted, now), result: { outcome: "booked" } };
  }
  const place = inLine(occurrence, who.person, wanted.id);
  if (place !== undefined) return { result: { outcome: "waiting", place } };
  if (occurrence.waiting.length >= LONGEST_LINE) return { result: { outcome: "line-full" } };
  const joined = { ...named(occurrence, who), session: wanted.id, since: now.toISOString() };
  const next = tied({ ...occurrence, waiting: [...occurrence.waiting, joined] }, who.person);
  return { next, result: { outcome: "waiting", place: inLine(next, who.person, wanted.id) ?? 0 } };
}

/** The place is theirs: the one that they hold elsewhere becomes it, or a new one. */
function taken(before: Occurrence, who: Booker, wanted: Session, now: Date): Occurrence {
  const occurrence = withoutWaiting(before, who.person, wanted.id);
  const held = openBookingOf(occurrence, who.person);
  if (held) {
    const sequence = sequenceAfter(occurrence, held, wanted);
    const { untold = false } = who;
    return withBooking(occurrence, { ...held, session: wanted.id, unsure: false, untold, sequence });
  }
  const booking: Booking = {
    id: `${occurrence.booked + 1}`,
    ...named(occurrence, who),
    session: wanted.id,
    bookedAt: now.toISOString(),
    ...{ unsure: false, wrongCodes: triedBefore(occurrence, who.person, wanted), untold: who.untold ?? false },
    sequence: 0,
  };
  return tied(
    { ...occurrence, booked: occurrence.booked + 1, bookings: [...occurrence.bookings, booking] },
    who.person,
  );
}

/** Giving the place back and booking again, or moving away and back, gives nobody more codes to try. */
function triedBefore({ bookings }: Occurrence, person: string, { id }: Session): number {
  const theirs = bookings.filter((one) => one.person === person && one.session === id);
  return Math.max(0, ...theirs.map(({ wrongCodes }) => wrongCodes));
}

/** A calendar takes a change only under a higher number, which is the session's and the booking's together. */
function sequenceAfter({ sessions }: Occurrence, held: Booking, wanted: Session): number {
  const from = sessions.find(({ id }) => id === held.session)?.sequence ?? 0;
  return held.sequence + 1 + Math.max(0, from - wanted.sequence);
}

function named({ series }: Occurrence, { person, partner }: Booker): { person: string; partner?: string } {
  return series.confidential ? { person } : { person, partner };
}

function openSession(occurrence: Occurrence, session: string, now: Date): Session | undefined {
  return occurrence.sessions.find((one) => one.id === session && takesBookings(occurrence, one, now));
}

function isOpenIn({ session, end }: Booking, wanted: string): boolean {
  return session === wanted && end === undefined;
}

function withSession(occurrence: Occurrence, changed: Session): Occurrence {
  return { ...occurrence, sessions: occurrence.sessions.map((one) => (one.id === changed.id ? changed : one)) };
}

function withBooking(occurrence: Occurrence, changed: Booking): Occurrence {
  return { ...occurrence, bookings: occurrence.bookings.map((one) => (one.id === changed.id ? changed : one)) };
}

function withoutWaiting(occurrence: Occurrence, person: string, session: string): Occurrence {
  return {
    ...occurrence,
    waiting: occurrence.waiting.filter((one) => one.person !== person || one.session !== session),
  };
}

/** Who waits says which booking they would give up: the one that they hold now. */
function tied(occurrence: Occurrence, person: string | undefined): Occurrence {
  const held = person === undefined ? undefined : openBookingOf(occurrence, person)?.id;
  const isLoose = (one: Waiting) => one.person === person && one.insteadOf !== held;
  if (!occurrence.waiting.some(isLoose)) return occurrence;
  const tie = ({ insteadOf: _, ...one }: Waiting): Waiting => (held === undefined ? one : { ...one, insteadOf: held });
  return { ...occurrence, waiting: occurrence.waiting.map((one) => (isLoose(one) ? tie(one) : one)) };
}
