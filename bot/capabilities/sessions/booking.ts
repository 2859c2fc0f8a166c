import type { SessionsNeeds, SessionsPart } from "./part.js";

export function booking(_: SessionsNeeds): SessionsPart {
  return { actions: [], messages: {} };
}
