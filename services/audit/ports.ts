import type { PersonId } from "../people/schema.js";
import type { Head, Identity, Sealed, StoredEntry, TextVersion } from "./schema.js";

/** One thing that happened and must be shown later. */
export interface AuditEntry {
  /** The caller's own, unguessable: recorded once, however often it is asked for. Left out, each call is an entry. */
  readonly id?: string;
  /** When it happened; left out, now. */
  readonly at?: Date;
  /** What it is about, for example `wave:ID`: a chain of its own. */
  readonly subject: string;
  /** For example `surveys.sent`, `purge.ran`, `people.imported`. */
  readonly event: string;
  /** A person key, or `system`. */
  readonly by: string;
  /** Counts and ids, never of people, and never what people wrote. */
  readonly details: Readonly<Record<string, string | number>>;
  /** Which version of which text it was done on. */
  readonly text?: TextVersion;
  /** Others whom it is about: person keys, by the part they have in it. */
  readonly about?: Readonly<Record<string, string>>;
  /** What somebody said for the record, by what it is. Kept apart from the hashed text, like people. */
  readonly said?: Readonly<Record<string, string>>;
}

export interface RecordedEntry extends Pick<AuditEntry, "subject" | "event" | "details" | "text"> {
  readonly seq: number;
  readonly at: Date;
  readonly hash: string;
  /** A person key, `system`, or `erased`. */
  readonly by: string;
  /** Who it was as they were then; undefined for the system and for those erased since. */
  readonly who: Identity | undefined;
  readonly about: Readonly<Record<string, Identity>>;
  readonly said: Readonly<Record<string, string>>;
}

/** Append-only. */
export interface Audit {
  /** Resolves once it is kept. */
  record(entry: AuditEntry): Promise<unknown>;
  /** Oldest first; only those of that instant and later, if given. */
  entries(subject: string, since?: Date): AsyncIterable<RecordedEntry>;
}

/** Where it matters which entry it became. */
export interface ChainedAudit extends Audit {
  record(entry: AuditEntry): Promise<RecordedEntry>;
}

export interface Acts {
  /** What a person did, oldest first. `person` is a person key. */
  entriesBy(person: string): AsyncIterable<RecordedEntry>;
  /** Leaves what happened and takes who it was; returns in how many entries. Repeating it changes nothing. */
  erase(person: PersonId): Promise<number>;
}

/** A person's part in an entry. */
export interface Part {
  readonly subject: string;
  readonly seq: number;
  readonly part: string;
}

export interface SeenHead {
  readonly head: Head;
  /** Undefined where there is no entry yet. */
  readonly version: string | undefined;
}

/** An entry on its way in, and whom it names: person keys by their part. */
export interface NewEntry {
  readonly seq: number;
  readonly at: string;
  readonly entry: StoredEntry;
  readonly people: Readonly<Record<string, string>>;
}

export interface AuditStore {
  head(subject: string): Promise<SeenHead>;
  /** All or nothing; false when the chain is no longer as it was seen. At most {@link MOST_TOGETHER} entries. */
  append(subject: string, seen: SeenHead, entries: readonly NewEntry[], head: Head): Promise<boolean>;
  /** In order, from that place on. */
  entries(subject: string, fromSeq?: number): AsyncIterable<StoredEntry>;
  /** As they are kept, whether they can be read or not: for verification. In order, from that place on. */
  unread(subject: string, fromSeq?: number): AsyncIterable<unknown>;
  /** In order of time. */
  partsOf(person: string): AsyncIterable<Part>;
  /** Puts these in the place of what is sealed in the entry. */
  reseal(subject: string, seq: number, change: (sealed: Sealed) => Sealed): Promise<void>;
  forgetParts(person: string): Promise<void>;
  /** All that have an entry, or the end of a chain: also where one of them is missing. */
  subjects(): Promise<string[]>;
}

/** Entries of one subject in one write: with the head they fit into a transaction. */
export const MOST_TOGETHER = 50;
