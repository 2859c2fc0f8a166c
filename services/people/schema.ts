import { z } from "zod";
import { localDate } from "../kernel/dates.js";

export const ROLES = [
  "coordinator",
  "panel-member",
  "wfd-lead",
  "fee-contact",
  "board-member",
  "board-deputy",
] as const;
export const SIDES = ["children", "adults", "both"] as const;

export type Role = (typeof ROLES)[number];
export type Side = (typeof SIDES)[number];

const uuid = z
  .string()
  .toLowerCase()
  .regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    "a Microsoft Entra id (8-4-4-4-12 hex digits)",
  );

/** Who somebody is: the tenant's id and the Entra object id together, never one alone. Lower case. */
export const personIdSchema = z.object({ tenantId: uuid, objectId: uuid });
export type PersonId = z.infer<typeof personIdSchema>;

export const personSchema = personIdSchema.extend({
  name: z.string().min(1).max(200),
  email: z.string().max(254),
  /** A partner's id in partnership.yaml. */
  partner: z.string(),
  side: z.enum(SIDES),
  roles: z.array(z.enum(ROLES)),
  /** Ids of cohorts in partnership.yaml. */
  cohorts: z.array(z.string()),
  /** Those missing from a newer import have left: kept, but without any right and never written to. */
  status: z.enum(["active", "left"]),
  /** The day of the import that no longer had them. */
  leftOn: localDate.optional(),
});
export type Person = z.infer<typeof personSchema>;

/** Who is meant: everyone who matches every list that isn't empty. */
export const selectionSchema = z.strictObject({
  /** Ids of cohorts in partnership.yaml. */
  cohorts: z.array(z.string()).default([]),
  partners: z.array(z.string()).default([]),
  roles: z.array(z.enum(ROLES)).default([]),
  sides: z.array(z.enum(SIDES)).default([]),
});
export type Selection = z.infer<typeof selectionSchema>;

/** One string for a person, safe as a storage key and as a map key: `tenant:object`. */
export function personKey(id: PersonId): string {
  return `${id.tenantId}:${id.objectId}`;
}

/** The way back from {@link personKey}. */
export function personIdOf(key: string): PersonId {
  const [tenantId, objectId] = key.split(":");
  return personIdSchema.parse({ tenantId, objectId });
}
