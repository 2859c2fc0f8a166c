import type { PanelsNeeds, PanelsPart } from "./part.js";

export function planning(_: PanelsNeeds): PanelsPart {
  return { actions: [], messages: {} };
}
