import type { Person, Role } from "./people/schema.js";

/**
 * Who may do what: the one table. `everyone` means every active person of the partnership.
 * What else an action needs (being invited, the wave being open) is the service's rule.
 */
const ALLOWED = {
  "home.see": "everyone",
  "inbox.see": "everyone",
  "own-data.see": "everyone",
  "own-data.export": "everyone",
  "own-data.erase": "everyone",
  "surveys.see-own": "everyone",
  "surveys.answer": "everyone",
  "surveys.start": ["coordinator"],
  "surveys.send": ["coordinator"],
  "surveys.follow": ["coordinator"],
  "surveys.remind": ["coordinator"],
  "surveys.close": ["coordinator"],
  "surveys.results": ["coordinator"],
  "sessions.see": "everyone",
  "sessions.book": "everyone",
  /** Only of sessions that they lead: the service's rule. */
  "sessions.lead": "everyone",
  "sessions.plan": ["coordinator"],
  "sessions.report": ["coordinator"],
  /** What a round's panel learned, once it is published. */
  "panels.read": "everyone",
  /** What concerns them: rounds, their reports, their agency's feedback. */
  "panels.see": ["coordinator", "panel-member", "wfd-lead"],
  "panels.plan": ["coordinator"],
  /** Only reports that they were given: the service's rule. */
  "panels.score": ["panel-member"],
  /** Only reports that they score, or as a coordinator who is not kept from them: the service's rule. */
  "panels.moderate": ["coordinator", "panel-member"],
  /** Only their own agency's: the service's rule. */
  "panels.acknowledge": ["wfd-lead"],
  "fees.see": ["coordinator", "fee-contact"],
  "fees.plan": ["coordinator"],
  /** Only for their own partner: the service's rule. */
  "fees.answer": ["fee-contact"],
  "board.see": ["coordinator", "board-member", "board-deputy"],
  "board.plan": ["coordinator"],
  /** Only for their own partner, and while they have a seat: the service's rule. */
  "board.vote": ["board-member", "board-deputy"],
  /** To be told why one has no vote, and to say whether a vote that was entered for one was theirs: the service's rule. */
  "board.speak": "everyone",
  /** Others are spared the look whether a card that they press a button on is live. */
  "live-cards.have": ["coordinator"],
  "channels.use": ["coordinator"],
  "channels.list": ["coordinator"],
  "deliveries.see": ["coordinator"],
  "deliveries.send-again": ["coordinator"],
  "deliveries.cancel": ["coordinator"],
} as const satisfies Record<string, "everyone" | readonly Role[]>;

export type Action = keyof typeof ALLOWED;
export const ACTIONS = Object.keys(ALLOWED) as Action[];

/** Whether the person's roles allow the action. People who left may do nothing. */
export function can(person: Person, action: Action): boolean {
  if (person.status !== "active") return false;
  const allowed: "everyone" | readonly Role[] = ALLOWED[action];
  return allowed === "everyone" || allowed.some((role) => person.roles.includes(role));
}
