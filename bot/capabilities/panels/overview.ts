import { z } from "zod";
import * as cards from "../../../cards/panels.js";
import { action, type CardAction, type Command, type Turn } from "../../capability.js";
import type { PanelsNeeds } from "./part.js";

const from = z.coerce.number().int().min(0).max(10_000).default(0);

/** `panels`: everything of panels that concerns somebody, by their roles. */
export function overview({ panels }: PanelsNeeds): { readonly command: Command; readonly door: CardAction } {
  const show = async ({ person }: Turn, at: number) => cards.overviewCard(await panels.overview.of(person), at);
  return {
    command: { word: "panels", needs: "panels.see", run: (turn) => show(turn, 0) },
    door: action({
      verb: "panels.show",
      needs: "panels.see",
      schema: z.object({ from }),
      run: (turn, data) => show(turn, data.from),
    }),
  };
}
