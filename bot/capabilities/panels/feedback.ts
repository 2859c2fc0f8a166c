import type { PanelsNeeds, PanelsPart } from "./part.js";

export function feedback(_: PanelsNeeds): PanelsPart {
  return { actions: [], messages: {} };
}
