import type { Held, PersonalData } from "../my-data/ports.js";
import { type PersonId, personKey } from "../people/schema.js";
import type { LiveCardStore } from "./ports.js";

/** Which cards in a person's chat are kept in step. */
export class LiveCardData implements PersonalData {
  readonly kind = "liveCards";

  constructor(private readonly store: LiveCardStore) {}

  async describe(person: PersonId): Promise<Held> {
    return {
      title: "Cards that move",
      count: (await this.store.ofPerson(personKey(person))).length,
      summary: "Which cards in your chat I keep up to date by myself.",
      kept: "Kept for a day at most.",
      atErasure: { goes: "All of it. The cards stay as they are then." },
    };
  }

  async export(person: PersonId): Promise<unknown> {
    const found = await this.store.ofPerson(personKey(person));
    return found.map(({ card: { kind, subject, since } }) => ({ kind, subject, since }));
  }

  async erase(person: PersonId): Promise<number> {
    const found = await this.store.ofPerson(personKey(person));
    for (const { key, card } of found) await this.store.remove(key, card.id);
    return found.length;
  }
}
