import type { PanelsNeeds, PanelsPart } from "./part.js";

export function learning(_: PanelsNeeds): PanelsPart {
  return { actions: [], messages: {} };
}
