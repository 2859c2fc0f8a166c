import type { Changed } from "../ports.js";
import type { Booking, End, Occurrence, OtherReason, Session } from "../schema.js";
import { endOf, isCalledOff, startOf } from "../times-rules.js";

const MINUTE = 60_000;
/** From so long before the start a code is taken, to so long after the end. */
const OPENS_BEFORE_MS = 10 * MINUTE;
const CLOSES_AFTER_MS = 120 * MINUTE;
/** Codes that somebody may try. */
export const TRIES = 3;
/** Neither vowels, which make words, nor what is taken for another letter or a figure. */
const LETTERS = "BCDFGHJKMNPRSTVWXZ";

/** The end of a booking, with the reason of `other`. */
export interface Ended {
  readonly end: End;
  readonly why?: OtherReason | undefined;
}

/** Three letters; `below` gives a whole number, 0 ≤ n < its argument. */
export function newCode(below: (below: number) => number): string {
  return Array.from({ length: 3 }, () => LETTERS[below(LETTERS.length)]).join("");
}

/** What somebody typed, as a code is stored: letter case, spaces and stops make no difference. */
export function readCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

/** Gives the session its code; one that is there stays. Undefined where nobody meets. */
export function withCode(occurrence: Occurrence, sessionId: string, code: string): Changed<string | undefined> {
  const session = occurrence.sessions.find(({ id }) => id === sessionId);
  if (!session || isCalledOff(session)) return { result: undefined };
  if (session.code !== undefined) return { result: session.code };
  return { next: withSession(occurrence, { ...session, code }), result: code };
}

export type Standing =
  /** A code would be looked at. */
  | "open"
  | "came"
  | "not-booked"
  | "too-early"
  | "too-late"
  | "called-off"
  | "no-tries"
  /** Whoever leads has said that they were not there. */
  | "settled";

/** Where somebody stands who says that they came. */
export function standingOf(occurrence: Occurrence, session: Session, person: string, now: Date): Standing {
  if (isCalledOff(session)) return "called-off";
  const booking = bookingIn(occurrence, session.id, person);
  if (!booking || booking.end === "cancelled") return "not-booked";
  if (booking.end === "attended") return "came";
  if (now.getTime() < startOf(session).getTime() - OPENS_BEFORE_MS) return "too-early";
  if (booking.end !== undefined) return "settled";
  if (occurrence.status === "closed" || now.getTime() > endOf(session).getTime() + CLOSES_AFTER_MS) return "too-late";
  return booking.wrongCodes >= TRIES ? "no-tries" : "open";
}

export type CodeOutcome =
  | { readonly kind: "recorded" }
  | { readonly kind: "wrong"; readonly left: number }
  | { readonly kind: "refused"; readonly standing: Exclude<Standing, "open" | "came"> };

/**
 * Somebody types the code. `entry` is this press alone, so that one that is met twice counts once. Right: they
 * attended. Each wrong one uses up a try, whatever else is pressed at the same moment.
 */
export function enterCode(
  occurrence: Occurrence,
  sessionId: string,
  by: { readonly person: string; readonly typed: string; readonly entry: string },
  now: Date,
): Changed<CodeOutcome> {
  const session = occurrence.sessions.find(({ id }) => id === sessionId);
  const booking = bookingIn(occurrence, sessionId, by.person);
  if (!session || !booking) return { result: { kind: "refused", standing: "not-booked" } };
  if (booking.wrongEntry === by.entry) return { result: wrong(booking) };
  const standing = standingOf(occurrence, session, by.person, now);
  if (standing === "came") return { result: { kind: "recorded" } };
  if (standing !== "open") return { result: { kind: "refused", standing } };
  if (session.code !== undefined && readCode(by.typed) === session.code) {
    return { next: withBooking(occurrence, ended(booking, { end: "attended" }, now)), result: { kind: "recorded" } };
  }
  const tried = { ...booking, wrongCodes: booking.wrongCodes + 1, wrongEntry: by.entry };
  return { next: withBooking(occurrence, tried), result: wrong(tried) };
}

/**
 * Whoever leads says who came: of the open bookings among `shown`, those in `absent` did not, the others did. Who was
 * to come on a day that they never agreed to is no no-show. Settled as soon as nobody is left to say it of.
 */
export function settle(
  occurrence: Occurrence,
  sessionId: string,
  list: { readonly shown: readonly string[]; readonly absent: readonly string[] },
  now: Date,
): Changed<"settled" | "more"> {
  const shown = new Set(list.shown);
  const absent = new Set(list.absent);
  const bookings = occurrence.bookings.map((booking) => {
    if (!isOpenIn(booking, sessionId) || !shown.has(booking.id)) return booking;
    return ended(booking, absent.has(booking.id) ? absence(booking) : { end: "attended" }, now);
  });
  const isSettled = !bookings.some((booking) => isOpenIn(booking, sessionId));
  const sessions = occurrence.sessions.map((session) =>
    session.id === sessionId && isSettled ? { settledAt: now.toISOString(), ...session } : session,
  );
  return { next: { ...occurrence, bookings, sessions }, result: isSettled ? "settled" : "more" };
}

/**
 * Puts a booking right whose end is still the one that was seen. `stale`: somebody else has put it right meanwhile, or
 * it is no longer to be changed.
 */
export function correct(
  occurrence: Occurrence,
  bookingId: string,
  { from, to }: { readonly from: Ended | undefined; readonly to: Ended },
  now: Date,
): Changed<"corrected" | "same" | "stale"> {
  const booking = occurrence.bookings.find(({ id }) => id === bookingId);
  if (!booking) return { result: "stale" };
  if (isSame(booking, to)) return { result: booking.endedAt === now.toISOString() ? "corrected" : "same" };
  if (occurrence.status === "closed" || !isSame(booking, from)) return { result: "stale" };
  return { next: withBooking(occurrence, ended(booking, to, now)), result: "corrected" };
}

/** The end that a booking has. */
export function endIn({ end, why }: Booking): Ended | undefined {
  return end === undefined ? undefined : { end, why };
}

/** Every booking that has no end gets it, and nothing changes after. */
export function close(occurrence: Occurrence, now: Date): Changed<"closed"> {
  if (occurrence.status === "closed") return { result: "closed" };
  const recorded = new Set(occurrence.sessions.filter((one) => isRecorded(occurrence, one)).map(({ id }) => id));
  const off = new Set(occurrence.sessions.filter(isCalledOff).map(({ id }) => id));
  const endOfOpen = (booking: Booking): Ended => {
    if (off.has(booking.session)) return { end: "other", why: "called-off" };
    if (booking.unsure || recorded.has(booking.session)) return absence(booking);
    return { end: "other", why: "not-recorded" };
  };
  const bookings = occurrence.bookings.map((one) => (one.end === undefined ? ended(one, endOfOpen(one), now) : one));
  return { next: { ...occurrence, bookings, status: "closed" }, result: "closed" };
}

/** Everybody's last booking in the session, those given back too. */
export function lastBookings(occurrence: Occurrence, sessionId: string): Booking[] {
  const last = new Map<string, Booking>();
  for (const booking of occurrence.bookings) {
    if (booking.session === sessionId) last.set(booking.person ?? booking.id, booking);
  }
  return [...last.values()];
}

export function isOpenIn({ session, end }: Booking, sessionId: string): boolean {
  return session === sessionId && end === undefined;
}

/** Whether anybody said who came: somebody who leads, or one person by the code. */
function isRecorded({ bookings }: Occurrence, { id, settledAt }: Session): boolean {
  return settledAt !== undefined || bookings.some(({ session, end }) => session === id && end === "attended");
}

/** The one that has not ended, or else the last one. */
function bookingIn({ bookings }: Occurrence, session: string, person: string): Booking | undefined {
  const theirs = bookings.filter((one) => one.session === session && one.person === person);
  return theirs.find(({ end }) => end === undefined) ?? theirs.at(-1);
}

function isSame(booking: Booking, ended: Ended | undefined): boolean {
  return booking.end === ended?.end && booking.why === ended?.why;
}

function absence({ unsure }: Booking): Ended {
  return unsure ? { end: "other", why: "moved" } : { end: "no-show" };
}

function ended({ why: _, ...booking }: Booking, { end, why }: Ended, now: Date): Booking {
  return { ...booking, end, ...(why && { why }), endedAt: now.toISOString(), untold: false };
}

function wrong({ wrongCodes }: Booking): CodeOutcome {
  return { kind: "wrong", left: Math.max(0, TRIES - wrongCodes) };
}

function withBooking(occurrence: Occurrence, changed: Booking): Occurrence {
  return { ...occurrence, bookings: occurrence.bookings.map((one) => (one.id === changed.id ? changed : one)) };
}

function withSession(occurrence: Occurrence, changed: Session): Occurrence {
  return { ...occurrence, sessions: occurrence.sessions.map((one) => (one.id === changed.id ? changed : one)) };
}
