import type { SessionsNeeds, SessionsPart } from "./part.js";

export function report(_: SessionsNeeds): SessionsPart {
  return { actions: [], messages: {} };
}
