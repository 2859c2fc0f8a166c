import type { LocalDate } from "../kernel/dates.js";
import type { Person, PersonId, Selection } from "./schema.js";

/** People who left are in no audience. Somebody who works on both sides is in the audience of either. */
export function matches(person: Person, { cohorts, partners, roles, sides }: Selection): boolean {
  return (
    person.status === "active" &&
    overlap(cohorts, person.cohorts) &&
    overlap(partners, [person.partner]) &&
    overlap(roles, person.roles) &&
    overlap(sides, person.side === "both" ? ["children", "adults", "both"] : [person.side])
  );
}

function overlap(wanted: readonly string[], own: readonly string[]): boolean {
  return wanted.length === 0 || own.some((one) => wanted.includes(one));
}

const COMPARED = ["name", "email", "partner", "side", "roles", "cohorts", "status"] as const;
export type ComparedField = (typeof COMPARED)[number];

export interface Change {
  readonly before: Person;
  readonly after: Person;
  /** `status` when somebody who had left is back. */
  readonly fields: readonly ComparedField[];
}

/** What an import would do. Everybody known or incoming is in exactly one of the five. */
export interface ImportPlan {
  readonly added: readonly Person[];
  readonly changed: readonly Change[];
  /** As they will be: marked, with the day. */
  readonly left: readonly Person[];
  readonly unchanged: readonly Person[];
  /** Not in the file, and marked as left by an earlier import. */
  readonly goneBefore: readonly Person[];
}

/** `incoming` has nobody twice (csv.ts sees to it); those missing from it have left, as of `today`. */
export function planImport(current: readonly Person[], incoming: readonly Person[], today: LocalDate): ImportPlan {
  const known = new Map(current.map((person) => [keyOf(person), person]));
  const changes = incoming.map((after) => ({ after, before: known.get(keyOf(after)) }));
  const compared = changes.flatMap(({ before, after }) =>
    before ? [{ before, after, fields: COMPARED.filter((field) => !same(before[field], after[field])) }] : [],
  );
  const stay = new Set(incoming.map(keyOf));
  const missing = current.filter((person) => !stay.has(keyOf(person)));
  return {
    added: changes.filter(({ before }) => !before).map(({ after }) => after),
    changed: compared.filter(({ fields }) => fields.length > 0),
    unchanged: compared.filter(({ fields }) => fields.length === 0).map(({ before }) => before),
    left: missing.filter(isActive).map((person) => ({ ...person, status: "left", leftOn: today })),
    goneBefore: missing.filter((person) => !isActive(person)),
  };
}

/** Why a plan should not be carried out, as a sentence that says what to do; undefined when nothing speaks against it. */
export function objectionTo(plan: ImportPlan, options: { readonly allowManyLeft: boolean }): string | undefined {
  const stayed = [...plan.changed.map(({ before }) => before), ...plan.unchanged];
  const activeBefore = [...stayed.filter(isActive), ...plan.left];
  const after = [...plan.added, ...plan.changed.map((change) => change.after), ...plan.unchanged];
  if (activeBefore.some(coordinates) && !after.some(coordinates)) {
    return "After this import nobody would be a coordinator. Give at least one person in the file the role coordinator.";
  }
  if (plan.left.length * 2 > activeBefore.length && !options.allowManyLeft) {
    const share = `${plan.left.length} of ${activeBefore.length} people are not in this file and would be marked as left.`;
    return `${share} If that is right, import it again with --allow-many-left.`;
  }
  return undefined;
}

function isActive({ status }: Person): boolean {
  return status === "active";
}

function coordinates({ roles }: Person): boolean {
  return roles.includes("coordinator");
}

function keyOf({ tenantId, objectId }: PersonId): string {
  return `${tenantId}:${objectId}`;
}

function same(one: string | readonly string[], other: string | readonly string[]): boolean {
  if (typeof one === "string" || typeof other === "string") return one === other;
  return one.length === other.length && one.every((word) => other.includes(word));
}
