/** How fast one tenant is written to. All times in ms. */
export interface Pace {
  /** Between two sends when nothing is in the way. */
  readonly usual: number;
  /** Between two sends now. */
  readonly interval: number;
  /** The next send is not before this instant. */
  readonly freeAt: number;
  /** Teams asked for silence until then. */
  readonly quietUntil: number;
}

const SLOWEST = 32;
const EASING = 0.9;
const QUIET = 1000;

export function usualPace(requestsPerSecond: number): Pace {
  const usual = 1000 / requestsPerSecond;
  return { usual, interval: usual, freeAt: 0, quietUntil: 0 };
}

/** The instant of the next send, and the pace after it. */
export function nextSlot(pace: Pace, now: number): { readonly at: number; readonly pace: Pace } {
  const at = Math.max(now, pace.freeAt);
  return { at, pace: { ...pace, freeAt: at + pace.interval } };
}

/** Teams said 429: half the speed. Answers to sends that were under way already don't halve it again. */
export function slowed(pace: Pace, now: number, afterMs: number | undefined): Pace {
  const quietUntil = Math.max(pace.quietUntil, now + (afterMs ?? QUIET));
  const freeAt = Math.max(pace.freeAt, quietUntil);
  if (now < pace.quietUntil) return { ...pace, quietUntil, freeAt };
  return { ...pace, interval: Math.min(pace.interval * 2, pace.usual * SLOWEST), quietUntil, freeAt };
}

/** A send went through: a little faster, up to the usual. */
export function eased(pace: Pace): Pace {
  return { ...pace, interval: Math.max(pace.usual, pace.interval * EASING) };
}
