import { z } from "zod";
import type { PeopleStore } from "../people/ports.js";
import { type Person, type PersonId, personKey, personSchema } from "../people/schema.js";
import { rowsOfPeople } from "./among.js";
import { fromJson, json, type Values } from "./limits.js";
import type { Storage } from "./storage.js";
import type { Row, Table } from "./table.js";

const rowSchema = z.object({ v: z.literal(1) }).and(personSchema);

/** Table `people`: a partition a tenant, a row a person, keyed by the Entra object id. */
export class StoredPeople implements PeopleStore {
  readonly #table: Table;

  constructor(storage: Storage) {
    this.#table = storage.table("people");
  }

  async find({ tenantId, objectId }: PersonId): Promise<Person | undefined> {
    const row = await this.#table.find(tenantId, objectId);
    return row && personOf(row);
  }

  async findMany(ids: readonly PersonId[]): Promise<ReadonlyMap<string, Person>> {
    const people = (await rowsOfPeople(this.#table, ids)).map(personOf);
    return new Map(people.map((person) => [personKey(person), person]));
  }

  async *all(): AsyncGenerator<Person> {
    for await (const row of this.#table.rows()) yield personOf(row);
  }

  async save(people: readonly Person[], onProgress?: (written: number) => void): Promise<void> {
    const rows = people.map((person) => ({
      partition: person.tenantId,
      key: person.objectId,
      values: valuesOf(person),
    }));
    await this.#table.putMany(rows, onProgress);
  }

  async remove({ tenantId, objectId }: PersonId): Promise<void> {
    await this.#table.remove(tenantId, objectId);
  }
}

function valuesOf({ name, email, partner, side, roles, cohorts, status, leftOn }: Person): Values {
  const left = leftOn === undefined ? {} : { leftOn };
  return { v: 1, name, email, partner, side, status, ...left, ...json("roles", roles), ...json("cohorts", cohorts) };
}

function personOf({ partition, key, values }: Row): Person {
  const { v: _, ...person } = rowSchema.parse({
    ...values,
    tenantId: partition,
    objectId: key,
    roles: fromJson("roles", values),
    cohorts: fromJson("cohorts", values),
  });
  return person;
}
