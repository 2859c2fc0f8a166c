import { setMaxListeners } from "node:events";
import { setTimeout as timer } from "node:timers/promises";

/** Waiting, as an argument beside the clock. Ends early, without an error, when `signal` is aborted. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

/** The longest that a Node timer can wait (2³¹ − 1 ms, some 24 days); longer ones would fire at once. */
const LONGEST = 2_147_483_647;

export const systemPause: Pause = async (ms, signal) => {
  if (signal.aborted) return;
  // Thousands may wait on one signal; Node takes more than ten for a leak and says so on standard error.
  setMaxListeners(0, signal);
  await timer(Math.min(Math.max(ms, 0), LONGEST), undefined, { signal }).catch(() => undefined);
};
