import type { PersonId } from "../people/schema.js";

/** One kind of data held on a person, in words for that person. */
export interface Held {
  readonly title: string;
  /** How many records. */
  readonly count: number;
  /** What it is, in one sentence. */
  readonly summary: string;
  /** How long it is kept, in one sentence. */
  readonly kept: string;
  /** What erasure does to it, in one sentence. */
  readonly atErasure: { readonly goes: string } | { readonly stays: string };
}

/** What each part of the house says about the personal data that it holds. */
export interface PersonalData {
  /** Its name in the exported document. */
  readonly kind: string;
  describe(person: PersonId): Promise<Held>;
  /** Everything held, as plain JSON. */
  export(person: PersonId): Promise<unknown>;
  /** Removes or detaches it; returns how many records. Repeating it changes nothing. */
  erase(person: PersonId): Promise<number>;
}
