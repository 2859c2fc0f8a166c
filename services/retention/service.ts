import type { Audit } from "../audit/ports.js";
import { nextDaily } from "../calendar/rules.js";
import type { Clock } from "../kernel/clock.js";
import type { Leases } from "../kernel/leases.js";
import type { Randomness } from "../kernel/random.js";
import type { Partnership } from "../partnership/schema.js";
import type { Schedule } from "../schedule/service.js";
import type { Purgeable, RetentionKind } from "./ports.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** The name of its lease and the id of its timer. */
const PURGE = "purge";
/** What it is called in the schedule. */
const KIND = "retention.purge";
/** On London's clocks, when few people are about. */
const TIME = "03:00";
/** No purge takes longer; whoever died in one keeps others from it until then. */
const LONGEST = 60 * MINUTE;
const LOOK_AGAIN = 10 * MINUTE;

export interface PurgeNeeds {
  readonly retention: Partnership["retention"];
  readonly parts: readonly Purgeable[];
  readonly leases: Leases;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly schedule: Pick<Schedule, "on" | "ensure">;
  readonly random: Randomness;
  /** Told of what could not be purged; the next purge tries it again. */
  readonly report: (error: unknown) => void;
}

/** How many records of each kind went. */
export type Purged = Partial<Record<RetentionKind, number>>;

/** Lets go of what has been kept long enough, by itself: every night, and at the first start, in one process at a time. */
export class Purge {
  readonly #holder: string;

  constructor(private readonly needs: PurgeNeeds) {
    this.#holder = needs.random.id();
    needs.schedule.on(KIND, async (_, now) => {
      // Longer than the schedule's own lease, so another process may come to it meanwhile; or after its holder died.
      const isDone = (await this.run()) !== undefined;
      return isDone ? nextDaily(TIME, now) : new Date(now.getTime() + LOOK_AGAIN);
    });
  }

  /** Has it done by the schedule, for the first time at once. */
  async start(): Promise<void> {
    const due = this.needs.clock.now().toISOString();
    await this.needs.schedule.ensure({ id: PURGE, kind: KIND, subject: "", due });
  }

  /** Undefined when another process is at it. */
  async run(): Promise<Purged | undefined> {
    const { leases, clock } = this.needs;
    const now = clock.now();
    const until = new Date(now.getTime() + LONGEST);
    if (!(await leases.take(PURGE, this.#holder, until, now))) return undefined;
    try {
      return await this.#purgeAll(now);
    } finally {
      await leases.release(PURGE, this.#holder);
    }
  }

  async #purgeAll(now: Date): Promise<Purged> {
    const purged: Purged = {};
    const failures: unknown[] = [];
    for (const part of this.needs.parts) {
      const count = await part.purge(this.#before(part.kind, now)).catch((error: unknown) => void failures.push(error));
      purged[part.kind] = (purged[part.kind] ?? 0) + (count ?? 0);
    }
    failures.forEach(this.needs.report);
    const details = { ...purged, failures: failures.length };
    await this.needs.audit.record({ subject: "purge", event: "purge.ran", by: "system", details });
    return purged;
  }

  #before(kind: RetentionKind, now: Date): Date {
    return new Date(now.getTime() - this.needs.retention[kind] * DAY);
  }
}
