import type { BoardNeeds, BoardPart } from "./part.js";

export function items(_: BoardNeeds): BoardPart {
  return { actions: [], messages: {} };
}
