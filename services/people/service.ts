import type { Audit } from "../audit/ports.js";
import type { Clock } from "../kernel/clock.js";
import { dateOf, type LocalDate } from "../kernel/dates.js";
import { ExpectedError } from "../kernel/errors.js";
import type { PeopleStore } from "./ports.js";
import { type ImportPlan, matches, objectionTo, planImport } from "./rules.js";
import type { Person, PersonId, Selection } from "./schema.js";

export interface ImportOptions {
  /** Only say what would happen. */
  readonly dryRun?: boolean;
  /** Go on although more than half of the people would be marked as left. */
  readonly allowManyLeft?: boolean;
  /** How many of the rows to write are written so far. */
  readonly onProgress?: (written: number, of: number) => void;
}

/** The people of the partnership. */
export class People {
  constructor(
    private readonly store: PeopleStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Undefined for people unknown and for those who left. */
  async find(id: PersonId): Promise<Person | undefined> {
    const person = await this.store.find(id);
    return person?.status === "active" ? person : undefined;
  }

  async select(selection: Selection): Promise<Person[]> {
    const selected: Person[] = [];
    for await (const person of this.store.all()) if (matches(person, selection)) selected.push(person);
    return selected;
  }

  /** Whether anybody is known, those who left included. */
  async any(): Promise<boolean> {
    for await (const _ of this.store.all()) return true;
    return false;
  }

  /**
   * Makes `incoming` the people of the partnership: adds, changes, marks as left, deletes nobody. Interrupted, it can
   * be repeated. Throws ExpectedError("invalid") and writes nothing when the last coordinator or more than half of
   * the people would go; a dry run throws the same.
   */
  async import(incoming: readonly Person[], options: ImportOptions = {}): Promise<ImportPlan> {
    const current: Person[] = [];
    for await (const person of this.store.all()) current.push(person);
    const plan = planImport(current, incoming, dateOf(this.clock.now()));
    const objection = objectionTo(plan, { allowManyLeft: options.allowManyLeft ?? false });
    if (objection !== undefined) throw new ExpectedError("invalid", objection);
    if (options.dryRun !== true) await this.#carryOut(plan, options);
    return plan;
  }

  async #carryOut(plan: ImportPlan, { onProgress }: ImportOptions): Promise<void> {
    const present = [...plan.added, ...plan.changed.map(({ after }) => after)];
    const total = present.length + plan.left.length;
    if (total === 0) return;
    // Those who left come last: an import that is cut short shuts nobody out.
    await this.store.save(present, (written) => onProgress?.(written, total));
    await this.store.save(plan.left, (written) => onProgress?.(present.length + written, total));
    const details = { added: plan.added.length, changed: plan.changed.length, left: plan.left.length };
    await this.audit.record({ subject: "people", event: "people.imported", by: "system", details });
  }

  /** Removes those who left before that day; returns how many. The purge that calls it keeps the record. */
  async purgeLeft(before: LocalDate): Promise<number> {
    const gone: Person[] = [];
    for await (const person of this.store.all())
      if (person.leftOn !== undefined && person.leftOn < before) gone.push(person);
    for (const person of gone) await this.store.remove(person);
    return gone.length;
  }
}
