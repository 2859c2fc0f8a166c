import type { Purgeable } from "../retention/ports.js";
import type { TimerStore } from "./ports.js";

/** What was too late, as long as deliveries are kept. */
export function purgeableLate(store: TimerStore): Purgeable {
  return { kind: "deliveries", purge: (before) => store.forgetLate(before) };
}
