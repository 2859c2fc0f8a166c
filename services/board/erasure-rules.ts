import { ERASED_PERSON } from "./items/roll-rules.js";
import type { Item } from "./schema.js";

/** Whether it says anything of the person. */
export function mentions(item: Item, key: string): boolean {
  return JSON.stringify({ ...item, acts: [] }).includes(JSON.stringify(key));
}

/**
 * The item with a tombstone in the person's place, and without what they said, but for what is in the minutes. What is not
 * on the record yet stays as it is.
 */
export function erasedFrom(item: Item, key: string): Item {
  const { acts, ...rest } = item;
  const silenced = {
    ...rest,
    votes: rest.votes.map((vote) => (vote.person === key && !vote.forMinutes ? { ...vote, comment: "" } : vote)),
    interests: rest.interests.map((one) => (one.person === key ? { ...one, reason: "" } : one)),
  };
  return { ...(replaced(silenced, key) as Omit<Item, "acts">), acts };
}

function replaced(value: unknown, key: string): unknown {
  if (value === key) return ERASED_PERSON;
  if (Array.isArray(value)) return value.map((one) => replaced(one, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replaced(one, key)]));
}
