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
  /** Theirs in this session, the latest: for its calendar entry. */
  readonly booking: string | undefined;
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
  /** Another session of the same occurrence, in which they hold a place. */
  readonly holds: { readonly session: string; readonly time: SessionTime } | undefined;
  /** What else they are booked for at that time: "BLM, Tuesday 8 December, 12:00 to 13:30". */
  readonly clashes: readonly string[];
}

/**
 * Why a press changed nothing, where the session as it stands doesn't say it. `offer-over`: the time of the offer ran out.
 * `no-offer`: nothing is kept for them. `begun`: too late to give the place back. `holds-begun`: the session that they
 * would move from has begun. `line-full`: nobody more can wait.
 */
export type Refusal = "offer-over" | "no-offer" | "begun" | "holds-begun" | "line-full";

export interface BookingReply {
  readonly view: BookingView;
  readonly refusal?: Refusal;
}

/** A line of what is coming. */
export interface ComingSession {
  readonly occurrence: string;
  readonly session: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly theme: string | undefined;
  readonly time: SessionTime;
  readonly standing: Standing;
  readonly isOpen: boolean;
  readonly placesLeft: number;
  readonly waiting: number;
  readonly inLine: number | undefined;
  /** They have, had or wait for a place in it. */
  readonly isTheirs: boolean;
  /** They hold a place in another session of the same occurrence. */
  readonly holdsAnother: boolean;
}

/** What `sessions` shows; the doors that this person has beside booking. */
export interface ComingView {
  readonly sessions: readonly ComingSession[];
  readonly leads: boolean;
  readonly plans: boolean;
  readonly now: Date;
}

export interface AnnouncedSession {
  readonly session: string;
  readonly time: SessionTime;
  readonly place: string | undefined;
  /** People can join by a link; the link itself is for who is booked. */
  readonly isOnline: boolean;
  readonly leads: readonly string[];
  readonly state: "open" | "begun" | "over" | "called-off";
  readonly placesLeft: number;
  readonly waiting: number;
}

/** An occurrence as a channel sees it: numbers, and no name but those of who leads. */
export interface AnnouncementView {
  readonly occurrence: string;
  readonly title: string;
  readonly purpose: string;
  readonly about: "theme" | "topic";
  readonly theme: string | undefined;
  readonly reading: readonly Reading[];
  readonly confidential: boolean;
  /** In the order of time. */
  readonly sessions: readonly AnnouncedSession[];
}

/** What the inbox asks of somebody about a session. */
export interface BookingAsk {
  readonly ask: "take-place" | "confirm" | "still-coming";
  readonly occurrence: string;
  readonly session: string;
  readonly title: string;
  readonly time: SessionTime;
  readonly due: Date;
}
