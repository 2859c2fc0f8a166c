import type { Message } from "../../delivery/schema.js";
import type { Session } from "../schema.js";

type Which = Pick<Session, "id" | "sequence">;

/** The ids of what goes to those who lead a session; a session that was moved asks anew. */
export const campaigns = {
  code: (occurrence: string, { id, sequence }: Which) => `${occurrence}.${id}.code${sequence}`,
  list: (occurrence: string, { id, sequence }: Which) => `${occurrence}.${id}.list${sequence}`,
};

/** What takes the place of cards that no longer apply. */
export const notes = {
  settled: (occurrence: string, session: string): Message => ({
    kind: "sessions.list-settled",
    subject: `${occurrence}|${session}`,
  }),
};
