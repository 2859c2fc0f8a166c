import type { Session } from "./schema.js";

/** Person keys of those who said that they lead it. */
export function leadersOf({ leads }: Session): string[] {
  return leads.filter(({ state }) => state === "accepted").map(({ person }) => person);
}

export function isLeader(session: Session, personKey: string): boolean {
  return leadersOf(session).includes(personKey);
}
