import type { SessionsNeeds, SessionsPart } from "./part.js";

export function attendance(_: SessionsNeeds): SessionsPart {
  return { actions: [], messages: {} };
}
