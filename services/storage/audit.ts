import { z } from "zod";
import type { AuditStore, RecordedEntry } from "../audit/ports.js";
import { ImpossibleError } from "../kernel/errors.js";
import { fromJson, json } from "./limits.js";
import type { Storage } from "./storage.js";
import type { PageQuery, Row, Table } from "./table.js";

/** `audit`: (subject, time and chance). `auditby`: (person key, the same), a copy for people's own acts. */
export class AuditTable implements AuditStore {
  readonly #entries: Table;
  readonly #byPerson: Table;

  constructor(storage: Storage) {
    this.#entries = storage.table("audit");
    this.#byPerson = storage.table("auditby");
  }

  async append(key: string, entry: RecordedEntry): Promise<void> {
    const { subject, event, by, at } = entry;
    const values = { v: 1, subject, event, by, at, ...json("details", entry.details) };
    if (!(await this.#entries.insert(subject, key, values)))
      throw new ImpossibleError("an audit entry's key was taken");
    if (by !== "system") await this.#byPerson.insert(by, key, values);
  }

  entries(subject: string, fromKey?: string): AsyncIterable<RecordedEntry> {
    return entriesOf(this.#entries, { partition: subject, ...(fromKey === undefined ? {} : { fromKey }) });
  }

  entriesBy(person: string): AsyncIterable<RecordedEntry> {
    return entriesOf(this.#byPerson, { partition: person });
  }
}

const entryRow = z.object({
  v: z.literal(1),
  subject: z.string(),
  event: z.string(),
  by: z.string(),
  at: z.date(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});

async function* entriesOf(table: Table, query: PageQuery): AsyncGenerator<RecordedEntry> {
  for await (const row of table.rows(query)) yield entryOf(row);
}

function entryOf({ values }: Row): RecordedEntry {
  const { v: _, ...entry } = entryRow.parse({ ...values, details: fromJson("details", values) });
  return entry;
}
