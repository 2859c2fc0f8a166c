import { type PersonId, personIdOf } from "../people/schema.js";

/** In the place of a person key of somebody who asked to be forgotten, or whose time is over: `former-member-1`. */
const FORMER = /^former-member-(\d+)$/;

/** Nobody any more: has no way to act, to agree, or to be written to. */
export function isFormer(key: string): boolean {
  return FORMER.test(key);
}

/** A stand-in that is not among these yet. */
export function nextFormer(inUse: Iterable<string>): string {
  const numbers = [...inUse].map((key) => Number(FORMER.exec(key)?.[1] ?? 0));
  return `former-member-${Math.max(0, ...numbers) + 1}`;
}

/** Whom these keys name, without those who are nobody any more. */
export function idsOf(keys: readonly string[]): PersonId[] {
  return [...new Set(keys)].filter((key) => !isFormer(key)).map(personIdOf);
}
