import type { SessionsContext } from "../context.js";

/** Brings what changed to whom it concerns: offers, confirmations, the channel's card. */
export class Tending {
  constructor(protected readonly context: SessionsContext) {}
}
