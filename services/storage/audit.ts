import { START } from "../audit/chain-rules.js";
import type { AuditStore, NewEntry, Part, SeenHead } from "../audit/ports.js";
import { type Head, headSchema, type Sealed, type StoredEntry, storedEntrySchema } from "../audit/schema.js";
import { changeRow, type RowShape } from "./change.js";
import { fromJson, json, type Values } from "./limits.js";
import type { Storage } from "./storage.js";
import type { Table } from "./table.js";

/** After every entry. */
const HEAD = "head";

/**
 * `record`: (subject, place) an entry, (subject, `head`) the end of its chain. `recordof`: (person key, time and place)
 * leads to the entries that name somebody.
 */
export class AuditTable implements AuditStore {
  readonly #entries: Table;
  readonly #byPerson: Table;

  constructor(storage: Storage) {
    this.#entries = storage.table("record");
    this.#byPerson = storage.table("recordof");
  }

  async head(subject: string): Promise<SeenHead> {
    const row = await this.#entries.find(subject, HEAD);
    if (!row) return { head: START, version: undefined };
    return { head: headSchema.parse(row.values), version: row.version };
  }

  /** Who is named is noted first: an erasure must find all of it, and what leads to no entry does no harm. */
  async append(subject: string, seen: SeenHead, entries: readonly NewEntry[], head: Head): Promise<boolean> {
    await this.#byPerson.putMany(entries.flatMap((entry) => partRows(subject, entry)));
    const values = { v: 1, ...head };
    return this.#entries.write(subject, [
      ...entries.map(({ seq, entry }) => ({ do: "insert" as const, key: keyOf(seq), values: ENTRY.write(entry) })),
      seen.version === undefined
        ? { do: "insert", key: HEAD, values }
        : { do: "replace", key: HEAD, values, version: seen.version },
    ]);
  }

  async *entries(subject: string, fromSeq = 1): AsyncGenerator<StoredEntry> {
    const query = { partition: subject, fromKey: keyOf(fromSeq), belowKey: HEAD };
    for await (const row of this.#entries.rows(query)) yield ENTRY.read(row);
  }

  /** Of all rows, where it begins with the first: somebody may have put one before it. */
  async *unread(subject: string, fromSeq = 1): AsyncGenerator<unknown> {
    const query = { partition: subject, belowKey: HEAD, ...(fromSeq > 1 && { fromKey: keyOf(fromSeq) }) };
    for await (const { key, values } of this.#entries.rows(query)) {
      const seq = Number(key);
      yield Number.isInteger(seq) ? unreadIn(values) : { key };
    }
  }

  async *partsOf(person: string): AsyncGenerator<Part> {
    const seen = new Set<string>();
    for await (const { values } of this.#byPerson.rows({ partition: person })) {
      const part = { subject: String(values.subject), seq: Number(values.seq), part: String(values.part) };
      const id = `${part.subject}|${part.seq}|${part.part}`;
      // A try that somebody was faster than has left a note of the same place, or of one that another has now.
      if (seen.has(id) || !(await this.#names(person, part))) continue;
      seen.add(id);
      yield part;
    }
  }

  async reseal(subject: string, seq: number, change: (sealed: Sealed) => Sealed): Promise<void> {
    await changeRow(this.#entries, { partition: subject, key: keyOf(seq) }, ENTRY, (entry) => ({
      ...entry,
      sealed: change(entry.sealed),
    }));
  }

  async forgetParts(person: string): Promise<void> {
    await this.#byPerson.removePartition(person);
  }

  async subjects(): Promise<string[]> {
    const subjects = new Set<string>();
    for await (const { partition } of this.#entries.rows({ select: [] })) subjects.add(partition);
    return [...subjects];
  }

  async #names(person: string, { subject, seq, part }: Part): Promise<boolean> {
    const row = await this.#entries.find(subject, keyOf(seq));
    const secret = row && ENTRY.read(row).sealed[part];
    return typeof secret === "object" && typeof secret.value === "object" && secret.value.person === person;
  }
}

function unreadIn(values: Values): unknown {
  try {
    return { body: fromJson("body", values), hash: values.hash, sealed: fromJson("sealed", values) };
  } catch {
    return undefined;
  }
}

function keyOf(seq: number): string {
  return String(seq).padStart(9, "0");
}

function partRows(subject: string, { seq, at, people }: NewEntry) {
  return Object.entries(people).map(([part, person]) => ({
    partition: person,
    key: `${at}|${subject}|${keyOf(seq)}|${part}`,
    values: { v: 1, subject, seq, part },
  }));
}

/** The body as the text that it is: what was hashed is what is stored. */
const ENTRY: RowShape<StoredEntry> = {
  read: ({ values }) => storedEntrySchema.parse(unreadIn(values)),
  write: ({ body, hash, sealed }) => ({ v: 1, hash, ...json("body", body), ...json("sealed", sealed) }),
};
