import type { Held, PersonalData } from "../my-data/ports.js";
import { type PersonId, personKey } from "../people/schema.js";
import type { FeesContext } from "./context.js";
import { erased } from "./erasure-rules.js";
import { record } from "./recording.js";
import type { Round } from "./schema.js";

/** What leads from a person to fee rounds: that they were asked for their partner, and what they wrote down. */
export class RoundData implements PersonalData {
  readonly kind = "fees";

  constructor(private readonly context: FeesContext) {}

  async describe(person: PersonId): Promise<Held> {
    return {
      title: "Membership fees that you were asked about or answered",
      count: (await this.#with(person)).length,
      summary: "The years in which you were a fee contact, and what you answered or wrote down for a partner.",
      kept: "Kept for good: a commitment must be shown years later.",
      atErasure: { goes: "Your name and id in them. What your partner answered, and when, stays." },
    };
  }

  async export(person: PersonId): Promise<unknown> {
    const key = personKey(person);
    return (await this.#with(person)).map(({ year, partners, entries, sent }) => ({
      year,
      sent: sent.by === key ? sent.at : null,
      askedFor: partners.filter(({ contacts }) => contacts.some((one) => one.person === key)).map(({ name }) => name),
      entries: entries.filter(({ by }) => by === key).map(({ by: _, ...entry }) => entry),
    }));
  }

  async erase(person: PersonId): Promise<number> {
    const found = await this.#with(person);
    const key = personKey(person);
    for (const { year } of found) {
      // What is on its way to the record still names them: the record is erased last of all.
      await record(this.context, year);
      await this.context.rounds.change(year, (round) => ({ next: erased(round, key), result: undefined }));
    }
    return found.length;
  }

  async #with(person: PersonId): Promise<Round[]> {
    const key = personKey(person);
    return (await this.context.rounds.all()).filter(
      ({ sent, partners, entries }) =>
        sent.by === key ||
        entries.some(({ by }) => by === key) ||
        partners.some(({ contacts }) => contacts.some((one) => one.person === key)),
    );
  }
}
