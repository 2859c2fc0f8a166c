import type { Held, PersonalData } from "../my-data/ports.js";
import type { PersonId } from "../people/schema.js";
import type { AddressStore, DeliveryStore } from "./ports.js";

/** Where a person can be written to. */
export class AddressData implements PersonalData {
  readonly kind = "address";

  constructor(private readonly addresses: AddressStore) {}

  async describe(person: PersonId): Promise<Held> {
    const found = await this.addresses.find(person);
    return {
      title: "Where I can write to you",
      count: found ? 1 : 0,
      summary: "The ids of your chat with me in Teams.",
      kept: "Kept as long as you are in the partnership.",
      atErasure: { goes: "The ids of your chat with me. I can't write to you any more." },
    };
  }

  async export(person: PersonId): Promise<unknown> {
    return (await this.addresses.find(person)) ?? null;
  }

  async erase(person: PersonId): Promise<number> {
    return (await this.addresses.remove(person)) ? 1 : 0;
  }
}

/** What was sent to a person. */
export class DeliveryData implements PersonalData {
  readonly kind = "messages";

  constructor(
    private readonly store: DeliveryStore,
    private readonly daysKept: number,
  ) {}

  async describe(person: PersonId): Promise<Held> {
    const found = await this.store.deliveriesOf(person);
    return {
      title: "Messages to you",
      count: found.length,
      summary: "Which messages were meant for you and whether they arrived, not what they said.",
      kept: `Kept until ${this.daysKept} days after a message went out.`,
      atErasure: { goes: "Which messages were meant for you. That somebody got them stays, as a number." },
    };
  }

  export(person: PersonId): Promise<unknown> {
    return this.store.deliveriesOf(person);
  }

  erase(person: PersonId): Promise<number> {
    return this.store.detachPerson(person);
  }
}
