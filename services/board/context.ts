import type { ChainedAudit } from "../audit/ports.js";
import type { ChannelStore } from "../channels/ports.js";
import type { Deliveries } from "../delivery/ports.js";
import type { Files } from "../files/service.js";
import type { Clock } from "../kernel/clock.js";
import { ExpectedError } from "../kernel/errors.js";
import type { Randomness } from "../kernel/random.js";
import type { Partnership } from "../partnership/schema.js";
import type { Directory } from "../people/ports.js";
import type { Posts } from "../posts/ports.js";
import type { Timers } from "../schedule/ports.js";
import type { ItemStore } from "./ports.js";
import type { BoardRules, Item } from "./schema.js";

/** All that the board's services stand on. */
export interface BoardContext {
  readonly partnership: Partnership;
  /** Of the partnership's files: what new items begin with. */
  readonly rules: BoardRules;
  readonly items: ItemStore;
  readonly people: Directory;
  readonly deliveries: Deliveries;
  readonly posts: Posts;
  readonly channels: Pick<ChannelStore, "find">;
  readonly timers: Timers;
  readonly files: Pick<Files, "register" | "issue">;
  readonly audit: ChainedAudit;
  readonly clock: Clock;
  readonly random: Randomness;
  /** Told of what failed in the background; the work is done again later. */
  readonly report: (error: unknown) => void;
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
