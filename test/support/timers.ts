import { systemRandomness } from "../../services/kernel/random.js";
import type { SeenTimer, TimerChange, TimerStore } from "../../services/schedule/ports.js";
import type { LateTimer, NewTimer } from "../../services/schedule/schema.js";
import { Schedule, type ScheduleNeeds } from "../../services/schedule/service.js";
import { TestClock } from "./clock.js";

/** A store that keeps nothing, for simulations of years. The contract tests hold it to what the tables do. */
export class TimersInMemory implements TimerStore {
  readonly #timers = new Map<string, SeenTimer>();
  readonly #late = new Map<string, LateTimer>();
  #versions = 0;

  async find(id: string): Promise<SeenTimer | undefined> {
    return this.#timers.get(id);
  }

  async wakingBefore(instant: Date, most: number): Promise<SeenTimer[]> {
    const before = instant.toISOString();
    return this.#inOrder()
      .filter(({ timer }) => timer.wakes < before)
      .slice(0, most);
  }

  async swap(seen: SeenTimer | undefined, { next, late }: TimerChange): Promise<boolean> {
    const id = seen?.timer.id ?? next?.id ?? "";
    if (this.#timers.get(id)?.version !== seen?.version) return false;
    this.#timers.delete(id);
    this.#versions += 1;
    if (next) this.#timers.set(id, { timer: next, version: String(this.#versions) });
    if (late) this.#late.set(`${late.due}|${late.id}`, late);
    return true;
  }

  async late(since: Date): Promise<LateTimer[]> {
    const from = since.toISOString();
    return [...this.#late].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, one]) => (one.due >= from ? [one] : []));
  }

  async forgetLate(before: Date): Promise<number> {
    const old = [...this.#late].filter(([, { due }]) => due < before.toISOString());
    for (const [key] of old) this.#late.delete(key);
    return old.length;
  }

  /** When the next one wakes. */
  nextWake(): Date | undefined {
    const [first] = this.#inOrder();
    return first && new Date(first.timer.wakes);
  }

  #inOrder(): SeenTimer[] {
    const key = ({ timer }: SeenTimer) => `${timer.wakes}|${timer.id}`;
    return [...this.#timers.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }
}

export function aTimer(values: Partial<NewTimer> = {}): NewTimer {
  return { id: "timer", kind: "test", subject: "subject", due: "2027-09-01T09:00:00.000Z", ...values };
}

/** One process's schedule that writes down what is reported and observed. */
export class WatchedSchedule extends Schedule {
  readonly errors: unknown[];
  /** For example `ran test 250`, `late test`, `failed test`. */
  readonly seen: string[];

  constructor(needs: Pick<ScheduleNeeds, "store"> & Partial<ScheduleNeeds>) {
    const errors: unknown[] = [];
    const seen: string[] = [];
    super({
      clock: new TestClock(),
      random: systemRandomness,
      pause: async () => undefined,
      report: (error) => void errors.push(error),
      observe: {
        ran: (kind, lagMs) => void seen.push(`ran ${kind} ${lagMs}`),
        late: (kind) => void seen.push(`late ${kind}`),
        failed: (kind) => void seen.push(`failed ${kind}`),
      },
      ...needs,
    });
    this.errors = errors;
    this.seen = seen;
  }
}
