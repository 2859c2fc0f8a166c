import type { Act } from "../audit/outbox.js";
import type { Changed } from "./ports.js";
import type { Review } from "./schema.js";

/** What the record says of a change: of what was typed nothing is ever in it, and no score. */
export type Happened = Pick<Act, "event"> & Partial<Pick<Act, "details" | "about">>;

/** Reads off a change what happened; undefined where nothing did that the record is to tell. */
export type Tell<Row> = (next: Row, before: Row) => Happened | undefined;

/** Which act it is, who does it, and when. */
export type Doing = Pick<Act, "id" | "at" | "by">;

/** The rule, whose change keeps its act until that is on the record. Meeting its own change, it adds nothing more. */
export function withAct<Row extends { readonly acts: readonly Act[] }, Result>(
  rule: (row: Row) => Changed<Row, Result>,
  doing: Doing,
  tell: Tell<Row>,
): (row: Row) => Changed<Row, Result> {
  return (before) => {
    const changed = rule(before);
    const { next, result } = changed;
    if (!next || next.acts.some(({ id }) => id === doing.id)) return changed;
    const happened = tell(next, before);
    return happened ? { next: { ...next, acts: [...next.acts, actOf(doing, happened)] }, result } : changed;
  };
}

export function actOf(doing: Doing, happened: Happened): Act {
  return { ...doing, details: {}, ...happened };
}

/** Of a report: names it by its number. */
export function onReport(
  event: string,
  more: (next: Review) => Readonly<Record<string, string | number>> = () => ({}),
): Tell<Review> {
  return (next) => ({ event, details: { no: next.report.no, ...more(next) } });
}

/** Reviewers as the record names them. */
export function named(reviewers: readonly string[]): Record<string, string> {
  return Object.fromEntries(reviewers.map((key, n) => [`reviewer${n + 1}`, key]));
}
