import type { SessionsNeeds, SessionsPart } from "./part.js";

export function rota(_: SessionsNeeds): SessionsPart {
  return { actions: [], messages: {} };
}
