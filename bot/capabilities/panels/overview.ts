import { z } from "zod";
import * as cards from "../../../cards/panels.js";
import { action, type CardAction, type Command, type Turn } from "../../capability.js";
import { fromLine } from "../carried.js";
import type { PanelsNeeds } from "./part.js";

/** `panels`: everything of panels that concerns somebody, by their roles. */
export function overview({ panels }: PanelsNeeds): { readonly command: Command; readonly door: CardAction } {
  const show = async ({ person }: Turn, at: number) => cards.overviewCard(await panels.overview.of(person), at);
  return {
    command: { word: "panels", needs: "panels.see", run: (turn) => show(turn, 0) },
    door: action({
      verb: "panels.show",
      needs: "panels.see",
      schema: z.object({ from: fromLine }),
      run: (turn, data) => show(turn, data.from),
    }),
  };
}
