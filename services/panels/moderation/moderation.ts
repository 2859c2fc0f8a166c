import type { PanelsContext } from "../context.js";

/** Scores side by side, and what the panel agrees on. */
export class Moderation {
  constructor(readonly context: PanelsContext) {}
}
