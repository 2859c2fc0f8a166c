import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { AddressStore, OldAddresses } from "../delivery/ports.js";
import { type Address, addressSchema } from "../delivery/schema.js";
import { type PersonId, personKey } from "../people/schema.js";
import { rowsOfPeople } from "./among.js";
import type { Storage } from "./storage.js";
import type { Row, Table } from "./table.js";

/** Fewer people than this are looked up one by one, more by reading their tenants. */
const FEW = 20;

/** `addresses`: (tenant id, Entra object id). */
export class AddressTable implements AddressStore, OldAddresses {
  readonly #table: Table;

  constructor(storage: Storage) {
    this.#table = storage.table("addresses");
  }

  async find(person: PersonId): Promise<Address | undefined> {
    const row = await this.#table.find(person.tenantId, person.objectId);
    return row && addressOf(row);
  }

  async findMany(people: readonly PersonId[]): Promise<ReadonlyMap<string, Address>> {
    const addresses = (await rowsOfPeople(this.#table, people)).map(addressOf);
    return new Map(addresses.map((address) => [personKey(address.person), address]));
  }

  async reachable(people: readonly PersonId[]): Promise<ReadonlySet<string>> {
    const wanted = new Set(people.map(personKey));
    const found = new Set<string>();
    for await (const { partition, key, values } of this.#states(people)) {
      const person = personKey({ tenantId: partition, objectId: key });
      if (wanted.has(person) && values.state === "reachable") found.add(person);
    }
    return found;
  }

  async save(address: Address): Promise<void> {
    const { tenantId, objectId } = address.person;
    const values = valuesOf(address);
    const before = await this.#table.find(tenantId, objectId);
    if (!isDeepStrictEqual(before?.values, values)) await this.#table.put(tenantId, objectId, values);
  }

  /** For many at once, whatever is stored of them. */
  async saveMany(addresses: readonly Address[]): Promise<void> {
    await this.#table.putMany(
      addresses.map((address) => ({
        partition: address.person.tenantId,
        key: address.person.objectId,
        values: valuesOf(address),
      })),
    );
  }

  remove(person: PersonId): Promise<boolean> {
    return this.#table.remove(person.tenantId, person.objectId);
  }

  async *unchangedSince(before: Date): AsyncGenerator<PersonId> {
    for await (const { partition, key, writtenAt } of this.#table.rows({ select: ["state"] })) {
      if (writtenAt < before) yield { tenantId: partition, objectId: key };
    }
  }

  async *#states(people: readonly PersonId[]): AsyncGenerator<Row> {
    if (people.length < FEW) {
      const rows = people.map(({ tenantId, objectId }) => this.#table.find(tenantId, objectId));
      for (const row of await Promise.all(rows)) if (row) yield row;
      return;
    }
    for (const partition of new Set(people.map(({ tenantId }) => tenantId))) {
      yield* this.#table.rows({ partition, select: ["state"] });
    }
  }
}

const addressRow = z.object({ v: z.literal(1), ...addressSchema.omit({ person: true }).shape });

function addressOf({ partition, key, values }: Row): Address {
  const { v: _, ...rest } = addressRow.parse(values);
  return { person: { tenantId: partition, objectId: key }, ...rest };
}

function valuesOf({ serviceUrl, conversationId, userId, state }: Address) {
  return { v: 1, serviceUrl, conversationId, userId, state };
}
