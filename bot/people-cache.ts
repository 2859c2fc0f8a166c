import type { Clock } from "../services/kernel/clock.js";
import { Crowd } from "../services/kernel/crowd.js";
import type { PeopleStore } from "../services/people/ports.js";
import { type Person, type PersonId, personIdOf, personKey } from "../services/people/schema.js";

/** Remembers people for half a minute, so that a turn costs no look-up. Those not found are looked up each time. */
export class PeopleCache {
  private readonly crowd: Crowd<Person>;

  constructor(people: Pick<PeopleStore, "find" | "all">, clock: Clock) {
    const find = (key: string) => people.find(personIdOf(key));
    this.crowd = new Crowd<Person>({ find, all: () => people.all(), keyOf: personKey }, clock);
  }

  find(id: PersonId): Promise<Person | undefined> {
    return this.crowd.find(personKey(id));
  }

  /** After a change that must be seen at once. */
  forget(id: PersonId): void {
    this.crowd.forget(personKey(id));
  }
}
