import type { ChannelStore } from "../channels/ports.js";
import type { Foundations } from "../foundations.js";
import { ExpectedError } from "../kernel/errors.js";
import type { Posts } from "../posts/ports.js";
import type { ItemStore } from "./ports.js";
import type { BoardRules, Item } from "./schema.js";

/** All that the board's services stand on. */
export interface BoardContext extends Foundations {
  /** Of the partnership's files: what new items begin with. */
  readonly rules: BoardRules;
  readonly items: ItemStore;
  readonly posts: Posts;
  readonly channels: Pick<ChannelStore, "find">;
}

/** The item, or a sentence that it isn't there. */
export async function itemOf({ items }: Pick<BoardContext, "items">, id: string): Promise<Item> {
  const found = await items.find(id);
  if (!found) throw noSuchItem();
  return found;
}

export function noSuchItem(): ExpectedError {
  return new ExpectedError("not-found", "This item is no longer there. Type board to see what there is.");
}

/** The subject of an item's chain in the record. */
export function auditSubject(item: string): string {
  return `board:${item}`;
}
