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

/** Append-only. */
export interface Audit {
  record(entry: AuditEntry): Promise<void>;
  entries(subject: string): AsyncIterable<AuditEntry & { readonly at: Date }>;
}
