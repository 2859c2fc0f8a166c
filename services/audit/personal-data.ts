import type { Held, PersonalData } from "../my-data/ports.js";
import { type PersonId, personKey } from "../people/schema.js";
import type { Acts } from "./ports.js";

/** A person's own acts in the record, which erasure does not reach. */
export class ActsData implements PersonalData {
  readonly kind = "acts";

  constructor(private readonly acts: Acts) {}

  async describe(person: PersonId): Promise<Held> {
    const acts = await this.export(person);
    return {
      title: "What you did for the partnership",
      count: acts.length,
      summary: "Acts that must be shown later, such as sending a survey: what, when, and your id.",
      kept: "Kept for good, without your name.",
      atErasure: { stays: "What you did for the partnership stays in the record, under an id without your name." },
    };
  }

  async export(person: PersonId): Promise<object[]> {
    const acts: object[] = [];
    for await (const { by: _, ...act } of this.acts.entriesBy(personKey(person))) acts.push(act);
    return acts;
  }

  erase(): Promise<number> {
    return Promise.resolve(0);
  }
}
