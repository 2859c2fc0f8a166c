import type { Partnership } from "../partnership/schema.js";

/** A kind of data in the partnership's `retention`. */
export type RetentionKind = keyof Partnership["retention"];

/** What each part of the house does to let go of its data. Several parts may have data of one kind. */
export interface Purgeable {
  readonly kind: RetentionKind;
  /** Removes what ended before that instant; returns how many records. Repeating it changes nothing. */
  purge(before: Date): Promise<number>;
}
