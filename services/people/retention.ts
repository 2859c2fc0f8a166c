import { dateOf } from "../kernel/dates.js";
import type { Purgeable } from "../retention/ports.js";
import type { People } from "./service.js";

/** People marked as left. */
export function purgeablePeople(people: People): Purgeable {
  return { kind: "peopleLeft", purge: (before) => people.purgeLeft(dateOf(before)) };
}
