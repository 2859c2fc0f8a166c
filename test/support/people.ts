import { randomUUID } from "node:crypto";
import type { Person } from "../../services/people/schema.js";
import { theFiles } from "./bot.js";

/** Somebody of the partnership's first tenant and partner, without any role; say only what matters. */
export async function somebody(differing: Partial<Person> = {}): Promise<Person> {
  const { partnership } = await theFiles();
  const [tenant] = partnership.tenants;
  const [partner] = partnership.partners;
  const objectId = randomUUID();
  return {
    tenantId: tenant?.id ?? "",
    objectId,
    name: "Pat Example",
    email: `${objectId}@people.example`,
    partner: partner?.id ?? "",
    side: "children",
    roles: [],
    cohorts: [],
    status: "active",
    ...differing,
  };
}

export function aCoordinator(differing: Partial<Person> = {}): Promise<Person> {
  return somebody({ name: "Casey Example", roles: ["coordinator"], ...differing });
}

let made = 0;

/** Somebody of the small test partnership, active and without roles; each call is another person. */
export function aPerson(differing: Partial<Person> = {}): Person {
  made += 1;
  return {
    tenantId: "0b6f2b1e-5d0c-4c39-9c0a-2f1f6f6f0a01",
    objectId: `00000000-0000-4000-8000-${made.toString(16).padStart(12, "0")}`,
    name: `Person ${made}`,
    email: `person.${made}@northern-vale.example`,
    partner: "vale-county",
    side: "children",
    roles: [],
    cohorts: [],
    status: "active",
    ...differing,
  };
}
