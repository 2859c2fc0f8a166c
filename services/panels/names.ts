import type { Directory } from "../people/ports.js";
import { idsOf } from "./former-rules.js";

/** Whom the check looks for in a text: everybody here, and who has a part in the round and may be here no more. */
export async function namesToFind(people: Directory, parted: readonly string[]): Promise<string[]> {
  const everybody = await people.select({ cohorts: [], partners: [], roles: [], sides: [] });
  const known = await people.findMany(idsOf(parted));
  return [...new Set([...everybody, ...known.values()].map(({ name }) => name))];
}
