import { setTimeout as pause } from "node:timers/promises";
import type { LocalDate } from "../../kernel/dates.js";
import { ExpectedError } from "../../kernel/errors.js";
import { GroupCommit } from "../../kernel/group-commit.js";
import type { Randomness } from "../../kernel/random.js";
import { noSuchSession } from "../../sessions/context.js";
import type { Changed, OccurrenceStore } from "../../sessions/ports.js";
import { type Occurrence, occurrenceSchema } from "../../sessions/schema.js";
import { fromJson, json } from "../limits.js";
import type { Row, Table } from "../table.js";
import { applied, type Rule, type RuleOutcome, unwrapped } from "../together.js";

/** Some seventy a year, and lists read a stretch of them. */
const ALL = "all";
/** Above every id that begins with a date of the day before. */
const AFTER_ALL = "~";
/** Changes in one write. */
const MOST_TOGETHER = 200;
const MOST_TRIES = 20;
const LONGEST_PAUSE_MS = 40;
/** So many occurrences are remembered. */
const MOST_KNOWN = 100;

interface Known {
  readonly occurrence: Occurrence;
  readonly version: string;
}

/** `occurrences`: (`all`, slot and series). A row has all of an occurrence, its bookings too. */
export class TableOccurrences implements OccurrenceStore {
  /** As they were written or read last: spares a read, since a stale one is refused by its version. */
  readonly #known = new Map<string, Known>();
  readonly #commits = new GroupCommit<Rule<Occurrence>, RuleOutcome>(MOST_TOGETHER, (id, rules) =>
    this.#commit(id, rules),
  );

  constructor(
    private readonly table: Table,
    private readonly random: Randomness,
  ) {}

  async find(id: string): Promise<Occurrence | undefined> {
    return (await this.#read(id))?.occurrence;
  }

  add(occurrence: Occurrence): Promise<boolean> {
    return this.table.insert(ALL, occurrence.id, valuesOf(occurrence));
  }

  async change<Result>(id: string, rule: (occurrence: Occurrence) => Changed<Result>): Promise<Result> {
    return unwrapped<Result>(await this.#commits.add(id, rule));
  }

  async remove(id: string, when: (occurrence: Occurrence) => boolean): Promise<boolean> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const read = await this.#read(id);
      if (!read || !when(read.occurrence)) return false;
      this.#known.delete(id);
      if (await this.table.remove(ALL, id, read.version)) return true;
    }
    return false;
  }

  async between(from: LocalDate, through: LocalDate): Promise<Occurrence[]> {
    const found: Occurrence[] = [];
    const query = { partition: ALL, fromKey: from, belowKey: `${through}${AFTER_ALL}` };
    for await (const row of this.table.rows(query)) found.push(occurrenceIn(row));
    return found;
  }

  async *all(): AsyncGenerator<Occurrence> {
    for await (const row of this.table.rows({ partition: ALL, pageSize: 50 })) yield occurrenceIn(row);
  }

  async #commit(id: string, rules: readonly Rule<Occurrence>[]): Promise<RuleOutcome[]> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const known = (tries === 0 ? this.#known.get(id) : undefined) ?? (await this.#read(id));
      if (!known) throw noSuchSession();
      const { value: occurrence, outcomes } = applied(known.occurrence, rules);
      if (occurrence === known.occurrence && tries > 0) return outcomes;
      // Nothing to write is believed only of what was just read.
      if (occurrence === known.occurrence) {
        this.#known.delete(id);
        continue;
      }
      const version = await this.table.replaceReturning(ALL, id, valuesOf(occurrence), known.version);
      if (version !== undefined) {
        this.#remember(id, { occurrence, version });
        return outcomes;
      }
      this.#known.delete(id);
      await pause(this.random.below(LONGEST_PAUSE_MS));
    }
    throw new ExpectedError("busy", "Many people are pressing just now. Please try again in a moment.");
  }

  async #read(id: string): Promise<Known | undefined> {
    const row = await this.table.find(ALL, id);
    if (!row) return undefined;
    const known = { occurrence: occurrenceIn(row), version: row.version };
    this.#remember(id, known);
    return known;
  }

  #remember(id: string, known: Known): void {
    const [oldest] = this.#known.keys();
    if (this.#known.size >= MOST_KNOWN && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(id, known);
  }
}

function valuesOf(occurrence: Occurrence) {
  return { v: 1, ...json("occurrence", occurrence) };
}

function occurrenceIn({ values }: Row): Occurrence {
  return occurrenceSchema.parse(fromJson("occurrence", values));
}
