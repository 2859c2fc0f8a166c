import type { Booking, Occurrence, Session } from "../schema.js";
import { endOf, startOf } from "../times-rules.js";
import type { OwnLine, OwnState } from "./views.js";

/** Every place that the person has, had or waits for in these occurrences, newest first. */
export function ownLines(occurrences: readonly Occurrence[], personKey: string): OwnLine[] {
  return occurrences
    .flatMap((occurrence) => [
      ...placesOf(occurrence, occurrence.bookings, personKey, stateOf),
      ...placesOf(occurrence, occurrence.waiting, personKey, () => "waiting" as const),
    ])
    .sort((one, other) => other.time.start.getTime() - one.time.start.getTime());
}

function placesOf<Place extends { readonly person?: string | undefined; readonly session: string }>(
  occurrence: Occurrence,
  places: readonly Place[],
  personKey: string,
  state: (place: Place) => OwnState,
): OwnLine[] {
  return places.flatMap((place) => {
    const session = occurrence.sessions.find(({ id }) => id === place.session);
    return place.person === personKey && session ? [lineOf(occurrence, session, state(place))] : [];
  });
}

function lineOf({ series, theme }: Occurrence, session: Session, state: OwnState): OwnLine {
  return { title: series.title, theme, time: { start: startOf(session), end: endOf(session) }, state };
}

function stateOf({ end, why }: Booking): OwnState {
  if (end === undefined) return "booked";
  return end === "other" ? (why ?? "not-recorded") : end;
}
