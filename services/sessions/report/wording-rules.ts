import type { Booking, Wording } from "../schema.js";
import { percentOf } from "./report-rules.js";
import type { Difference, WordingReport, WordingRow } from "./views.js";

/**
 * With fewer bookings each, the interval of a difference is wider than 45 percentage points: no wording that anybody has
 * tried makes so much of a difference, so the answer would be "could be chance" whatever it does.
 */
export const FEWEST_COMPARED = 30;

/** Two-sided 5% of the normal distribution shared by so many comparisons (Bonferroni), the first for one. */
const CRITICAL = [1.959964, 2.241403, 2.39398, 2.497705, 2.575829] as const;

export interface Share {
  /** Of `whole`. */
  readonly part: number;
  readonly whole: number;
}

/**
 * What reminders' wordings did, each against the first. All bookings reminded with a wording count, those given back
 * too, since chance decided on the wording and not on what came after: with only those who kept their place, a wording
 * that makes people cancel would look as if it made them come (intention to treat). Those that ended as other are left
 * out: a session called off tells nothing of a wording.
 */
export function wordingReport(bookings: readonly Booking[], wordings: readonly Wording[]): WordingReport {
  const counted = bookings.filter(({ wording, end }) => wording !== undefined && end !== undefined && end !== "other");
  const ofWording = ({ id }: Wording) => counted.filter(({ wording }) => wording === id);
  const groups = wordings.map((wording) => ({ text: wording.text, bookings: ofWording(wording) }));
  const [first] = groups;
  const used = groups.filter((group) => group !== first && group.bookings.length >= FEWEST_COMPARED).length;
  const z = CRITICAL[Math.max(0, Math.min(used, CRITICAL.length) - 1)] ?? CRITICAL[0];
  const rows = groups.map((group) => {
    const difference = group === first || !first ? undefined : differenceOf(group.bookings, first.bookings, z);
    return rowOf(group.text, group.bookings, difference);
  });
  const known = new Set(wordings.map(({ id }) => id));
  const earlier = counted.filter(({ wording }) => !known.has(wording ?? "")).length;
  return { rows, earlier, fewest: FEWEST_COMPARED };
}

/**
 * `one` less `other` and the interval of their difference, as shares from -1 to 1: Newcombe's hybrid of the two Wilson
 * intervals (R. G. Newcombe, Statistics in Medicine 17, 1998, 873-890, method 10), which is right for small groups and
 * for shares near 0 and 1 too. `z`: 1.96 for 95%.
 */
export function newcombe(one: Share, other: Share, z: number) {
  const [p, q] = [one.part / one.whole, other.part / other.whole];
  const [ofOne, ofOther] = [wilson(one, z), wilson(other, z)];
  const difference = p - q;
  return {
    difference,
    low: difference - Math.hypot(p - ofOne.low, ofOther.high - q),
    high: difference + Math.hypot(ofOne.high - p, q - ofOther.low),
  };
}

/** Wilson's score interval of a share (E. B. Wilson, 1927), from 0 to 1. */
export function wilson({ part, whole }: Share, z: number): { readonly low: number; readonly high: number } {
  const p = part / whole;
  const middle = p + z ** 2 / (2 * whole);
  const half = z * Math.sqrt((p * (1 - p)) / whole + z ** 2 / (4 * whole ** 2));
  const scale = 1 + z ** 2 / whole;
  return { low: (middle - half) / scale, high: (middle + half) / scale };
}

function differenceOf(one: readonly Booking[], other: readonly Booking[], z: number): Difference {
  if (Math.min(one.length, other.length) < FEWEST_COMPARED) return { kind: "too-few" };
  const { difference, low, high } = newcombe(shareOf(one), shareOf(other), z);
  return { kind: "known", points: points(difference), low: points(low), high: points(high) };
}

function shareOf(bookings: readonly Booking[]): Share {
  return { part: ended(bookings, "attended"), whole: bookings.length };
}

function rowOf(text: string, bookings: readonly Booking[], difference: Difference | undefined): WordingRow {
  const attended = ended(bookings, "attended");
  return {
    text,
    bookings: bookings.length,
    attended,
    cancelled: ended(bookings, "cancelled"),
    noShow: ended(bookings, "no-show"),
    percentAttended: percentOf(attended, bookings.length),
    difference,
  };
}

function ended(bookings: readonly Booking[], end: Booking["end"]): number {
  return bookings.filter((booking) => booking.end === end).length;
}

/** Percentage points with one decimal. */
function points(share: number): number {
  return Math.round(share * 1000) / 10;
}
