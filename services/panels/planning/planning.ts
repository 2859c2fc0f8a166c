import type { PanelsContext } from "../context.js";

/** Rounds, from the frame to the panel's first card: what coordinators set up. */
export class Planning {
  constructor(readonly context: PanelsContext) {}
}
