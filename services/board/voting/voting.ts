import type { BoardContext } from "../context.js";

/** One vote a partner. */
export class Voting {
  constructor(readonly context: BoardContext) {}
}
