import type { PanelsContext } from "../context.js";

/** Each reviewer alone with a report: the draft, handing in, declaring a conflict. */
export class Scoring {
  constructor(readonly context: PanelsContext) {}
}
