import { dayAndMonth } from "../../kernel/dates.js";
import { personIdOf, personKey } from "../../people/schema.js";
import type { SessionsContext } from "../context.js";
import type { Lead } from "../schema.js";
import { startOf } from "../times-rules.js";
import {
  campaigns,
  facilitatorsOf,
  notes,
  type Place,
  peopleByEmail,
  sessionsIn,
  withLastYear,
} from "./facilitators.js";
import { askNext, inTurn, isAskedFor, turnsIn } from "./rota-rules.js";

/** Asks whose turn it is. */
export class Asking {
  constructor(private readonly context: SessionsContext) {}

  /**
   * For each session whose time it is, earliest first: who has not answered counts as having passed, and the next ones
   * are asked. `only`: an occurrence's id. Can be repeated, and asks nobody twice.
   */
  async keepAsking(now: Date, only?: string): Promise<void> {
    const occurrences = new Map((await withLastYear(this.context, now)).map((one) => [one.id, one]));
    const due = sessionsIn([...occurrences.values()]).filter(
      ({ occurrence, session }) =>
        isAskedFor(occurrence, session, now) && (only === undefined || occurrence.id === only),
    );
    if (due.length === 0) return;
    const byEmail = await peopleByEmail(this.context);
    for (const { occurrence, session } of due) {
      const { rota, id: series } = occurrence.series;
      const facilitators = rota ? facilitatorsOf(rota, byEmail).map(personKey) : [];
      const candidates = inTurn(facilitators, turnsIn([...occurrences.values()], series), session.date);
      await this.#ask({ occurrence, session }, candidates, now);
      const fresh = await this.context.occurrences.find(occurrence.id);
      if (fresh) occurrences.set(fresh.id, fresh);
    }
  }

  async #ask(place: Place, candidates: readonly string[], now: Date): Promise<void> {
    const { occurrence, session } = place;
    const { asked, expired } = await this.context.occurrences.change(occurrence.id, (one) =>
      askNext(one, session.id, candidates, now),
    );
    for (const at of new Set(asked.map((lead) => lead.at))) {
      await this.#tell(
        place,
        at,
        asked.filter((lead) => lead.at === at),
      );
    }
    for (const { person, at } of expired) {
      const id = campaigns.ask(place, at);
      await this.context.deliveries.retireFor(personIdOf(person), [id], notes.passed(place), undefined);
    }
  }

  async #tell(place: Place, at: string, asked: readonly Lead[]): Promise<void> {
    const { deliveries } = this.context;
    const { occurrence, session } = place;
    const id = campaigns.ask(place, at);
    const title = `${occurrence.series.title}, ${dayAndMonth(session.date)}: who leads?`;
    const message = { kind: "sessions.lead-ask", subject: `${occurrence.id}|${session.id}` };
    const plan = { id, title, message, manner: "asks", usefulUntil: startOf(session) } as const;
    await deliveries.plan(
      plan,
      asked.map(({ person }) => personIdOf(person)),
    );
    await deliveries.start(id);
  }
}
