import type { Randomness } from "../../kernel/random.js";
import type { Booking, Occurrence } from "../schema.js";

/**
 * The occurrence without its people. The bookings keep their ends, so that figures stay true; their order, their ids
 * (which stand in people's calendars too) and their times lead to nobody any more. Who led it stays for as long as
 * bookings do, since turns are counted. Once is enough: what is forgotten comes back as it is.
 */
export function forget(occurrence: Occurrence, random: Randomness): Occurrence {
  if (occurrence.forgotten) return occurrence;
  const dates = new Map(occurrence.sessions.map(({ id, date }) => [id, `${date}T00:00:00.000Z`]));
  const bookings = inNoOrder(occurrence.bookings, random).map((booking, place): Booking => {
    const { partner, session, end, why, wording } = booking;
    const day = dates.get(session) ?? `${occurrence.slot}T00:00:00.000Z`;
    return {
      id: `f${place + 1}`,
      ...(partner !== undefined && !occurrence.series.confidential && { partner }),
      session,
      bookedAt: day,
      ...(end !== undefined && { end, endedAt: day }),
      ...(why !== undefined && { why }),
      ...(wording !== undefined && { wording }),
      ...{ unsure: false, wrongCodes: 0, untold: false, sequence: 0 },
    };
  });
  return { ...occurrence, bookings, waiting: [], forgotten: true };
}

function inNoOrder<T>(items: readonly T[], random: Randomness): T[] {
  const rest = [...items];
  return items.map(() => rest.splice(random.below(rest.length), 1)[0] as T);
}
