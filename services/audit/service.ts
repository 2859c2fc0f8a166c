import type { Clock } from "../kernel/clock.js";
import type { Randomness } from "../kernel/random.js";
import type { Acts, Audit, AuditEntry, AuditStore, RecordedEntry } from "./ports.js";

/** The record of acts. */
export class AuditTrail implements Audit, Acts {
  constructor(
    private readonly store: AuditStore,
    private readonly clock: Clock,
    private readonly random: Randomness,
  ) {}

  async record(entry: AuditEntry): Promise<void> {
    const at = this.clock.now();
    await this.store.append(`${at.toISOString()}|${this.random.id()}`, { ...entry, at });
  }

  entries(subject: string, since?: Date): AsyncIterable<RecordedEntry> {
    return this.store.entries(subject, since?.toISOString());
  }

  entriesBy(person: string): AsyncIterable<RecordedEntry> {
    return this.store.entriesBy(person);
  }
}
