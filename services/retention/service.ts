import type { Audit } from "../audit/ports.js";
import type { Clock } from "../kernel/clock.js";
import type { Leases } from "../kernel/leases.js";
import type { Pause } from "../kernel/pause.js";
import type { Randomness } from "../kernel/random.js";
import { repeat } from "../kernel/schedule.js";
import type { Partnership } from "../partnership/schema.js";
import type { Purgeable, RetentionKind } from "./ports.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LEASE = "purge";

export interface PurgeNeeds {
  readonly retention: Partnership["retention"];
  readonly parts: readonly Purgeable[];
  readonly leases: Leases;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly pause: Pause;
  readonly random: Randomness;
  /** Told of what could not be purged; it is tried again. */
  readonly report: (error: unknown) => void;
}

/** How many records of each kind went. */
export type Purged = Partial<Record<RetentionKind, number>>;

/** Lets go of what has been kept long enough, by itself: at start and every day, in one process at a time. */
export class Purge {
  readonly #holder: string;
  #daily: { stop(): Promise<void> } | undefined;

  constructor(private readonly needs: PurgeNeeds) {
    this.#holder = needs.random.id();
  }

  start(): void {
    const { pause, random, report } = this.needs;
    const daily = { everyMs: DAY, jitterMs: HOUR, pause, random, report };
    this.#daily ??= repeat(async () => void (await this.run()), daily);
  }

  async stop(): Promise<void> {
    await this.#daily?.stop();
  }

  /** Undefined when another process has done it in the last 20 hours. */
  async run(): Promise<Purged | undefined> {
    const { leases, audit, clock } = this.needs;
    const now = clock.now();
    const done = new Date(now.getTime() + 20 * HOUR);
    if (!(await leases.take(LEASE, this.#holder, done, now))) return undefined;
    const purged: Purged = {};
    const failures: unknown[] = [];
    for (const part of this.needs.parts) {
      const count = await part.purge(this.#before(part.kind, now)).catch((error: unknown) => void failures.push(error));
      purged[part.kind] = (purged[part.kind] ?? 0) + (count ?? 0);
    }
    failures.forEach(this.needs.report);
    if (failures.length > 0) await leases.release(LEASE, this.#holder);
    const details = { ...purged, failures: failures.length };
    await audit.record({ subject: "purge", event: "purge.ran", by: "system", details });
    return purged;
  }

  #before(kind: RetentionKind, now: Date): Date {
    return new Date(now.getTime() - this.needs.retention[kind] * DAY);
  }
}
