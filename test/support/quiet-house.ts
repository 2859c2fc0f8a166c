import type { FileRequest, Producer } from "../../services/files/ports.js";
import type { Directory } from "../../services/people/ports.js";
import { matches } from "../../services/people/rules.js";
import { type Person, personKey } from "../../services/people/schema.js";
import type { Handler } from "../../services/schedule/ports.js";
import { TestClock } from "./clock.js";
import { PlannedDeliveries } from "./survey-house.js";
import { TimersInMemory, WatchedSchedule } from "./timers.js";

/**
 * What a capability stands on, without Teams and without tables: the clock stands at 23 November 2026, 10:00, messages are
 * planned and not sent, and timers run when a test lets the time pass.
 */
export abstract class QuietHouse {
  readonly clock = new TestClock();
  readonly deliveries = new PlannedDeliveries(this.clock);
  readonly timers = new TimersInMemory();
  readonly schedule = new WatchedSchedule({ store: this.timers, clock: this.clock });
  readonly failures: unknown[] = [];
  readonly producers = new Map<string, Producer>();

  /** Whom the list of people has now, those who left included. */
  abstract everybody(): readonly Person[];

  /** What every capability's context has. */
  protected get common() {
    return {
      people: this.directory,
      deliveries: this.deliveries,
      timers: this.schedule,
      files: {
        register: (kind: string, producer: Producer) => void this.producers.set(kind, producer),
        issue: async (request: FileRequest) => JSON.stringify(request),
      },
      clock: this.clock,
      report: (error: unknown) => void this.failures.push(error),
    };
  }

  protected get directory(): Directory {
    return {
      find: async (id) => this.everybody().find((one) => personKey(one) === personKey(id)),
      findMany: async (ids) => {
        const wanted = new Set(ids.map(personKey));
        const found = this.everybody().filter((one) => wanted.has(personKey(one)));
        return new Map(found.map((one) => [personKey(one), one]));
      },
      select: async (selection) => this.everybody().filter((one) => matches(one, selection)),
    };
  }

  protected handle(handlers: Readonly<Record<string, Handler>>): void {
    for (const [kind, handler] of Object.entries(handlers)) this.schedule.on(kind, handler);
  }

  /** Lets the time pass, and the schedule do what comes due in it. */
  async passUntil(at: string): Promise<void> {
    const end = new Date(at);
    for (let next = this.timers.nextWake(); next && next <= end; next = this.timers.nextWake()) {
      if (next > this.clock.now()) this.clock.turnTo(next.toISOString());
      await this.schedule.runDue();
    }
    this.clock.turnTo(at);
  }
}
