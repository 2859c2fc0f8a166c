import { allSeries, type SessionsContext } from "../context.js";
import type { Occurrence, Series, Session } from "../schema.js";
import { isCalledOff } from "../times-rules.js";
import { type Rhythm, remindsAt, tendTimer, timersOf } from "../timetable.js";
import { marks } from "./names-rules.js";
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
      const next = announced(one, series, partnership, now);
      return next === one ? { result: one } : { next, result: next };
    });
    if (occurrence.status !== "announced") return;
    for (const timer of timersOf(occurrence, partnership, now)) await timers.set(timer);
    await posts.keep(postOf(occurrence));
    await timers.soon(tendTimer(id, now));
  }
}

/** With its series as that is now. Pre-reading whose day is over by then is brought as soon as it is there. */
function announced(occurrence: Occurrence, all: readonly Series[], rhythm: Rhythm, now: Date): Occurrence {
  if (occurrence.status !== "planned" || occurrence.sessions.every(isCalledOff)) return occurrence;
  const series = all.find(({ id }) => id === occurrence.series.id) ?? occurrence.series;
  const unread = occurrence.sessions.flatMap((session) => missedReading(session, series, rhythm, now));
  const common = { series, status: "announced", announcedAt: now.toISOString() } as const;
  return { ...occurrence, ...common, marks: [...occurrence.marks, ...unread] };
}

function missedReading(session: Session, { reminders }: Series, rhythm: Rhythm, now: Date): string[] {
  return reminders.flatMap((reminder, nth) =>
    reminder.kind === "reading" && remindsAt(session, reminder, rhythm) <= now ? [marks.unread(session.id, nth)] : [],
  );
}
