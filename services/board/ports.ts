import type { RowChange } from "../kernel/changed.js";
import type { Item } from "./schema.js";

/** What a change makes of an item, and what it tells its caller. Without `next` the item stays as it is. */
export type Changed<Result> = RowChange<Item, Result>;

export interface ItemStore {
  find(id: string): Promise<Item | undefined>;
  /** False when there is one of that id. */
  add(item: Item): Promise<boolean>;
  /**
   * Applies a pure rule to the item as it is; again, on the fresh one, where somebody was faster. Changes that arrive
   * together share a write, in the order of their arrival. Since an answer from storage can be lost, a rule may meet its
   * own change: it must then change nothing more and give the same result. What the rule throws is thrown to its caller
   * alone. Throws ExpectedError("not-found") where there is none, "busy" after many tries.
   */
  change<Result>(id: string, rule: (item: Item) => Changed<Result>): Promise<Result>;
  /** Newest first. */
  all(): Promise<Item[]>;
  /** As it is, if `check` doesn't throw at it. Nothing where there is none. */
  remove(id: string, check?: (item: Item) => void): Promise<void>;
}
