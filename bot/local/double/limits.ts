/** At most `calls` in any `ms`. */
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

/** Counts calls by key in sliding windows. */
export class Throttle {
  private readonly calls = new Map<string, number[]>();

  constructor(private readonly limits: readonly Limit[]) {}

  /** Records a call, or says that it is one too many. `now` in milliseconds. */
  admit(key: string, now: number): boolean {
    const longest = Math.max(0, ...this.limits.map((limit) => limit.ms));
    const recent = (this.calls.get(key) ?? []).filter((at) => at > now - longest);
    const fits = this.limits.every(({ calls, ms }) => recent.filter((at) => at > now - ms).length < calls);
    this.calls.set(key, fits ? [...recent, now] : recent);
    return fits;
  }
}
