import { type PersonId, personIdSchema } from "../../people/schema.js";
import type { BoardContext } from "../context.js";
import type { Names } from "./view-rules.js";

/** The names of these person keys; those who were erased have none. */
export async function namesOf({ people }: Pick<BoardContext, "people">, keys: readonly string[]): Promise<Names> {
  const ids = keys.flatMap((key) => idIn(key) ?? []);
  if (ids.length === 0) return new Map();
  const found = await people.findMany(ids);
  return new Map([...found].map(([key, { name }]) => [key, name]));
}

/** Undefined for what stands in the place of somebody who was erased. */
export function idIn(key: string): PersonId | undefined {
  const [tenantId, objectId] = key.split(":");
  return personIdSchema.safeParse({ tenantId, objectId }).data;
}
