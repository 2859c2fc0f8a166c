import type { Held, PersonalData } from "../my-data/ports.js";
import { type PersonId, personKey } from "../people/schema.js";
import { detach } from "./booking/register-rules.js";
import type { SessionsContext } from "./context.js";
import { ownLines } from "./report/own-rules.js";
import type { Occurrence } from "./schema.js";
import { startOf } from "./times-rules.js";
import { tendTimer } from "./timetable.js";

/** What leads from a person to sessions: places that they have, had or wait for, and sessions that they lead. */
export class SessionData implements PersonalData {
  readonly kind = "sessions";

  constructor(private readonly context: SessionsContext) {}

  async describe(person: PersonId): Promise<Held> {
    const { bookings } = this.context.partnership.retention;
    return {
      title: "Sessions you booked or led",
      count: (await this.#with(person)).length,
      summary: "Which sessions you booked, waited for or led, and which of them you came to.",
      kept: `Kept until ${bookings} days after a session; of confidential series until two weeks after it.`,
      atErasure: {
        goes: "Your places in sessions to come, and that the others were yours. That somebody booked and came stays, as a number.",
      },
    };
  }

  async export(person: PersonId): Promise<unknown> {
    const occurrences = await this.#with(person);
    return {
      booked: ownLines(occurrences, personKey(person)).map(({ title, theme, time, state }) => ({
        series: title,
        theme: theme ?? null,
        begins: time.start.toISOString(),
        state,
      })),
      led: occurrences.flatMap((occurrence) => ledIn(occurrence, personKey(person))),
    };
  }

  /** Places to come go to those who wait. */
  async erase(person: PersonId): Promise<number> {
    const { occurrences, timers, clock } = this.context;
    const found = await this.#with(person);
    for (const { id } of found) {
      await occurrences.change(id, (before) => {
        const next = detach(before, personKey(person));
        return { ...(next !== before && { next }), result: undefined };
      });
      await timers.soon(tendTimer(id, clock.now()));
    }
    return found.length;
  }

  async #with(person: PersonId): Promise<Occurrence[]> {
    const found: Occurrence[] = [];
    for await (const occurrence of this.context.occurrences.all()) {
      if (mentions(occurrence, personKey(person))) found.push(occurrence);
    }
    return found;
  }
}

function mentions({ bookings, waiting, sessions }: Occurrence, key: string): boolean {
  const places = [...bookings, ...waiting].some(({ person }) => person === key);
  return places || sessions.some(({ leads }) => leads.some((lead) => lead.person === key || lead.swapWith === key));
}

/** Being asked to lead, and what they said. */
function ledIn({ series, sessions }: Occurrence, key: string) {
  return sessions.flatMap((session) =>
    session.leads
      .filter(({ person }) => person === key)
      .map(({ state }) => ({ series: series.title, begins: startOf(session).toISOString(), state })),
  );
}
