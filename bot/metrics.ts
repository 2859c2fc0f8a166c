import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { QUEUES, type SendingMeter, type WorkQueue } from "../services/delivery/ports.js";
import type { ScheduleObserver } from "../services/schedule/ports.js";

/** Figures of this process for an operator's monitoring, as `GET /metrics` gives them. They know no person and no text. */
export class Metrics {
  readonly #registry = new Registry();

  readonly sending: SendingMeter;
  readonly schedule: ScheduleObserver;

  constructor() {
    const registers = [this.#registry];
    const tries = new Counter({
      name: "bot_delivery_tries_total",
      help: "Tries to send a message, by outcome: sent, throttled (429), retried, or why it was refused for good.",
      labelNames: ["outcome"],
      registers,
    });
    const ended = new Counter({
      name: "bot_deliveries_ended_total",
      help: "Deliveries that came to their end, by state and reason.",
      labelNames: ["state", "reason"],
      registers,
    });
    const aside = new Counter({
      name: "bot_work_set_aside_total",
      help: "Pieces of work that could not be done and were put aside for a person to look at.",
      registers,
    });
    const lag = new Histogram({
      name: "bot_due_lag_seconds",
      help: "How long after its moment something due was begun.",
      labelNames: ["kind"],
      buckets: [0.1, 0.5, 1, 2, 5, 15, 60, 300, 3600],
      registers,
    });
    const late = new Counter({
      name: "bot_due_late_total",
      help: "Moments found when they made no sense any more, and recorded as too late.",
      labelNames: ["kind"],
      registers,
    });
    const failed = new Counter({
      name: "bot_due_failed_total",
      help: "Tries at something due that failed; it is tried again.",
      labelNames: ["kind"],
      registers,
    });
    this.sending = {
      tried: (outcome) => tries.inc({ outcome }),
      ended: (state, reason) => ended.inc({ state, reason: reason ?? "" }),
      setAside: () => aside.inc(),
    };
    this.schedule = {
      ran: (kind, lagMs) => lag.observe({ kind }, lagMs / 1000),
      late: (kind) => late.inc({ kind }),
      failed: (kind) => failed.inc({ kind }),
    };
  }

  /** Looked up when asked for: how old the oldest waiting work in each queue is. */
  watchQueue(queue: Pick<WorkQueue, "ageMs">): void {
    new Gauge({
      name: "bot_queue_age_seconds",
      help: "How long the oldest piece of work that waits to be taken up has been in the queue.",
      labelNames: ["queue"],
      registers: [this.#registry],
      async collect() {
        for (const name of QUEUES) {
          // Storage that does not answer must not take the other figures with it: they are wanted most then.
          const age = await queue.ageMs(name).catch(() => undefined);
          if (age === undefined) this.remove({ queue: name });
          else this.set({ queue: name }, age / 1000);
        }
      },
    });
  }

  /** The text format of Prometheus, with its content type. */
  async text(): Promise<{ readonly contentType: string; readonly text: string }> {
    return { contentType: this.#registry.contentType, text: await this.#registry.metrics() };
  }
}
