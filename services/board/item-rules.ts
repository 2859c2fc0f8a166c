import type { Item, Wording } from "./schema.js";

/** As it is worded now. */
export function wordingOf({ wordings }: Pick<Item, "wordings">): Wording {
  return wordings.at(-1) as Wording;
}

/** Whether the item has met this act before, on the record or on its way there: its answer was lost. */
export function hasMet({ acts, recorded }: Pick<Item, "acts" | "recorded">, id: string): boolean {
  return id in recorded || acts.some((act) => act.id === id);
}
