/** The time, as an argument: rules take `now`, services take a clock, tests turn it by hand. */
export interface Clock {
  /** The present instant (UTC). */
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
