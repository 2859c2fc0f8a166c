import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

/** What `look` gives as soon as it is true; looked for again and again, 15 seconds at most. */
export async function eventually<T>(look: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (let tries = 0; tries < 300; tries += 1) {
    const found = await look();
    if (found) return found;
    await pause(50);
  }
  return assert.fail("it did not come about within 15 seconds");
}
