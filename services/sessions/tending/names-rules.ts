import type { Reminder, Session } from "../schema.js";
import type { Offer } from "./offer-rules.js";

/** The campaigns of an occurrence, by what they tell of. Nobody's name or key is in them. */
export const campaignIds = {
  offer: (occurrence: string, { session, until }: Pick<Offer, "session" | "until">) =>
    `sessions.offer|${occurrence}|${session}|${until}`,
  booked: (occurrence: string, nth: number, session: string) => `sessions.booked|${occurrence}|${nth}|${session}`,
  moved: (occurrence: string, session: string, sequence: number) =>
    `sessions.moved|${occurrence}|${session}|${sequence}`,
  calledOff: (occurrence: string, session: string) => `sessions.called-off|${occurrence}|${session}`,
  remind: (occurrence: string, session: string, nth: number, when: string) =>
    `sessions.remind|${occurrence}|${session}|${nth}|${when}`,
};

/** What is marked was done once; `unread`: the day for its pre-reading has come, and there was none. */
export const marks = {
  unread: (session: string, nth: number) => `unread.${session}.${nth}`,
  moved: (session: string, sequence: number) => `moved.${session}.${sequence}`,
  /** Its timers are those of that move. */
  timed: (session: string, movedAs: number) => `timed.${session}.${movedAs}`,
  calledOff: (session: string) => `called-off.${session}`,
  remind: (session: string, nth: number, when: string) => `remind.${session}.${nth}.${when}`,
};

/** For when the session is, as its reminder goes by: moved, it is reminded of anew. */
export function whenOf({ date, at }: Pick<Session, "date" | "at">, { kind }: Reminder): string {
  return kind === "join" ? `${date}T${at}` : date;
}
