import type { SessionTime } from "../views.js";

/** How bookings ended: the four ends add up to `bookings`. */
export interface Counts {
  readonly bookings: number;
  readonly attended: number;
  readonly cancelled: number;
  readonly noShow: number;
  readonly other: number;
}

/** Of the bookings, in per cent with one decimal. `notAttended`: cancelled, no-show and other together. */
export interface Percentages {
  readonly attended: number;
  readonly notAttended: number;
  readonly cancelled: number;
  readonly noShow: number;
  readonly other: number;
}

/** A line of the partnership's yearly table. */
export interface AttendanceRow {
  readonly name: string;
  readonly counts: Counts;
  readonly notAttended: number;
  readonly percent: Percentages;
}

export interface SeriesRow extends AttendanceRow {
  /** A series' id. */
  readonly series: string;
}

/** Of a confidential series nothing else is told; `figures` is undefined where it would be about too few people. */
export interface ConfidentialRow {
  readonly name: string;
  readonly figures: { readonly bookings: number; readonly percentAttended: number } | undefined;
}

/** A session that is over and isn't counted, since nobody has said yet who came. */
export interface MissingSession {
  readonly title: string;
  readonly time: SessionTime;
}

/** A business year, April to March: "2026-27". */
export interface BusinessYear {
  /** The calendar year in which it begins. */
  readonly year: number;
  readonly title: string;
}

/** All published tables of a year. Every table but `confidential` is over the same bookings. */
export interface YearReport {
  readonly year: BusinessYear;
  readonly total: AttendanceRow;
  readonly bySeries: readonly SeriesRow[];
  readonly confidential: readonly ConfidentialRow[];
  /** In order of time. */
  readonly byMonth: readonly AttendanceRow[];
  /** Empty where all together are too few people. */
  readonly byPartner: readonly AttendanceRow[];
  /** By occurrence, in order of time. */
  readonly byMeeting: readonly SeriesRow[];
  readonly wordings: WordingReport;
  readonly missing: readonly MissingSession[];
  /** The fewest people that a figure by partner, or of a confidential series, may be about. */
  readonly threshold: number;
}

/** What became of the bookings that were reminded in the same words. */
export interface WordingRow {
  readonly text: string;
  readonly bookings: number;
  readonly attended: number;
  readonly cancelled: number;
  readonly noShow: number;
  readonly percentAttended: number;
  /** Against the first wording; undefined for that one. */
  readonly difference: Difference | undefined;
}

/** In percentage points with one decimal. In 95 of 100 such years the true differences are all from `low` to `high`. */
export type Difference =
  | { readonly kind: "too-few" }
  | { readonly kind: "known"; readonly points: number; readonly low: number; readonly high: number };

export interface WordingReport {
  /** In the partnership's order. */
  readonly rows: readonly WordingRow[];
  /** Bookings reminded in words that are no longer in use. */
  readonly earlier: number;
  /** The fewest bookings with a wording before it is compared. */
  readonly fewest: number;
}

/** What became of one place that a person had. `waiting`: still in line. `booked`: not ended yet. */
export type OwnState =
  | "booked"
  | "waiting"
  | "attended"
  | "cancelled"
  | "no-show"
  | "called-off"
  | "moved"
  | "not-recorded";

export interface OwnLine {
  readonly title: string;
  readonly theme: string | undefined;
  readonly time: SessionTime;
  readonly state: OwnState;
}

/** A person's own record, newest first. */
export interface OwnRecord {
  readonly lines: readonly OwnLine[];
  /** Of the lines. */
  readonly attended: number;
  /** So many days after a session it is forgotten; of confidential series once it is settled. */
  readonly daysKept: number;
}
