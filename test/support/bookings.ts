import { type Person, personKey } from "../../services/people/schema.js";
import { type Booking, bookingSchema, type Occurrence } from "../../services/sessions/schema.js";
import { timersOf } from "../../services/sessions/timetable.js";
import { anOccurrence, SessionHouse } from "./session-house.js";
import { aPerson } from "./survey-house.js";

/** A place of person `n` in session a, under the id `b<n>`; say only what matters. */
export function aBooking(n: number, members: Partial<Booking> = {}): Booking {
  const person = personKey(aPerson(n));
  const bookedAt = "2026-11-20T10:00:00.000Z";
  return bookingSchema.parse({ id: `b${n}`, person, partner: "vale-council", session: "a", bookedAt, ...members });
}

/** An occurrence in whose session a so many people have a place: `b1`, `b2`, … */
export function booked(people: number, members: Partial<Occurrence> = {}): Occurrence {
  const bookings = Array.from({ length: people }, (_, n) => aBooking(n + 1));
  return anOccurrence({ bookings, booked: people, ...members });
}

/** The same, with session a led by this person, and a code. */
export function ledBy(leader: Person, occurrence: Occurrence): Occurrence {
  const lead = { person: personKey(leader), state: "accepted", at: "2026-11-10T09:00:00.000Z" } as const;
  const [first, ...others] = occurrence.sessions;
  if (!first) throw new Error("an occurrence without sessions");
  return { ...occurrence, sessions: [{ ...first, leads: [lead], code: "BKT" }, ...others] };
}

/** The occurrence's id. */
export const HUB = "2026-12-08.research-hub";
/** Who leads its session a. */
export const leader = aPerson(50);

/** A house of thirteen people with this occurrence, and all that is to come of it in the schedule. */
export async function aHouseWith(occurrence: Occurrence): Promise<SessionHouse> {
  const house = new SessionHouse([...Array.from({ length: 12 }, (_, n) => aPerson(n + 1)), leader]);
  await house.occurrences.add(occurrence);
  for (const timer of timersOf(occurrence, house.context.partnership, house.clock.now()))
    await house.schedule.set(timer);
  return house;
}

/** How its bookings have ended so far, in their order. */
export function endsIn(house: SessionHouse): (string | undefined)[] {
  return house.occurrences.kept.get(HUB)?.bookings.map(({ end }) => end) ?? [];
}
