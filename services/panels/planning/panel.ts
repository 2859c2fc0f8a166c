import { sha256 } from "../../kernel/hash.js";
import { type Person, personKey } from "../../people/schema.js";
import { can } from "../../permissions.js";
import type { PanelsContext } from "../context.js";
import { idsOf } from "../former-rules.js";
import type { Round } from "../schema.js";
import type { Member } from "./seats-rules.js";

/** A round's members: those who can score, and who was chosen and can't any more. */
export interface Panel {
  readonly seats: readonly Member[];
  readonly gone: readonly Person[];
}

export async function panelOf({ people }: Pick<PanelsContext, "people">, { members }: Round): Promise<Panel> {
  const known = [...(await people.findMany(idsOf(members))).values()];
  const seats = known.filter((one) => can(one, "panels.score"));
  return {
    seats: seats.map((one) => ({ key: personKey(one), agency: one.partner })),
    gone: known.filter((one) => !seats.includes(one)),
  };
}

/** Everybody who could be on a panel, by name. */
export async function couldBeMembers({ people }: Pick<PanelsContext, "people">): Promise<Person[]> {
  const all = await people.select({ cohorts: [], partners: [], roles: ["panel-member"], sides: [] });
  return all.sort((one, other) => one.name.localeCompare(other.name, "en-GB"));
}

/** Stands for a person in forms and ids, and tells nothing of them. */
export function refOf(key: string): string {
  return sha256(key).slice(0, 12);
}
