import type { Booking, Occurrence } from "../schema.js";

/** Chance, drawn by the caller. */
export interface Deal {
  /** In an order that tells nothing. */
  shuffled<T>(items: readonly T[]): T[];
  /** Which wording comes first: 0 to below their number. */
  readonly first: number;
}

/**
 * Everybody booked in the session gets one of the wordings: those who have one keep it, the others are dealt them in
 * turn, so that each wording goes to as many as any other, give or take one.
 */
export function withWordings(
  occurrence: Occurrence,
  session: string,
  wordings: readonly string[],
  deal: Deal,
): Occurrence {
  const isWithout = (one: Booking) => one.session === session && !one.end && one.wording === undefined;
  const had = new Map(occurrence.bookings.map(({ person, wording }) => [wording && person, wording]));
  const without = occurrence.bookings.filter(isWithout);
  if (without.length === 0) return occurrence;
  const dealt = new Map(
    deal
      .shuffled(without.filter(({ person }) => had.get(person) === undefined))
      .map(({ id }, nth) => [id, wordings[(deal.first + nth) % wordings.length]]),
  );
  const bookings = occurrence.bookings.map((one) => {
    const wording = isWithout(one) ? (had.get(one.person) ?? dealt.get(one.id)) : undefined;
    return wording === undefined ? one : { ...one, wording };
  });
  return { ...occurrence, bookings };
}
