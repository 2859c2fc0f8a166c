import { type Break, ChainCheck } from "./chain-rules.js";
import type { AuditStore } from "./ports.js";
import type { Head } from "./schema.js";

/** A chain as it was found. */
export interface Inspected {
  readonly subject: string;
  readonly entries: number;
  /** The first entry that doesn't fit. */
  readonly broken: Break | undefined;
}

/** So often a chain is looked at again that was added to while it was read, and then did not fit. */
const MOST_LOOKS = 3;

/** Looks at a whole chain, entry by entry. What is added while it is read is left for the next look. */
export async function inspect(store: AuditStore, subject: string): Promise<Inspected> {
  for (let looks = 1; ; looks += 1) {
    const { head } = await store.head(subject);
    const found = await looked(store, subject, head);
    if (!found.broken || looks === MOST_LOOKS) return found;
    // An erasure is announced at the end of the chain, and then takes away what was looked at already.
    if ((await store.head(subject)).head.count === head.count) return found;
  }
}

async function looked(store: AuditStore, subject: string, head: Head): Promise<Inspected> {
  const check = new ChainCheck(subject);
  let entries = 0;
  for await (const entry of store.unread(subject)) {
    // Entries after the end that was read first are new, or somebody put them there: the next look tells which.
    if (entries === head.count && (await store.head(subject)).head.count > head.count) break;
    entries += 1;
    const broken = check.next(entry);
    if (broken) return { subject, entries, broken };
  }
  return { subject, entries, broken: check.end(head) };
}

/**
 * A chain as text: a line of JSON an entry, and a last one with its end. As it is kept, whether it fits or not. Goes on until
 * it has all: where something was erased meanwhile, the entry that says so is there as well.
 */
export async function* exported(store: AuditStore, subject: string): AsyncGenerator<string> {
  for (let entries = 0; ; ) {
    const before = entries;
    for await (const entry of store.unread(subject, entries + 1)) {
      entries += 1;
      yield `${JSON.stringify(entry ?? null)}\n`;
    }
    const { head } = await store.head(subject);
    if (head.count > entries && entries > before) continue;
    yield `${JSON.stringify({ end: { subject, ...(head satisfies Head) } })}\n`;
    return;
  }
}

/** Goes with each export: all that a second implementation must know. */
export const HOW_TO_VERIFY = `How to verify this record

Each line of the .jsonl file is one entry, oldest first, as JSON with three members:
  body    a text: the entry itself, as JSON in canonical form (RFC 8785)
  hash    SHA-256 of that text in UTF-8, 64 lower-case hex digits
  sealed  by part: {"salt", "value"}, or "erased"
The last line is {"end": {"subject", "count", "hash"}}.

Read line by line and check:
  1. SHA-256 of body is hash.
  2. In body: seq counts 1, 2, 3 …; prev is the hash of the line before (64 zeros in the first); subject is the same in all.
  3. body.sealed and sealed have the same parts. For each that is not "erased", SHA-256 of the canonical JSON of
     {"salt": …, "value": …} is what body.sealed has for it.
  4. For each part that is "erased", an entry with event "record.erased" names it: its details.parts lists seq:part,
     with commas between them.
  5. In the last line, count is the number of entries and hash that of the last one.

In body: at is the instant (UTC), event what happened, by whether a person or the system did it, text (where there is one)
on which version of which text, with its SHA-256: of a fee round that of the text in UTF-8, of a board's item that of the
canonical JSON of title, question and paper. sealed has who (name, partner and roles as they were then), others whom it is
about, and said.… what somebody said for the record. A hash from elsewhere, for example from the
minutes, can be looked for here: it stands for that entry and all before it.
`;
