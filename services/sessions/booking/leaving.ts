import { addDays, dateOf } from "../../kernel/dates.js";
import { personKey } from "../../people/schema.js";
import { meetingBetween, type SessionsContext } from "../context.js";
import type { Occurrence } from "../schema.js";
import { FURTHEST_AHEAD_DAYS } from "../times-rules.js";
import { tendTimer } from "../timetable.js";
import { peopleToCome, withoutLeaver } from "./leaving-rules.js";

/** Places of people who have left the partnership go to those who can use them. */
export class Leaving {
  constructor(private readonly context: SessionsContext) {}

  /** Once a day is often enough: people are imported now and then. */
  async freePlaces(now: Date): Promise<void> {
    const today = dateOf(now);
    const near = await meetingBetween(this.context, today, addDays(today, FURTHEST_AHEAD_DAYS));
    for (const occurrence of near) if (occurrence.status !== "closed") await this.#freeIn(occurrence, now);
  }

  async #freeIn(occurrence: Occurrence, now: Date): Promise<void> {
    const { people, occurrences, timers } = this.context;
    const coming = peopleToCome(occurrence, now);
    if (coming.length === 0) return;
    const known = await people.findMany(coming);
    const left = coming.map(personKey).filter((key) => known.get(key)?.status !== "active");
    if (left.length === 0) return;
    await occurrences.change(occurrence.id, (one) => ({
      next: left.reduce((next, person) => withoutLeaver(next, person, now), one),
      result: undefined,
    }));
    await timers.soon(tendTimer(occurrence.id, now));
  }
}
