import { z } from "zod";
import type { Randomness } from "../kernel/random.js";
import type { SeenTimer, TimerChange, TimerStore } from "../schedule/ports.js";
import { type KeptTimer, keptTimerSchema, type LateTimer, lateTimerSchema } from "../schedule/schema.js";
import { present } from "./change.js";
import type { Storage } from "./storage.js";
import type { Operation, Row, Table } from "./table.js";

const ALL = "all";
/** Above every instant. */
const END = "~";

/**
 * `timers`: all in the partition `all`. A timer is two rows of the same content, written in one transaction:
 * (`at|` when it wakes `|` id `|` version), so that what is due is one range of keys; and (`id|` id), to find it by.
 * What was too late is (`late|` when it was due `|` id).
 *
 * A removal in a transaction can't be made to depend on a row's version (the client library drops it), but it fails
 * when the row is not there. So the version is part of the key: each writing of a timer has a row of its own, and
 * whoever wants to change what is no longer there fails as a whole.
 */
export class TimerTable implements TimerStore {
  readonly #table: Table;

  constructor(
    storage: Storage,
    private readonly random: Randomness,
  ) {
    this.#table = storage.table("timers");
  }

  async find(id: string): Promise<SeenTimer | undefined> {
    const row = await this.#table.find(ALL, idKey(id));
    return row && seenIn(row);
  }

  async wakingBefore(instant: Date, most: number): Promise<SeenTimer[]> {
    const found: SeenTimer[] = [];
    const query = { partition: ALL, fromKey: "at|", belowKey: `at|${iso(instant)}`, pageSize: most };
    for await (const row of this.#table.rows(query)) {
      if (found.push(seenIn(row)) === most) break;
    }
    return found;
  }

  swap(seen: SeenTimer | undefined, change: TimerChange): Promise<boolean> {
    return this.#table.write(ALL, [...this.#steps(seen, change.next), ...late(change.late)]);
  }

  async late(since: Date): Promise<LateTimer[]> {
    const found: LateTimer[] = [];
    const query = { partition: ALL, fromKey: `late|${iso(since)}`, belowKey: `late|${END}` };
    for await (const { values } of this.#table.rows(query)) found.push(lateTimerSchema.parse(values));
    return found;
  }

  forgetLate(before: Date): Promise<number> {
    return this.#table.removeRows({ partition: ALL, fromKey: "late|", belowKey: `late|${iso(before)}` });
  }

  #steps(seen: SeenTimer | undefined, next: KeptTimer | undefined): Operation[] {
    const steps: Operation[] = seen ? [{ do: "remove", key: atKey(seen.timer, seen.version) }] : [];
    if (!next) return seen ? [...steps, { do: "remove", key: idKey(seen.timer.id) }] : [];
    const version = this.random.id();
    const values = present({ v: 1, ...next, version });
    return [
      ...steps,
      { do: "insert", key: atKey(next, version), values },
      { do: seen ? "put" : "insert", key: idKey(next.id), values },
    ];
  }
}

const timerRow = keptTimerSchema.extend({ v: z.literal(1), version: z.string() });

function seenIn({ values }: Row): SeenTimer {
  const { v: _, version, ...timer } = timerRow.parse(values);
  return { timer, version };
}

function late(timer: LateTimer | undefined): Operation[] {
  if (!timer) return [];
  return [{ do: "put", key: `late|${timer.due}|${timer.id}`, values: { v: 1, ...timer } }];
}

function atKey({ wakes, id }: KeptTimer, version: string): string {
  return `at|${wakes}|${id}|${version}`;
}

function idKey(id: string): string {
  return `id|${id}`;
}

function iso(instant: Date): string {
  return instant.toISOString();
}
