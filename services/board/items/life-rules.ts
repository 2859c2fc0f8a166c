import type { Act } from "../../audit/outbox.js";
import type { TextVersion } from "../../audit/schema.js";
import { canonical } from "../../kernel/canonical.js";
import { ExpectedError } from "../../kernel/errors.js";
import { sha256 } from "../../kernel/hash.js";
import { hasMet } from "../item-rules.js";
import { openingDetails } from "../opening-rules.js";
import type { Changed } from "../ports.js";
import type { Item, Seat, Wording } from "../schema.js";
import { ballotOf, tally } from "../tally-rules.js";
import { isSettled } from "./settled-rules.js";

/** Who does something when; `act`: the id under which it goes onto the record. */
export interface Doing {
  readonly act: string;
  /** A person key, or `system`. */
  readonly by: string;
  readonly now: Date;
}

/** What is voted on, before it is a version. */
export type Text = Pick<Wording, "title" | "question" | "paper">;

/** The text as the next version; the same text has the same hash. */
export function worded(text: Text, version: number, { by, now }: Pick<Doing, "by" | "now">): Wording {
  const { title, question, paper } = text;
  const kept = { title, question, ...(paper && { paper }) };
  return { ...kept, version, sha256: sha256(canonical(kept)), changed: { at: now.toISOString(), by } };
}

/** The draft with these values. */
export function redrafted(
  item: Item,
  values: Partial<Pick<Item, "proposer" | "terms" | "wordings" | "deadline">>,
): Item {
  if (item.status !== "draft") throw noDraft();
  return { ...item, ...values };
}

/** Freezes terms, roll and wording: from now on it is voted on. One that is open already stays as it is. */
export function opened(item: Item, roll: readonly Seat[], doing: Doing): Changed<Item> {
  if (item.status === "open") return { result: item };
  if (item.status !== "draft") throw noDraft();
  if (new Date(item.deadline) <= doing.now) throw past();
  if (item.terms.quorum > roll.length) throw quorumTooLarge(roll.length);
  if (!roll.some(({ members, deputies }) => members.length + deputies.length > 0)) throw nobody();
  const open: Item = {
    ...item,
    status: "open",
    opened: { at: doing.now.toISOString(), by: doing.by },
    roll: [...roll],
  };
  return acted(open, doing, "board.opened", {
    ...openingDetails(open),
    ...{ deadline: item.deadline, eligible: roll.length, secret: item.terms.secretUntilClose ? 1 : 0 },
    ...(item.again !== undefined && { again: item.again }),
  });
}

/** Another wording: votes on the one before count no more. */
export function reworded(item: Item, text: Text, doing: Doing): Changed<Item> {
  if (hasMet(item, doing.act)) return { result: item };
  mustBeOpen(item, doing.now);
  const before = item.wordings.at(-1);
  const wording = worded(text, item.wordings.length + 1, doing);
  if (before?.sha256 === wording.sha256)
    throw new ExpectedError("already-done", "It is worded like this already: votes stay as they are.");
  const given = item.votes.filter(({ version }) => version === before?.version).length;
  return acted({ ...item, wordings: [...item.wordings, wording] }, doing, "board.changed", { emptied: given });
}

/** Secret from now on; there is no way back. */
export function madeSecret(item: Item, doing: Doing): Changed<Item> {
  if (hasMet(item, doing.act) || (item.status === "open" && item.terms.secretUntilClose)) return { result: item };
  mustBeOpen(item, doing.now);
  return acted({ ...item, terms: { ...item.terms, secretUntilClose: true } }, doing, "board.made-secret", {});
}

/** Once, while it is open. */
export function extended(item: Item, to: Date, reason: string, doing: Doing): Changed<Item> {
  if (hasMet(item, doing.act)) return { result: item };
  mustBeOpen(item, doing.now);
  if (item.extension) throw new ExpectedError("already-done", "It has been extended once, and can't be again.");
  const [from, deadline] = [item.deadline, to.toISOString()];
  if (deadline <= from)
    throw new ExpectedError("invalid", "Choose a later day or time than the deadline that it has now.");
  const extension = { at: doing.now.toISOString(), by: doing.by, from, reason };
  return acted({ ...item, deadline, extension }, doing, "board.extended", { from, to: deadline }, { reason });
}

export function withdrawn(item: Item, reason: string, doing: Doing): Changed<Item> {
  if (hasMet(item, doing.act)) return { result: item };
  mustBeOpen(item, doing.now);
  const told = { at: doing.now.toISOString(), by: doing.by, reason };
  return acted({ ...item, status: "withdrawn", withdrawn: told }, doing, "board.withdrawn", {}, { reason });
}

/**
 * Closed where its deadline has come, or where it may close early and the outcome is there. However late that is found,
 * nothing counts that came after the deadline.
 */
export function decided(item: Item, doing: Doing): Changed<Item> {
  if (item.status !== "open") return { result: item };
  const isOver = doing.now.toISOString() >= item.deadline;
  const ballot = ballotOf(item);
  if (!isOver && !(item.terms.closesEarly && isSettled(ballot))) return { result: item };
  const outcome = tally(ballot);
  const at = isOver ? item.deadline : doing.now.toISOString();
  const why = isOver ? "deadline" : "settled";
  const closed: Item = { ...item, status: "closed", closed: { at, why, outcome, act: doing.act } };
  return acted(closed, doing, "board.closed", { ...outcome, why, closedAt: at });
}

/** The number that the register gave it. */
export function numbered(item: Item, number: string): Changed<Item> {
  if (!item.closed || item.closed.number !== undefined) return { result: item };
  const next = { ...item, closed: { ...item.closed, number } };
  return { next, result: next };
}

/** A lapsed item is offered again as `id`, or as the one that somebody made of it before. */
export function offeredAgain(item: Item, id: string, doing: Doing): Changed<string> {
  if (item.closed?.outcome.result !== "lapsed")
    throw new ExpectedError("not-open", "Only what lapsed for want of a quorum can be offered again.");
  if (item.offeredAs !== undefined) return { result: item.offeredAs };
  const { next } = acted({ ...item, offeredAs: id }, doing, "board.offered-again", { item: id });
  return { ...(next && { next }), result: id };
}

/** The version of the text on which something is done. */
export function textVersionOf({ id, wordings }: Pick<Item, "id" | "wordings">): TextVersion {
  const { version, sha256: hash } = wordings.at(-1) as Wording;
  return { id, version, sha256: hash };
}

function acted(
  item: Item,
  { act, by, now }: Doing,
  event: string,
  details: Act["details"],
  said?: Act["said"],
): Changed<Item> {
  const entry: Act = { id: act, at: now.toISOString(), event, by, details, text: textVersionOf(item) };
  const next = { ...item, acts: [...item.acts, said ? { ...entry, said } : entry] };
  return { next, result: next };
}

function mustBeOpen({ status, deadline }: Item, now: Date): void {
  if (status === "draft") throw new ExpectedError("not-open", "It is a draft still. Press Send first.");
  if (status !== "open" || now.toISOString() >= deadline)
    throw new ExpectedError("not-open", "It is no longer open. Type board to see what came of it.");
}

function noDraft(): ExpectedError {
  return new ExpectedError("already-done", "It is no draft any more. Type board to see where it stands.");
}

function past(): ExpectedError {
  return new ExpectedError("invalid", "Its deadline has passed. Press Edit and choose a later one.");
}

function quorumTooLarge(seats: number): ExpectedError {
  const sentence = `Its quorum is larger than the ${seats} partners that may vote. Press Edit the rule and choose a smaller one.`;
  return new ExpectedError("invalid", sentence);
}

function nobody(): ExpectedError {
  const sentence =
    "No partner has a board member or a deputy, so nobody could vote. Import people with these roles first.";
  return new ExpectedError("invalid", sentence);
}
