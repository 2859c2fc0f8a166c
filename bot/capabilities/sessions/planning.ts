import type { SessionsNeeds, SessionsPart } from "./part.js";

export function planning(_: SessionsNeeds): SessionsPart {
  return { actions: [], messages: {} };
}
