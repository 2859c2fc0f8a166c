import type { Reading } from "../schema.js";
import type { SessionTime } from "../views.js";

/** Where somebody stands with one session. */
export type Standing =
  | "none"
  | "booked"
  /** Booked, and the session was moved since: can they come then? */
  | "unsure"
  | "waiting"
  /** A freed place is kept for them. */
  | "offered"
  | "cancelled"
  | "called-off"
  | "attended"
  | "no-show"
  | "other";

export interface OtherSession {
  readonly session: string;
  readonly time: SessionTime;
  /** 0 when it is full: then one can wait in line for it. */
  readonly placesLeft: number;
}

/** One session of an occurrence as one person sees it. */
export interface BookingView {
  readonly occurrence: string;
  readonly session: string;
  /** The series. */
  readonly title: string;
  readonly shortTitle: string;
  readonly about: "theme" | "topic";
  readonly theme: string | undefined;
  readonly time: SessionTime;
  readonly place: string | undefined;
  readonly joinLink: string | undefined;
  /** Names of those who said that they lead it. */
  readonly leads: readonly string[];
  readonly reading: readonly Reading[];
  readonly confidential: boolean;
  readonly standing: Standing;
  /** Whether it can still be booked, given back or moved from. */
  readonly isOpen: boolean;
  readonly placesLeft: number;
  /** How many wait for a place in it. */
  readonly waiting: number;
  /** Their own place in the line, from 1. */
  readonly inLine: number | undefined;
  readonly offeredUntil: Date | undefined;
  /** Others of the same occurrence that can still be booked. */
  readonly others: readonly OtherSession[];
  /** What else they are booked for at that time: "BLM, Tuesday 8 December, 12:00 to 13:30". */
  readonly clashes: readonly string[];
}
