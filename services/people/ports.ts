import type { Person, PersonId, Selection } from "./schema.js";

/** Where people are kept. */
export interface PeopleStore {
  find(id: PersonId): Promise<Person | undefined>;
  /** Those of `ids` who are known, by person key. Quick for hundreds of one tenant. */
  findMany(ids: readonly PersonId[]): Promise<ReadonlyMap<string, Person>>;
  /** Everybody, those who left included, in no order, page by page. */
  all(): AsyncIterable<Person>;
  /** Adds or replaces. `onProgress` gets how many are written so far. */
  save(people: readonly Person[], onProgress?: (written: number) => void): Promise<void>;
  remove(id: PersonId): Promise<void>;
}

/** What the capabilities ask of the list of people. */
export interface Directory {
  /** Undefined for people unknown and for those who left. */
  find(id: PersonId): Promise<Person | undefined>;
  /** Those of `ids` who are known, those who left included, by person key. */
  findMany(ids: readonly PersonId[]): Promise<ReadonlyMap<string, Person>>;
  /** Active people only. */
  select(selection: Selection): Promise<Person[]>;
}
