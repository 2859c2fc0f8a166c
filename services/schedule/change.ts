import { ExpectedError } from "../kernel/errors.js";
import type { TimerChange, TimerStore } from "./ports.js";
import type { KeptTimer } from "./schema.js";

const MOST_TRIES = 20;

/**
 * Applies a rule to a timer as it is, and to the fresh one when somebody was faster. What is stored then; undefined
 * when the rule left it alone or ended it. Throws ExpectedError("busy") after twenty tries.
 */
export async function changeTimer(
  store: TimerStore,
  id: string,
  rule: (found: KeptTimer | undefined) => TimerChange | undefined,
): Promise<KeptTimer | undefined> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const seen = await store.find(id);
    const change = rule(seen?.timer);
    if (!change) return undefined;
    if (await store.swap(seen, change)) return change.next;
  }
  throw new ExpectedError("busy", "Several people are changing this just now. Please try again in a moment.");
}
