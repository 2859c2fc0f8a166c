import type { Clock } from "../services/kernel/clock.js";
import { type Person, type PersonId, personKey } from "../services/people/schema.js";

/** How long a change of somebody's roles may take to reach this instance, in milliseconds. */
const FRESH = 30_000;
const MOST = 5_000;

/** Remembers people for a short while, so that a turn costs no look-up. Those not found are looked up each time. */
export class PeopleCache {
  private readonly known = new Map<string, { readonly person: Person; readonly until: number }>();

  constructor(
    private readonly people: { find(id: PersonId): Promise<Person | undefined> },
    private readonly clock: Clock,
  ) {}

  async find(id: PersonId): Promise<Person | undefined> {
    const key = personKey(id);
    const now = this.clock.now().getTime();
    const known = this.known.get(key);
    if (known && now < known.until) return known.person;
    this.known.delete(key);
    const person = await this.people.find(id);
    if (person) this.remember(key, person, now + FRESH);
    return person;
  }

  /** After a change that must be seen at once. */
  forget(id: PersonId): void {
    this.known.delete(personKey(id));
  }

  private remember(key: string, person: Person, until: number): void {
    // A map keeps its order of insertion: the first is the one looked up longest ago.
    const [oldest] = this.known.keys();
    if (this.known.size >= MOST && oldest !== undefined) this.known.delete(oldest);
    this.known.set(key, { person, until });
  }
}
