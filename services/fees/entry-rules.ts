import type { Act } from "../audit/outbox.js";
import { canonical } from "../kernel/canonical.js";
import { ExpectedError } from "../kernel/errors.js";
import type { Changed } from "./ports.js";
import type { Asked, Entry, Round } from "./schema.js";
import { isAnswer, isOpen, type PartnerState, stateOf, waitsForCoordinator } from "./state-rules.js";

/**
 * What became of an entry. `taken`: a colleague was faster. `meanwhile`: another answer came since the form was opened.
 * Doubts: `over`, it is more than there is to invoice or to pay; `invoiced`, what is declined is on an invoice;
 * `below`, less would be invoiced than is paid.
 */
export type Entered = "entered" | "taken" | "meanwhile" | "over" | "invoiced" | "below";

/** A row has a limit; a year of fourteen partners has some dozens. */
const MOST_ENTRIES = 400;

export interface Meant {
  /** Whoever wrote it was told of the doubt. */
  readonly anyway?: boolean;
  /** The answer that they saw when they corrected it: see {@link seenIn}. */
  readonly seen?: string;
}

/** Adds an entry with its act. The first answer holds, until it is corrected or followed up. */
export function enter(round: Round, entry: Entry, { anyway = false, seen }: Meant = {}): Changed<Entered> {
  const before = round.entries.find(({ id }) => id === entry.id);
  if (before && !isAgain(before, entry)) throw sentBefore();
  if (before) return { result: "entered" };
  const asked = askedOf(round, entry.partner);
  if (round.entries.length >= MOST_ENTRIES) {
    throw new ExpectedError("unavailable", "This round holds no more entries. Please ask the bot's operator.");
  }
  const state = stateOf(round.entries, entry.partner);
  if (isTaken(state, entry)) return { result: "taken" };
  if (seen !== undefined && seen !== seenIn(state)) return { result: "meanwhile" };
  refuseImpossible(state, entry);
  if (isBelow(state, entry)) return { result: "below" };
  const doubt = anyway ? undefined : doubtOf(state, asked, entry);
  if (doubt) return { result: doubt };
  const next = { ...round, entries: [...round.entries, entry], acts: [...round.acts, actOf(entry, round)] };
  return { next, result: "entered" };
}

/** What the answer that stands is called. */
export function seenIn({ answer }: PartnerState): string {
  return answer?.id ?? NOT_ANSWERED;
}
export const NOT_ANSWERED = "none";

/** Whether it is the entry that is there, sent once more: the same but for its moment, and for who was erased since. */
function isAgain(before: Entry, entry: Entry): boolean {
  return canonical({ ...entry, at: before.at, by: before.by }) === canonical(before);
}

/** From an old form, of which another answer was taken already. */
function sentBefore(): ExpectedError {
  return new ExpectedError(
    "stale",
    "This form was sent already, with something else in it. Type fees to see what holds.",
  );
}

/** The partner as it was asked, or a sentence that it wasn't. */
export function askedOf({ partners, year }: Pick<Round, "partners" | "year">, partner: string): Asked {
  const asked = partners.find((one) => one.partner === partner);
  if (!asked) throw new ExpectedError("not-found", `This partner is not asked for a fee in ${year}. Type fees.`);
  return asked;
}

function isTaken(state: PartnerState, entry: Entry): boolean {
  return isAnswer(entry) && entry.correction === undefined && !isOpen(state);
}

function refuseImpossible(state: PartnerState, entry: Entry): void {
  if (entry.kind === "answered" && !waitsForCoordinator(state))
    throw new ExpectedError("already-done", "Nothing waits for an answer here any more. Type fees to see the round.");
  if (entry.kind === "invoiced" && state.standing !== "confirmed")
    throw new ExpectedError("not-open", "This partner has not confirmed. Record its answer before the invoice.");
  if (entry.kind === "reversed" && !state.money.some(({ id }) => id === entry.of))
    throw new ExpectedError("stale", "This invoice or payment was taken back already. Type fees to see the round.");
}

function doubtOf(state: PartnerState, asked: Asked, entry: Entry): "over" | "invoiced" | undefined {
  if (isOver(state, asked, entry)) return "over";
  // A query leaves it open whether the invoice is paid; who declines means not to.
  const isUndone = entry.kind === "declined" && entry.correction !== undefined;
  return isUndone && state.invoicedPence > 0 ? "invoiced" : undefined;
}

/** An invoice that was paid is taken back after its payment. */
function isBelow({ money, invoicedPence, paidPence }: PartnerState, entry: Entry): boolean {
  const of = entry.kind === "reversed" ? money.find(({ id }) => id === entry.of) : undefined;
  return of?.kind === "invoiced" && invoicedPence - of.pence < paidPence;
}

function isOver(state: PartnerState, { pence }: Asked, entry: Entry): boolean {
  if (entry.kind === "invoiced") return state.invoicedPence + entry.pence > pence;
  return entry.kind === "paid" && state.paidPence + entry.pence > state.invoicedPence;
}

/** The act of an entry. People's words are said for the record, and so kept apart from the hashed text. */
function actOf(entry: Entry, { year, text }: Round): Act {
  const { id, at, by, partner, kind } = entry;
  const details = {
    partner,
    ...("pence" in entry && { pence: entry.pence }),
    ...("on" in entry && { on: entry.on }),
    ...("of" in entry && { of: entry.of }),
  };
  const version = { id: `fees:${year}`, version: text.version, sha256: text.sha256 };
  return {
    ...{ id, at, by, event: `fees.${kind}`, details, said: saidIn(entry) },
    ...(isAnswer(entry) && { text: version }),
  };
}

function saidIn(entry: Entry): Record<string, string> {
  const said = {
    ...("reason" in entry && { reason: entry.reason }),
    ...("note" in entry && { note: entry.note }),
    ...("correction" in entry && { correction: entry.correction }),
    ...(entry.kind === "confirmed" && {
      authoriser: entry.authorisedBy.name,
      role: entry.authorisedBy.role,
      purchaseOrder: entry.purchaseOrder,
    }),
  };
  return Object.fromEntries(Object.entries(said).filter((one): one is [string, string] => one[1] !== undefined));
}
