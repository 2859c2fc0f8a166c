import type { Pause } from "./pause.js";
import type { Randomness } from "./random.js";

export interface Repetition {
  readonly everyMs: number;
  /** Each wait is lengthened by up to this much, so that instances started together spread out. */
  readonly jitterMs: number;
  readonly pause: Pause;
  readonly random: Randomness;
  /** Told of a failed run; the next one comes all the same. */
  readonly report: (error: unknown) => void;
}

/** Runs `task` now and then again and again, never twice at a time, until stopped. */
export function repeat(task: () => Promise<void>, repetition: Repetition): { stop(): Promise<void> } {
  const { everyMs, jitterMs, pause, random, report } = repetition;
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await task().catch(report);
      await pause(everyMs + random.below(jitterMs + 1), stopping.signal);
    }
  })();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}
