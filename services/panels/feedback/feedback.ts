import type { Handler } from "../../schedule/ports.js";
import type { PanelsContext } from "../context.js";

/** What was agreed, on its way to the WFD leads of the report's agency, and whether they took it up. */
export class FeedbackToAgencies {
  constructor(readonly context: PanelsContext) {}

  readonly handlers: Readonly<Record<string, Handler>> = {};
}
