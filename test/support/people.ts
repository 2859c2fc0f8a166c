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
