import type { PanelsNeeds, PanelsPart } from "./part.js";

export function moderation(_: PanelsNeeds): PanelsPart {
  return { actions: [], messages: {} };
}
