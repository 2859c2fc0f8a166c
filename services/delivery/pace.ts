/** How fast one tenant is written to, by all processes together. All times in ms, instants since the epoch. */
export interface Pace {
  /** The next send is not before this instant. */
  readonly freeAt: number;
  /** Teams asked for silence until then. */
  readonly quietUntil: number;
  /** The rate, in sends a second, to which the last 429 has brought it down, and when. */
  readonly slowedTo: number;
  readonly slowedAt: number;
}

/**
 * Slots are given out so far ahead at most: nobody waits long for those who came first, and few tries are marked as begun
 * that have not left yet.
 */
export const HORIZON_MS = 300;
const QUIET_MS = 1000;
/**
 * What a 429 leaves of the rate, and how much of it comes back in a second: so slowly that, where Teams takes less than
 * the usual, fewer than one in a hundred is refused.
 */
const SLOWING = 0.9;
const RECOVERY = 0.25;
const SLOWEST = 0.5;

export const UNHURRIED: Pace = { freeAt: 0, quietUntil: 0, slowedTo: Number.POSITIVE_INFINITY, slowedAt: 0 };

export interface Reservation {
  /** The instants at which to send: at most as many as wanted, perhaps none. */
  readonly slots: readonly number[];
  /** When to ask again, if there were none. */
  readonly askAt: number;
  readonly pace: Pace;
}

/**
 * Evenly spaced instants for up to `wanted` sends, within {@link HORIZON_MS} from now: the generic cell rate algorithm
 * (ITU-T I.371) without burst. `usual` is the most sends a second.
 */
export function reserved(pace: Pace, wanted: number, now: number, usual: number): Reservation {
  const interval = 1000 / rateOf(pace, now, usual);
  const first = Math.max(now, pace.freeAt, pace.quietUntil);
  const end = now + HORIZON_MS;
  const room = first >= end ? 0 : Math.floor((end - first) / interval) + 1;
  const slots = Array.from({ length: Math.min(wanted, room) }, (_, n) => first + n * interval);
  const freeAt = slots.length === 0 ? pace.freeAt : first + slots.length * interval;
  return { slots, askAt: first - HORIZON_MS / 2, pace: { ...pace, freeAt } };
}

/** The rate after what came back since the last 429. */
export function rateOf({ slowedTo, slowedAt }: Pace, now: number, usual: number): number {
  return Math.min(usual, slowedTo + (RECOVERY * Math.max(0, now - slowedAt)) / 1000);
}

/**
 * Teams said 429. Answers to sends that were under way already don't slow it down again: those of the silence and of the
 * second after the first, since Teams may ask for a shorter silence, or none.
 */
export function slowed(pace: Pace, now: number, afterMs: number | undefined, usual: number): Pace {
  const quietUntil = Math.max(pace.quietUntil, now + (afterMs ?? QUIET_MS));
  if (now < Math.max(pace.quietUntil, pace.slowedAt + QUIET_MS)) return { ...pace, quietUntil };
  return { ...pace, quietUntil, slowedTo: Math.max(SLOWEST, rateOf(pace, now, usual) * SLOWING), slowedAt: now };
}
