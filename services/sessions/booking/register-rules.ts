import type { LocalDate, LocalTime } from "../../kernel/dates.js";
import type { Occurrence } from "../schema.js";

/** What a moved session becomes. */
export interface NewTime {
  readonly date: LocalDate;
  readonly at: LocalTime;
}

/** The session at another time: everybody booked in it is unsure from then on, until they say that they can come. */
export function moveSession(occurrence: Occurrence, _session: string, _to: NewTime, _now: Date): Occurrence {
  return occurrence;
}

/** Nobody meets: every booking in it ends as other, called off, and nobody waits for it any more. */
export function callOff(occurrence: Occurrence, _session: string, _now: Date): Occurrence {
  return occurrence;
}
