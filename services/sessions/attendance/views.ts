import type { End, OtherReason } from "../schema.js";
import type { SessionTime } from "../views.js";

/** What a card on one session is about. */
export interface SessionHead {
  readonly occurrence: string;
  readonly session: string;
  /** The series. */
  readonly title: string;
  readonly theme: string | undefined;
  readonly time: SessionTime;
}

/** For who leads, ten minutes before. */
export interface CodeView extends SessionHead {
  readonly code: string;
}

/** Somebody with a place. */
export interface Attendee {
  /** A booking's id. */
  readonly booking: string;
  /** Undefined of those whose name is no longer kept. */
  readonly name: string | undefined;
  /** Undefined in confidential series. */
  readonly partner: string | undefined;
  /** The session was moved, and they have not said that they can come. */
  readonly unsure: boolean;
  readonly end: End | undefined;
  readonly why: OtherReason | undefined;
}

/** Who has a place in a session that is to come, by name. */
export interface WhoView extends SessionHead {
  readonly isConfidential: boolean;
  readonly people: readonly Attendee[];
  /** How many wait for a place. */
  readonly waiting: number;
  /** From ten minutes before until the end. */
  readonly code?: string | undefined;
}

/** Who came, as far as it is known. */
export interface ListView extends SessionHead {
  readonly isConfidential: boolean;
  /** Of whom nobody has said yet whether they came, by name. */
  readonly open: readonly Attendee[];
  /** How many pressed `I came`, or were said to have come. */
  readonly came: number;
  readonly noShow: number;
  readonly cancelled: number;
  readonly other: number;
  readonly state: "called-off" | "to-come" | "open" | "settled" | "closed";
  /** Until then it can be put right. */
  readonly correctUntil: Date;
  /** From ten minutes before until the end. */
  readonly code?: string | undefined;
}

/** Whose attendance can be put right: everybody's last booking, by name. */
export interface CorrectView extends SessionHead {
  readonly people: readonly Attendee[];
  readonly correctUntil: Date;
}

/** A line of the door: sessions of the weeks around today. */
export interface AttendanceLine extends SessionHead {
  readonly state: ListView["state"];
  readonly booked: number;
  readonly open: number;
  readonly came: number;
}

/** The form in which a code is typed. */
export interface CameView extends SessionHead {
  /** What they typed, where it needs another look. */
  readonly typed: string;
  /** A sentence beside it. */
  readonly error: string | undefined;
}
