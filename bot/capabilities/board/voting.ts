import type { BoardNeeds, BoardPart } from "./part.js";

export function voting(_: BoardNeeds): BoardPart {
  return { actions: [], messages: {} };
}
