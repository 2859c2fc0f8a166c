import { ok } from "node:assert/strict";
import type { Compared, CompareView } from "../../services/panels/moderation/views.js";
import type { Review } from "../../services/panels/schema.js";
import { personKey } from "../../services/people/schema.js";
import { aPanelHouse, aReview, aSheet, type PanelHouse, panelist, USUAL_RULES } from "./panel-house.js";

export const AT = { round: "round-1", no: 1 };
export const [ada, ben, cleo] = [panelist(1), panelist(3), panelist(2)] as const;
export const both = [aSheet(ada, 2), aSheet(ben, 4)];
export const revealed = { at: "2026-12-01T10:00:00.000Z", by: personKey(ada) };
export const TEXTS = { strengths: "Clear.", develop: "Theory.", action: "Read one paper." };
/** The page of the feedback, after three of scores. */
export const LAST = 3;

export function compared(view: CompareView): Compared {
  ok(view.kind === "compared");
  return view;
}

/** A report that is revealed, and the agreed scores of which are filled in by `who`. */
export async function talkedOver(who = ada, review: Partial<Review> = {}): Promise<PanelHouse> {
  const house = await aPanelHouse([aReview({ sheets: both, revealed, ...review })]);
  const typed = Object.fromEntries(USUAL_RULES.criteria.map(({ id }) => [`score.${id}`, "3"]));
  for (const page of [0, 1, 2]) await house.panels.moderation.agreeing.keep(who, AT, page, page + 1, typed);
  return house;
}
