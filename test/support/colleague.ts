import type { Person } from "../../services/people/schema.js";

let made = 0;

/** Somebody of no partnership in particular; each call is another person, the same ones on every run. */
export function aColleague(traits: Partial<Person> = {}): Person {
  made += 1;
  return {
    tenantId: "0b6f2b1e-5d0c-4c39-9c0a-2f1f6f6f0a01",
    objectId: `00000000-0000-4000-8000-${made.toString(16).padStart(12, "0")}`,
    name: `Person ${made}`,
    email: `person.${made}@vale.example`,
    partner: "vale",
    side: "children",
    roles: [],
    cohorts: [],
    status: "active",
    ...traits,
  };
}
