import type { Handler } from "../../schedule/ports.js";
import type { BoardContext } from "../context.js";

/** Items from the draft to the outcome: what coordinators do, and what happens by itself. */
export class Items {
  constructor(readonly context: BoardContext) {}

  readonly handlers: Readonly<Record<string, Handler>> = {};
}
