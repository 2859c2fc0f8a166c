import type { PeopleStore } from "../people/ports.js";
import type { PersonId } from "../people/schema.js";
import type { Held, PersonalData } from "./ports.js";

/** A person's own row. With it goes all that they may do here. */
export class OwnRecord implements PersonalData {
  readonly kind = "person";

  constructor(
    private readonly people: PeopleStore,
    private readonly daysAfterLeaving: number,
  ) {}

  async describe(person: PersonId): Promise<Held> {
    const found = await this.people.find(person);
    return {
      title: "Who you are",
      count: found ? 1 : 0,
      summary: "Your name, work email, partner, side, roles and cohorts, as the partnership's people file has them.",
      kept: `Kept until ${this.daysAfterLeaving} days after you leave the partnership.`,
      atErasure: {
        goes: "Your name, email, partner, roles and cohorts. If a later people file names you, you are added anew.",
      },
    };
  }

  async export(person: PersonId): Promise<unknown> {
    return (await this.people.find(person)) ?? null;
  }

  async erase(person: PersonId): Promise<number> {
    const found = await this.people.find(person);
    await this.people.remove(person);
    return found ? 1 : 0;
  }
}
