import type { Held, PersonalData } from "../my-data/ports.js";
import { type PersonId, personKey } from "../people/schema.js";
import type { Acts } from "./ports.js";

/** A person's own acts in the record: what happened stays, who it was can be taken out. */
export class ActsData implements PersonalData {
  readonly kind = "acts";

  constructor(private readonly acts: Acts) {}

  async describe(person: PersonId): Promise<Held> {
    const acts = await this.export(person);
    return {
      title: "What you did for the partnership",
      count: acts.length,
      summary: "Acts that must be shown later, such as sending a survey: what, when, and your name and role then.",
      kept: "Kept for good.",
      atErasure: {
        goes: "Your name, id, partner and role in it, and what you said for it. That somebody did it, and when, stays in the record.",
      },
    };
  }

  async export(person: PersonId): Promise<object[]> {
    const acts: object[] = [];
    for await (const { subject, event, at, details, who, said } of this.acts.entriesBy(personKey(person)))
      acts.push({
        subject,
        event,
        at,
        details,
        as: { name: who?.name, partner: who?.partner, roles: who?.roles },
        said,
      });
    return acts;
  }

  erase(person: PersonId): Promise<number> {
    return this.acts.erase(person);
  }
}
