import type { Booking, Occurrence } from "../schema.js";
import { bookingsOf, countsOf, type Meeting, percentOf, rowOf } from "./report-rules.js";
import type { AttendanceRow, ConfidentialRow } from "./views.js";

/** What partners with too few people are put together under. */
export const OTHER_PARTNERS = "Other partners";

/**
 * A line a partner, by name; each about at least `threshold` people, and so the rest of the total is too. Partners with
 * fewer are put together, and where they are still too few the smallest of the others joins them. Nothing where all
 * together are too few. `names`: of partners, by id.
 */
export function byPartner(
  meetings: readonly Meeting[],
  names: ReadonlyMap<string, string>,
  threshold: number,
): AttendanceRow[] {
  const groups = [...groupsOf(meetings)];
  const isLarge = (those: readonly Meeting[]) => peopleIn(those) >= threshold;
  const shown = groups.filter(([id, those]) => names.has(id) && isLarge(those));
  const together = groups.filter((group) => !shown.includes(group)).flatMap(([, those]) => those);
  shown.sort(([, one], [, other]) => peopleIn(other) - peopleIn(one));
  while (together.length > 0 && !isLarge(together) && shown.length > 0) together.push(...(shown.pop()?.[1] ?? []));
  const rows = shown
    .map(([id, those]) => rowOf(names.get(id) ?? "", bookingsOf(those)))
    .sort((one, other) => one.name.localeCompare(other.name, "en-GB"));
  return isLarge(together) ? [...rows, rowOf(OTHER_PARTNERS, bookingsOf(together))] : rows;
}

/**
 * The line of a confidential series: `occurrences` are all of its that year. Meetings are told of in blocks, each with at
 * least `threshold` bookings that attended and as many that did not; so neither a look at the line nor the difference of
 * two looks, a month apart, is about fewer. A meeting of fewer than `threshold` people never counts, and only what can't
 * be corrected any more does: nothing that comes after the first meeting that is still open.
 */
export function confidentialRow(name: string, occurrences: readonly Occurrence[], threshold: number): ConfidentialRow {
  let told: Booking[] = [];
  let block: Booking[] = [];
  for (const { status, bookings } of [...occurrences].sort((one, other) => (one.id < other.id ? -1 : 1))) {
    if (status !== "closed") break;
    if (mostInOneSession(bookings) < threshold) continue;
    block = [...block, ...bookings];
    const counts = countsOf(block);
    if (Math.min(counts.attended, counts.bookings - counts.attended) < threshold) continue;
    [told, block] = [[...told, ...block], []];
  }
  const { bookings, attended } = countsOf(told);
  return {
    name,
    figures: bookings === 0 ? undefined : { bookings, percentAttended: percentOf(attended, bookings) },
  };
}

/** By partner's id; "" for bookings of which it isn't known. */
function groupsOf(meetings: readonly Meeting[]): Map<string, Meeting[]> {
  const partners = new Set(bookingsOf(meetings).map(({ partner = "" }) => partner));
  return new Map(
    [...partners].map((id) => [
      id,
      meetings
        .map((meeting) => ({ ...meeting, bookings: meeting.bookings.filter(({ partner = "" }) => partner === id) }))
        .filter(({ bookings }) => bookings.length > 0),
    ]),
  );
}

/** At least so many different people: who has been forgotten counts where they can't be one and the same. */
function peopleIn(meetings: readonly Meeting[]): number {
  const known = new Set(bookingsOf(meetings).flatMap(({ person }) => person ?? []));
  const forgotten = meetings.map(({ bookings }) => heldPlaces(bookings.filter(({ person }) => person === undefined)));
  return Math.max(known.size, ...forgotten);
}

/** Nobody holds two places in one session, but somebody who gave one back, also after a move, may have booked again. */
function heldPlaces(bookings: readonly Booking[]): number {
  return bookings.filter(({ end, why }) => end !== "cancelled" && why !== "moved").length;
}

function mostInOneSession(bookings: readonly Booking[]): number {
  const sessions = new Set(bookings.map(({ session }) => session));
  return Math.max(0, ...[...sessions].map((id) => heldPlaces(bookings.filter(({ session }) => session === id))));
}
