import type { LocalDate } from "../../kernel/dates.js";
import { type Occurrence, occurrenceSchema, type Series, type Session } from "../schema.js";
import { isCalledOff, startOf } from "../times-rules.js";
import type { Slot } from "./recurrence-rules.js";

/** `2026-12-08.research-hub` */
export function occurrenceId(slot: LocalDate, seriesId: string): string {
  return `${slot}.${seriesId}`;
}

/** The parts of an occurrence's id. */
export function partsOfId(id: string): { readonly slot: LocalDate; readonly series: string } {
  return { slot: id.slice(0, 10), series: id.slice(11) };
}

/** A slot of a series as it is before anybody has planned anything for it. */
export function plannedFor(series: Series, { slot, sessions }: Slot): Occurrence {
  return {
    id: occurrenceId(slot, series.id),
    ...{ slot, series, status: "planned", reading: [] },
    sessions: sessions.map((meeting, index) => ({
      id: "abcd"[index] as string,
      ...meeting,
      ...lastingOf(series),
      ...{ sequence: 0, leads: [] },
    })),
    ...{ bookings: [], waiting: [], booked: 0, marks: [], forgotten: false },
  };
}

/** What a session has of its series wherever it was moved to. */
function lastingOf({ minutes, place, joinLink, capacity }: Series) {
  return { minutes, capacity, ...(place !== undefined && { place }), ...(joinLink !== undefined && { joinLink }) };
}

/**
 * The occurrence after its series has changed: as long as it is planned only, it follows. What coordinators set for it
 * stays, and sessions that they moved or called off stay where they put them. `meetings`: those of its slot, undefined
 * when the series has that slot no more. Undefined when nothing is to be changed.
 */
export function followed(
  occurrence: Occurrence,
  series: Series,
  meetings: Slot["sessions"] | undefined,
): Occurrence | undefined {
  if (occurrence.status !== "planned") return undefined;
  const sessions = sessionsOf(occurrence, series, meetings);
  const next = occurrenceSchema.parse({ ...occurrence, series, sessions });
  return JSON.stringify(next) === JSON.stringify(occurrence) ? undefined : next;
}

function sessionsOf(occurrence: Occurrence, series: Series, meetings: Slot["sessions"] | undefined): Session[] {
  const { sessions } = occurrence;
  if (meetings === undefined || sessions.some((session) => isPlaced(occurrence, session))) {
    return sessions.map((session) => ({ ...withoutPlace(session), ...lastingOf(series) }));
  }
  const fresh = plannedFor(series, { slot: occurrence.slot, sessions: meetings }).sessions;
  return fresh.map((session) => ({ ...session, leads: sessions.find(({ id }) => id === session.id)?.leads ?? [] }));
}

function withoutPlace({ place: _, joinLink: __, ...session }: Session): Session {
  return session;
}

/** In `marks`: a coordinator moved that session. */
function placedMark(session: string): string {
  return `placed.${session}`;
}

/** The occurrence with it noted that a coordinator chose the session's time. */
export function withMoved(occurrence: Occurrence, session: string): Occurrence {
  const { marks } = occurrence;
  const mark = placedMark(session);
  return marks.includes(mark) ? occurrence : { ...occurrence, marks: [...marks, mark] };
}

/** Whether a coordinator said where in time this session is, or that it is not. */
function isPlaced({ marks }: Occurrence, session: Session): boolean {
  return isCalledOff(session) || marks.includes(placedMark(session.id));
}

/** Whether nothing but the series made it what it is: then it goes as its slot goes. */
export function isUntouched(occurrence: Occurrence): boolean {
  const { status, theme, reading, bookings, sessions } = occurrence;
  return (
    status === "planned" &&
    theme === undefined &&
    reading.length + bookings.length === 0 &&
    sessions.every((session) => session.leads.length === 0 && !isPlaced(occurrence, session))
  );
}

/** Whether a meeting of it is still to begin and not called off. */
export function isAhead({ sessions }: Pick<Occurrence, "sessions">, now: Date): boolean {
  return sessions.some((session) => !isCalledOff(session) && startOf(session) > now);
}
