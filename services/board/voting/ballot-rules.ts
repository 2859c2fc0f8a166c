import type { Act } from "../../audit/outbox.js";
import type { Changed } from "../ports.js";
import type { Item, Vote } from "../schema.js";

/** What a press came to: the item as it is after it, and why it was not taken. */
export interface Pressed {
  readonly item: Item;
  readonly refusal?: Refusal;
  /** False where it changed nothing. */
  readonly isNew: boolean;
}

/**
 * `over`: its time is over, or it was withdrawn. `reworded`: it was on an earlier wording. `interest`: the partner is out
 * of the vote. `member-voted`: a deputy can't speak for a partner whose member has. `often`: changed too many times.
 */
export type Refusal = "over" | "reworded" | "interest" | "member-voted" | "often";

/** `ended`: its deadline is over, and what came of it is not written down yet. */
export type Phase = Item["status"] | "ended";

/** By this clock, whether the timer that closes it has run or not. */
export function phaseOf({ status, deadline }: Pick<Item, "status" | "deadline">, now: Date): Phase {
  return status === "open" && now >= new Date(deadline) ? "ended" : status;
}

/** Whether the member has said of a vote by phone that it is theirs, or not. */
export function isAnswered({ phone }: Pick<Vote, "phone">): boolean {
  return (phone?.confirmed ?? phone?.contradicted ?? phone?.acknowledged ?? phone?.disputed) !== undefined;
}

export function refused(item: Item, refusal: Refusal): Changed<Pressed> {
  return { result: { item, refusal, isNew: false } };
}

export function unchanged(item: Item): Changed<Pressed> {
  return { result: { item, isNew: false } };
}

/** The item with what was done, and the acts that say so. */
export function done(item: Item, change: Partial<Item>, ...acts: Act[]): Changed<Pressed> {
  const next = { ...item, ...change, acts: [...item.acts, ...acts] };
  return { next, result: { item: next, isNew: true } };
}
