import { allSeries, type SessionsContext } from "../context.js";
import type { Occurrence, Series } from "../schema.js";
import { isCalledOff } from "../times-rules.js";
import { tendTimer, timersOf } from "../timetable.js";
import { postOf } from "./post-rules.js";

/** Occurrences become known: in their series' channel, and for everybody who may book. */
export class Announcing {
  constructor(private readonly context: SessionsContext) {}

  /**
   * Announces a planned occurrence; one that has been is brought to what follows from it once more, so whoever is cut
   * short repeats it, and twice is once. One that is called off as a whole stays with the coordinators.
   */
  async announce(id: string, now: Date): Promise<void> {
    const { occurrences, partnership, posts, timers } = this.context;
    const series = await allSeries(this.context);
    const found = await occurrences.find(id);
    if (!found) return;
    const occurrence = await occurrences.change(id, (one) => {
      const next = announced(one, series, now);
      return next === one ? { result: one } : { next, result: next };
    });
    if (occurrence.status !== "announced") return;
    for (const timer of timersOf(occurrence, partnership, now)) await timers.set(timer);
    await posts.keep(postOf(occurrence));
    await timers.soon(tendTimer(id, now));
  }
}

/** With its series as that is now. */
function announced(occurrence: Occurrence, all: readonly Series[], now: Date): Occurrence {
  if (occurrence.status !== "planned" || occurrence.sessions.every(isCalledOff)) return occurrence;
  const series = all.find(({ id }) => id === occurrence.series.id) ?? occurrence.series;
  return { ...occurrence, series, status: "announced", announcedAt: now.toISOString() };
}
