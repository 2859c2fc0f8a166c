import { canonical } from "../kernel/canonical.js";
import { sha256 } from "../kernel/hash.js";
import {
  type Body,
  bodySchema,
  ERASED,
  type Head,
  type Sealed,
  type StoredEntry,
  storedEntrySchema,
} from "./schema.js";

/** What comes before the first entry. */
export const START: Head = { count: 0, hash: "0".repeat(64) };
/** Says which parts of earlier entries were erased: `details.parts` is `3:who,7:member`. */
export const ERASURE = "record.erased";

/** The part of whoever did it. */
export const WHO = "who";
/** Begins the parts that hold what somebody said. */
export const SAID = "said.";

/** Hides the value from whoever has the commitment alone; the salt has 128 bits. */
export function commitment({ salt, value }: { readonly salt: string; readonly value: unknown }): string {
  return sha256(canonical({ salt, value }));
}

/** The entry that comes after `head`. */
export function chained(head: Head, body: Omit<Body, "v" | "seq" | "prev" | "sealed">, secrets: Sealed): StoredEntry {
  const sealed = Object.fromEntries(
    Object.entries(secrets).map(([part, secret]) => [part, secret === ERASED ? ERASED : commitment(secret)]),
  );
  const text = canonical({ ...body, v: 1, seq: head.count + 1, prev: head.hash, sealed });
  return { body: text, hash: sha256(text), sealed: secrets };
}

/**
 * What is still there of a person who is this part of an entry: who they are, and what they said. Where an entry is about
 * somebody else than who made it, such as a vote by phone, the words in it are theirs whom it is about.
 */
export function partsOfPerson(sealed: Sealed, part: string): string[] {
  const parts = Object.keys(sealed);
  const isAboutOthers = parts.some((one) => one !== WHO && !one.startsWith(SAID));
  const words = part === WHO && isAboutOthers ? [] : parts.filter((one) => one.startsWith(SAID));
  return [part, ...words].filter((one) => sealed[one] !== ERASED);
}

/** What is wrong with an entry, or with the end of the chain. */
export interface Break {
  /** The entry's place; one more than the last where entries are missing at the end. */
  readonly seq: number;
  readonly wrong: string;
}

/** Looks at a subject's entries one by one, in order: the first that does not fit. */
export class ChainCheck {
  #head: Head = START;
  readonly #erased = new Map<string, number>();
  readonly #announced = new Set<string>();

  constructor(private readonly subject: string) {}

  next(entry: unknown): Break | undefined {
    const seq = this.#head.count + 1;
    const wrong = (why: string): Break => ({ seq, wrong: why });
    const stored = storedEntrySchema.safeParse(entry);
    if (!stored.success) return wrong("it can't be read");
    const { body: text, hash, sealed } = stored.data;
    if (sha256(text) !== hash) return wrong("its text and its hash don't belong together");
    const body = bodyIn(text);
    if (!body) return wrong("its text can't be read, or is not in canonical form");
    if (body.subject !== this.subject) return wrong("it belongs to another subject");
    if (body.seq !== seq) return wrong(`it is number ${body.seq}: an entry is missing, added or out of its place`);
    if (body.prev !== this.#head.hash) return wrong("it does not follow on the entry before");
    const broken = this.#brokenSeal(seq, body, sealed);
    if (broken !== undefined) return wrong(broken);
    if (body.event === ERASURE) for (const part of String(body.details.parts).split(",")) this.#announced.add(part);
    this.#head = { count: seq, hash };
    return undefined;
  }

  /** After the last entry. */
  end(head: Head): Break | undefined {
    const { count, hash } = this.#head;
    if (head.count !== count || head.hash !== hash)
      return { seq: count + 1, wrong: `the chain should end with entry ${head.count}, and ends with ${count}` };
    const unannounced = [...this.#erased].find(([part]) => !this.#announced.has(part));
    return unannounced && { seq: unannounced[1], wrong: "who it was is gone, and no erasure is recorded" };
  }

  #brokenSeal(seq: number, body: Body, sealed: Sealed): string | undefined {
    const parts = Object.keys(body.sealed);
    if (Object.keys(sealed).length !== parts.length) return "what is sealed in it is not what was sealed";
    for (const part of parts) {
      const secret = sealed[part];
      if (secret === ERASED) this.#erased.set(`${seq}:${part}`, seq);
      else if (!secret || commitment(secret) !== body.sealed[part]) return `its ${part} is not what was sealed`;
    }
    return undefined;
  }
}

/** Undefined where it isn't one, or not written canonically. */
export function bodyIn(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return canonical(value) === text ? bodySchema.parse(value) : undefined;
  } catch {
    return undefined;
  }
}
