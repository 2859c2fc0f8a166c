import { setTimeout as pause } from "node:timers/promises";
import type { Clock } from "../kernel/clock.js";
import { ExpectedError, ImpossibleError } from "../kernel/errors.js";
import { GroupCommit } from "../kernel/group-commit.js";
import type { Randomness } from "../kernel/random.js";
import type { PeopleStore } from "../people/ports.js";
import { type PersonId, personIdOf, personKey } from "../people/schema.js";
import { bodyIn, chained, ERASURE, partsOfPerson, SAID, WHO } from "./chain-rules.js";
import {
  type Acts,
  type AuditEntry,
  type AuditStore,
  type ChainedAudit,
  MOST_TOGETHER,
  type NewEntry,
  type RecordedEntry,
  type SeenHead,
} from "./ports.js";
import { ERASED, type Head, type Identity, type Sealed, type StoredEntry } from "./schema.js";

const SYSTEM = "system";
const MOST_TRIES = 30;
const LONGEST_PAUSE_MS = 50;

export interface AuditNeeds {
  readonly store: AuditStore;
  readonly people: Pick<PeopleStore, "find">;
  readonly clock: Clock;
  readonly random: Randomness;
}

/** An entry before it has a place in its chain. */
interface Draft {
  readonly body: Omit<Parameters<typeof chained>[1], "at">;
  readonly at: Date | undefined;
  /** Whether it may be there already. */
  readonly isRepeatable: boolean;
  readonly secrets: Sealed;
  readonly people: Readonly<Record<string, string>>;
}

/**
 * The record: a chain of entries a subject, each with the hash of the one before. Writers of one process share a write;
 * of several processes one is first, and the others go on from its end.
 */
export class AuditTrail implements ChainedAudit, Acts {
  readonly #commits = new GroupCommit<Draft, StoredEntry>(MOST_TOGETHER, (subject, drafts) =>
    this.#append(subject, drafts),
  );

  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(private readonly needs: AuditNeeds) {}

  async record(entry: AuditEntry): Promise<RecordedEntry> {
    const { subject, event, by, details, text, about = {}, said = {}, id, at } = entry;
    const people = { ...(by === SYSTEM ? {} : { [WHO]: by }), ...about };
    const body: Draft["body"] = {
      ...{ subject, id: id ?? this.needs.random.id(), event, by: by === SYSTEM ? "system" : "person" },
      ...{ details: { ...details }, ...(text && { text }) },
    };
    const secrets = await this.#inTurn(subject, this.#sealed(people, said));
    const draft = { body, at, secrets, people, isRepeatable: id !== undefined };
    return recordedIn(await this.#commits.add(subject, draft));
  }

  async *entries(subject: string, since?: Date): AsyncGenerator<RecordedEntry> {
    for await (const stored of this.needs.store.entries(subject)) {
      const entry = recordedIn(stored);
      if (!since || entry.at >= since) yield entry;
    }
  }

  async *entriesBy(person: string): AsyncGenerator<RecordedEntry> {
    for await (const { subject, seq, part } of this.needs.store.partsOf(person)) {
      if (part !== WHO) continue;
      for await (const stored of this.needs.store.entries(subject, seq)) {
        yield recordedIn(stored);
        break;
      }
    }
  }

  /**
   * What they said goes with them. That it is erased is announced in each chain first, so that what is missing later is known
   * to be missing rightly. Looks again until nothing names them: an entry may come while it is at work.
   */
  async erase(person: PersonId): Promise<number> {
    const { store } = this.needs;
    let erased = 0;
    for (let found = await this.#namedIn(person); found.size > 0; found = await this.#namedIn(person)) {
      for (const [subject, bySeq] of found) erased += await this.#eraseIn(subject, bySeq);
    }
    await store.forgetParts(personKey(person));
    return erased;
  }

  /** By subject and place: the parts that a person has in entries. */
  async #namedIn(person: PersonId): Promise<ReadonlyMap<string, ReadonlyMap<number, readonly string[]>>> {
    const found = new Map<string, Map<number, readonly string[]>>();
    for await (const { subject, seq, part } of this.needs.store.partsOf(personKey(person))) {
      const bySeq = found.get(subject) ?? new Map<number, readonly string[]>();
      found.set(subject, bySeq.set(seq, [...(bySeq.get(seq) ?? []), part]));
    }
    return found;
  }

  /** In how many entries of the subject. */
  async #eraseIn(subject: string, bySeq: ReadonlyMap<number, readonly string[]>): Promise<number> {
    const { store } = this.needs;
    const gone = new Map<number, readonly string[]>();
    for (const [seq, parts] of bySeq) {
      for await (const { sealed } of store.entries(subject, seq)) {
        gone.set(seq, [...new Set(parts.flatMap((part) => partsOfPerson(sealed, part)))]);
        break;
      }
    }
    const list = [...gone].flatMap(([seq, parts]) => parts.map((part) => `${seq}:${part}`)).join(",");
    await this.record({ subject, event: ERASURE, by: SYSTEM, details: { parts: list } });
    for (const [seq, parts] of gone) {
      const tombstones = Object.fromEntries(parts.map((part) => [part, ERASED] as const));
      await store.reseal(subject, seq, (now) => ({ ...now, ...tombstones }));
    }
    return gone.size;
  }

  async #append(subject: string, drafts: readonly Draft[]): Promise<StoredEntry[]> {
    const { store, random } = this.needs;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const seen = await store.head(subject);
      // An answer can be lost on its way, and a caller come again: what is there already is not written again.
      const mayBeThere = tries > 0 || drafts.some(({ isRepeatable }) => isRepeatable);
      const there = mayBeThere ? await this.#written(subject, drafts) : new Map<string, StoredEntry>();
      const missing = firstOfEach(drafts).filter(({ body }) => !there.has(body.id));
      const { entries, head } = this.#linked(seen, missing);
      if (missing.length === 0 || (await store.append(subject, seen, entries, head))) {
        const added = new Map(missing.map(({ body }, n) => [body.id, entries[n]?.entry]));
        return drafts.map(({ body }) => (there.get(body.id) ?? added.get(body.id)) as StoredEntry);
      }
      await pause(random.below(LONGEST_PAUSE_MS));
    }
    throw new ExpectedError("busy", "Many people are pressing just now. Please try again in a moment.");
  }

  /** Those that are in the chain, by their ids. A chain of what people act on has some dozens. */
  async #written(subject: string, drafts: readonly Draft[]): Promise<Map<string, StoredEntry>> {
    const ids = new Set(drafts.map(({ body }) => body.id));
    const found = new Map<string, StoredEntry>();
    for await (const stored of this.needs.store.entries(subject)) {
      const id = bodyIn(stored.body)?.id ?? "";
      if (ids.has(id)) found.set(id, stored);
    }
    return found;
  }

  #linked({ head: start }: SeenHead, drafts: readonly Draft[]): { entries: NewEntry[]; head: Head } {
    const now = this.needs.clock.now();
    let head = start;
    const entries = drafts.map(({ body, at: happened = now, secrets, people }): NewEntry => {
      const at = happened.toISOString();
      const entry = chained(head, { ...body, at }, secrets);
      head = { count: head.count + 1, hash: entry.hash };
      return { seq: head.count, at, entry, people };
    });
    return { entries, head };
  }

  /** What was asked for first is first in its chain, though its people may take longer to find. */
  async #inTurn<T>(subject: string, work: Promise<T>): Promise<T> {
    const before = this.#turns.get(subject);
    const turn = Promise.allSettled([before, work]).then(() => undefined);
    this.#turns.set(subject, turn);
    await turn;
    if (this.#turns.get(subject) === turn) this.#turns.delete(subject);
    return work;
  }

  async #sealed(people: Readonly<Record<string, string>>, said: Readonly<Record<string, string>>): Promise<Sealed> {
    const identities = await Promise.all(
      Object.entries(people).map(async ([part, key]) => [part, await this.#identity(key)] as const),
    );
    const values = [...identities, ...Object.entries(said).map(([part, words]) => [`${SAID}${part}`, words] as const)];
    return Object.fromEntries(values.map(([part, value]) => [part, { salt: this.needs.random.id(), value }]));
  }

  async #identity(key: string): Promise<Identity> {
    const found = await this.needs.people.find(personIdOf(key));
    return { person: key, name: found?.name ?? "", partner: found?.partner ?? "", roles: found?.roles ?? [] };
  }
}

function firstOfEach(drafts: readonly Draft[]): Draft[] {
  return drafts.filter(({ body }, n) => drafts.findIndex((one) => one.body.id === body.id) === n);
}

function recordedIn({ body: text, hash, sealed }: StoredEntry): RecordedEntry {
  const body = bodyIn(text);
  if (!body) throw new ImpossibleError("an entry of the record can't be read");
  const { subject, seq, event, details, text: version, at } = body;
  const secrets = Object.entries(sealed).flatMap(([part, secret]) =>
    secret === ERASED ? [] : [[part, secret.value] as const],
  );
  const people = secrets.filter((one): one is [string, Identity] => typeof one[1] !== "string");
  const who = people.find(([part]) => part === WHO)?.[1];
  return {
    ...{ seq, subject, event, details, hash, who, at: new Date(at), ...(version && { text: version }) },
    by: body.by === SYSTEM ? SYSTEM : (who?.person ?? ERASED),
    about: Object.fromEntries(people.filter(([part]) => part !== WHO)),
    said: Object.fromEntries(
      secrets.flatMap(([part, words]) => (typeof words === "string" ? [[part.slice(SAID.length), words]] : [])),
    ),
  };
}
