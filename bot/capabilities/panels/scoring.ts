import * as cards from "../../../cards/panels.js";
import { action, type CardAction } from "../../capability.js";
import { ofReport, pageNumber } from "./data.js";
import type { PanelsNeeds, PanelsPart } from "./part.js";

/** Each reviewer alone with a report; and declaring a conflict, which coordinators do as well. */
export function scoring(needs: PanelsNeeds): PanelsPart {
  return { actions: [...sheet(needs), ...conflict(needs)], messages: {} };
}

function sheet({ panels: { scoring: service, overview } }: PanelsNeeds): CardAction[] {
  return [
    action({
      verb: "panels.score",
      needs: "panels.score",
      schema: ofReport.extend({ page: pageNumber.default(0) }),
      run: async ({ person }, { page, ...at }) => cards.sheetCard(await service.sheet(person, at, page)),
    }),
    action({
      verb: "panels.keep",
      needs: "panels.score",
      // Without `to` they leave it for now.
      schema: ofReport.extend({ page: pageNumber, to: pageNumber.optional() }).loose(),
      run: async ({ person }, { round, no, page, to, ...typed }) => {
        const view = await service.keep(person, { round, no }, page, to ?? page, typed);
        const isKept = to === undefined && (view.kind === "handed-in" || Object.keys(view.errors).length === 0);
        return isKept ? cards.overviewCard(await overview.of(person)) : cards.sheetCard(view);
      },
    }),
    action({
      verb: "panels.hand-in",
      needs: "panels.score",
      schema: ofReport.loose(),
      run: async ({ person }, { round, no, ...typed }) =>
        cards.sheetCard(await service.handIn(person, { round, no }, typed)),
    }),
  ];
}

function conflict({ panels: { scoring: service } }: PanelsNeeds): CardAction[] {
  return [
    action({
      verb: "panels.conflict",
      needs: "panels.moderate",
      schema: ofReport.extend({ page: pageNumber.optional() }).loose(),
      run: async ({ person }, { round, no, page, ...typed }) =>
        cards.conflictCard(await service.conflict(person, { round, no }, page, typed)),
    }),
    action({
      verb: "panels.conflict-confirm",
      needs: "panels.moderate",
      schema: ofReport,
      run: async ({ person }, at) => cards.conflictDeclaredCard(await service.declareConflict(person, at)),
    }),
  ];
}
