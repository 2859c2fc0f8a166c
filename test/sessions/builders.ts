import { personKey } from "../../services/people/schema.js";
import type { Booking, End, Occurrence, Series } from "../../services/sessions/schema.js";
import { anOccurrence, aSeries } from "../support/session-house.js";
import { aPerson } from "../support/survey-house.js";

export interface Ended extends Partial<Booking> {
  readonly n: number;
  readonly end?: End | undefined;
}

/** A booking of the person `n` in session a; say only what matters. */
export function aBooking({ n, ...members }: Ended): Booking {
  return {
    id: `${n}`,
    person: personKey(aPerson(n)),
    partner: "vale-council",
    session: "a",
    bookedAt: "2026-11-20T09:00:00.000Z",
    unsure: false,
    wrongCodes: 0,
    untold: false,
    sequence: 0,
    ...members,
  };
}

/** So many bookings with each end, each of another person. */
export function bookings(ends: Partial<Record<End, number>>, members: Partial<Booking> = {}): Booking[] {
  const each = Object.entries(ends).flatMap(([end, count]) => Array.from({ length: count }, () => end as End));
  return each.map((end, n) => aBooking({ n, end, ...members }));
}

/** One session at 12:30 on that day, closed. */
export function aMeeting(date: string, ofIt: readonly Booking[], members: Partial<Series> = {}): Occurrence {
  const series = aSeries(members);
  const { minutes, capacity } = series;
  return anOccurrence({
    id: `${date}.${series.id}`,
    slot: date,
    series,
    status: "closed",
    sessions: [{ id: "a", date, at: "12:30", minutes, capacity, sequence: 0, leads: [] }],
    bookings: [...ofIt],
  });
}
