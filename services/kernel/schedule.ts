import type { Pause } from "./pause.js";
import type { Randomness } from "./random.js";

export interface Repetition {
  readonly everyMs: number;
  /** Each wait is lengthened by up to this much, so that instances started together spread out. */
  readonly jitterMs: number;
  /** Not at once: after the first wait. */
  readonly waitFirst?: boolean;
  readonly pause: Pause;
  readonly random: Randomness;
  /** Told of a failed run; the next one comes all the same. */
  readonly report: (error: unknown) => void;
}

/** Runs `task` now, or after the first wait, and then again and again, never twice at a time, until stopped. */
export function repeat(task: () => Promise<void>, repetition: Repetition): { stop(): Promise<void> } {
  const { everyMs, jitterMs, waitFirst = false, pause, random, report } = repetition;
  const stopping = new AbortController();
  const running = (async () => {
    const wait = () => pause(everyMs + random.below(jitterMs + 1), stopping.signal);
    if (waitFirst) await wait();
    while (!stopping.signal.aborted) {
      await task().catch(report);
      await wait();
    }
  })();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}
