import type { PanelsContext } from "../context.js";

/** What a round tells everyone, and how far its reviewers agree. */
export class LearningFromRounds {
  constructor(readonly context: PanelsContext) {}
}
