import { type Act, recordKept } from "../audit/outbox.js";
import { type Person, personKey } from "../people/schema.js";
import { type Doing, type Tell, withAct } from "./act-rules.js";
import { auditSubject, type PanelsContext } from "./context.js";
import type { Place } from "./place.js";
import type { Changed } from "./ports.js";
import type { Review, Round } from "./schema.js";

type Kept = Pick<PanelsContext, "rounds" | "reviews" | "audit">;
type Needs = Kept & Pick<PanelsContext, "clock" | "random">;

/** Whose act it is, and what the record says of it. */
export interface Telling<Row> {
  readonly by: Person | "system";
  readonly tell: Tell<Row>;
}

/** Changes the round: what happened is kept in the same write, and then brought onto the record. */
export async function changeRound<Result>(
  context: Needs,
  id: string,
  { by, tell }: Telling<Round>,
  rule: (round: Round) => Changed<Round, Result>,
): Promise<Result> {
  const { seen, result } = await context.rounds.change(id, seeing(withAct(rule, doingOf(context, by), tell)));
  await recordRound(context, seen);
  return result;
}

/** The same for a report. */
export async function changeReview<Result>(
  context: Needs,
  at: Place,
  telling: Telling<Review>,
  rule: (review: Review) => Changed<Review, Result>,
): Promise<Result> {
  const { seen, result } = await keepReview(context, at, telling, rule);
  await recordReview(context, seen);
  return result;
}

/** The change alone, where something else is to be done before its act may leave the row; gives the row too. */
export function keepReview<Result>(
  context: Needs,
  { round, no }: Place,
  { by, tell }: Telling<Review>,
  rule: (review: Review) => Changed<Review, Result>,
): Promise<{ readonly seen: Review; readonly result: Result }> {
  return context.reviews.change(round, no, seeing(withAct(rule, doingOf(context, by), tell)));
}

/** An act that begins now: the same however often its change is tried. */
export function doingOf({ clock, random }: Pick<Needs, "clock" | "random">, by: Person | "system"): Doing {
  const key = by === "system" ? by : personKey(by);
  return { id: random.id(), at: clock.now().toISOString(), by: key };
}

export async function recordRound({ rounds, audit }: Kept, round: Round): Promise<void> {
  await recordKept({ audit, subject: auditSubject(round.id) }, round, (rule) => rounds.change(round.id, rule));
}

export async function recordReview({ reviews, audit }: Kept, review: Review): Promise<void> {
  const { round, report } = review;
  await recordKept({ audit, subject: auditSubject(round) }, review, (rule) => reviews.change(round, report.no, rule));
}

/** Whatever of the round and its reports is not on the record yet. */
export async function recordAll(context: Kept, round: Round): Promise<void> {
  await recordRound(context, round);
  for (const review of await context.reviews.of(round.id)) await recordReview(context, review);
}

/** Gives the row too, as the rule leaves it. */
function seeing<Row extends { readonly acts: readonly Act[] }, Result>(rule: (row: Row) => Changed<Row, Result>) {
  return (before: Row): Changed<Row, { readonly seen: Row; readonly result: Result }> => {
    const { next, result } = rule(before);
    return { ...(next && { next }), result: { seen: next ?? before, result } };
  };
}
