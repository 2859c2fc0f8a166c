import type { Audit } from "../audit/ports.js";
import type { Deliveries } from "../delivery/ports.js";
import type { Files } from "../files/service.js";
import type { Clock } from "../kernel/clock.js";
import { addDays, type LocalDate } from "../kernel/dates.js";
import { ExpectedError } from "../kernel/errors.js";
import type { Randomness } from "../kernel/random.js";
import type { Partnership } from "../partnership/schema.js";
import type { Directory } from "../people/ports.js";
import type { Posts } from "../posts/ports.js";
import type { Timers } from "../schedule/ports.js";
import type { Evaluations, OccurrenceStore, SeriesStore, SessionChannels, SurveyOffer } from "./ports.js";
import type { Occurrence, Series, Session } from "./schema.js";
import { FURTHEST_MOVED_DAYS } from "./times-rules.js";

/** All that the session services stand on. */
export interface SessionsContext {
  readonly partnership: Partnership;
  /** Of the partnership's files. */
  readonly series: readonly Series[];
  readonly changedSeries: SeriesStore;
  readonly occurrences: OccurrenceStore;
  readonly people: Directory;
  readonly deliveries: Deliveries;
  readonly posts: Posts;
  readonly timers: Timers;
  readonly evaluations: Evaluations;
  readonly surveys: readonly SurveyOffer[];
  readonly channels: SessionChannels;
  readonly files: Pick<Files, "register" | "issue">;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly random: Randomness;
  /** Told of what failed in the background; the work is done again later. */
  readonly report: (error: unknown) => void;
}

/** The occurrence, or a sentence that it isn't there. */
export async function occurrenceOf({ occurrences }: SessionsContext, id: string): Promise<Occurrence> {
  const found = await occurrences.find(id);
  if (!found) throw noSuchSession();
  return found;
}

/** The session of an occurrence, or a sentence that it isn't there. */
export function sessionOf({ sessions }: Occurrence, id: string): Session {
  const found = sessions.find((session) => session.id === id);
  if (!found) throw noSuchSession();
  return found;
}

/** Occurrences that may meet on those days, both included, in order of slot: sessions are moved away from theirs. */
export function meetingBetween(
  { occurrences }: SessionsContext,
  from: LocalDate,
  through: LocalDate,
): Promise<Occurrence[]> {
  return occurrences.between(addDays(from, -FURTHEST_MOVED_DAYS), addDays(through, FURTHEST_MOVED_DAYS));
}

/** All series as they are now, in the order of the files, those added in chat last. */
export async function allSeries({ series, changedSeries }: SessionsContext): Promise<Series[]> {
  const changed = new Map((await changedSeries.all()).map((one) => [one.id, one]));
  const inFiles = series.map((one) => changed.get(one.id) ?? one);
  const added = [...changed.values()].filter(({ id }) => !series.some((one) => one.id === id));
  return [...inFiles, ...added];
}

export function noSuchSession(): ExpectedError {
  return new ExpectedError("not-found", "This session is no longer there. Type sessions to see what is coming.");
}
