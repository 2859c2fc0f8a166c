/** One thing that happened and must be shown later. Ids only, never what people wrote. */
export interface AuditEntry {
  /** What it is about, for example `wave:ID`. */
  readonly subject: string;
  /** For example `surveys.sent`, `purge.ran`, `people.imported`. */
  readonly event: string;
  /** A person key, or `system`. */
  readonly by: string;
  /** Counts and ids. */
  readonly details: Readonly<Record<string, string | number>>;
}

export interface RecordedEntry extends AuditEntry {
  readonly at: Date;
}

/** Append-only. */
export interface Audit {
  record(entry: AuditEntry): Promise<void>;
  /** Oldest first; only those of that instant and later, if given. */
  entries(subject: string, since?: Date): AsyncIterable<RecordedEntry>;
}

export interface Acts {
  /** What a person did, oldest first. `person` is a person key. */
  entriesBy(person: string): AsyncIterable<RecordedEntry>;
}

export interface AuditStore extends Acts {
  /** `key` orders the entries of a subject and is theirs alone. */
  append(key: string, entry: RecordedEntry): Promise<void>;
  entries(subject: string, fromKey?: string): AsyncIterable<RecordedEntry>;
}
