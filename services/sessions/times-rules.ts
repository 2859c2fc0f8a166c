import { instantAt, type LocalDate, type LocalTime } from "../kernel/dates.js";
import type { Occurrence, Session } from "./schema.js";

const MINUTE = 60_000;
/** A session that is further away from its slot is no longer the slot's: it is found by that. */
export const FURTHEST_MOVED_DAYS = 60;
/** Coordinators open, and announce by hand, what is so far ahead at most. */
export const FURTHEST_AHEAD_DAYS = 365;

interface When {
  readonly date: LocalDate;
  readonly at: LocalTime;
  readonly minutes: number;
}

/** The instant at which a session begins. */
export function startOf({ date, at }: Pick<When, "date" | "at">): Date {
  return instantAt(date, at);
}

/** The instant at which it ends. */
export function endOf(session: When): Date {
  return new Date(startOf(session).getTime() + session.minutes * MINUTE);
}

export function isCalledOff({ calledOffAt }: Session): boolean {
  return calledOffAt !== undefined;
}

/** Whether a place in it can be had at that instant: announced, to come, and not called off. */
export function takesBookings({ status }: Occurrence, session: Session, now: Date): boolean {
  return status === "announced" && !isCalledOff(session) && now < startOf(session);
}

/** In the order of time. */
export function inOrder(sessions: readonly Session[]): Session[] {
  return [...sessions].sort((one, other) => startOf(one).getTime() - startOf(other).getTime());
}

/** Whether two meetings share time. */
export function overlap(one: When, other: When): boolean {
  return startOf(one) < endOf(other) && startOf(other) < endOf(one);
}
