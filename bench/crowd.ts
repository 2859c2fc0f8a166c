import { randomUUID } from "node:crypto";
import type { Address } from "../services/delivery/schema.js";
import type { Person } from "../services/people/schema.js";
import { AddressTable } from "../services/storage/addresses.js";
import { StoredPeople } from "../services/storage/people.js";
import type { Storage } from "../services/storage/storage.js";
import { conversationIdOf } from "./connector/book.js";

export interface CrowdOptions {
  readonly people: number;
  /** Over these tenants in turn, with a partner each. */
  readonly tenants: readonly { readonly id: string; readonly partner: string }[];
  /** The connector's. */
  readonly serviceUrl: string;
  /** Whose messages' arrival is to be written down, by number; nobody's unless given. */
  readonly due?: (n: number) => boolean;
}

/** So many people whom the bot can write to, stored as the bot stores them. */
export async function aCrowd(storage: Storage, options: CrowdOptions): Promise<Person[]> {
  const stores = { people: new StoredPeople(storage), addresses: new AddressTable(storage) };
  await storage.prepare();
  const people = Array.from({ length: options.people }, (_, n) => somebody(options, n));
  await stores.people.save(people);
  await stores.addresses.saveMany(people.map((person, n) => addressOf(person, options, n)));
  return people;
}

function somebody({ tenants }: CrowdOptions, n: number): Person {
  const tenant = tenants[n % tenants.length];
  if (!tenant) throw new Error("a crowd has at least one tenant");
  const objectId = randomUUID();
  return {
    tenantId: tenant.id,
    objectId,
    name: `Pat Example ${n}`,
    email: `${objectId}@people.example`,
    partner: tenant.partner,
    side: n % 2 === 0 ? "children" : "adults",
    roles: [],
    cohorts: [],
    status: "active",
  };
}

function addressOf({ tenantId, objectId }: Person, { serviceUrl, due }: CrowdOptions, n: number): Address {
  const person = { tenantId, objectId };
  const conversationId = conversationIdOf(person, due?.(n));
  return { person, serviceUrl, conversationId, userId: `29:${objectId}`, state: "reachable" };
}
