/** At most `calls`, one or more, in any `ms`. */
export interface Limit {
  readonly calls: number;
  readonly ms: number;
}

/** What Teams documents for one bot in one conversation. */
export const CONVERSATION_LIMITS: readonly Limit[] = [
  { calls: 7, ms: 1_000 },
  { calls: 8, ms: 2_000 },
  { calls: 60, ms: 30_000 },
  { calls: 1_800, ms: 3_600_000 },
];

/** What Teams documents for one app in one tenant. */
export const TENANT_LIMIT: Limit = { calls: 50, ms: 1_000 };

/** Counts calls by key in sliding windows. Quick whatever the limits and however many keys there are. */
export class Throttle {
  private readonly admitted = new Map<string, number[]>();
  /** As many of a key's latest calls matter. */
  private readonly most: number;

  constructor(private readonly limits: readonly Limit[]) {
    this.most = Math.max(0, ...limits.map(({ calls }) => calls));
  }

  /** Records a call, or says that it is one too many. `now` in milliseconds, never less than before. */
  admit(key: string, now: number): boolean {
    if (this.limits.length === 0) return true;
    const times = this.admitted.get(key) ?? [];
    if (times.length === 0) this.admitted.set(key, times);
    const fits = this.limits.every(({ calls, ms }) => (times.at(-calls) ?? Number.NEGATIVE_INFINITY) <= now - ms);
    if (fits) times.push(now);
    if (times.length > 2 * this.most) times.splice(0, times.length - this.most);
    return fits;
  }
}
