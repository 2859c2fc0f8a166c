import type { Foundations } from "../foundations.js";
import { ExpectedError } from "../kernel/errors.js";
import type { Posts } from "../posts/ports.js";
import type { Place } from "./place.js";
import type { ReviewStore, RoundStore } from "./ports.js";
import type { PanelRules, Review, Round } from "./schema.js";

/** All that the panel services stand on. */
export interface PanelsContext extends Foundations {
  /** Of the partnership's files: what new rounds begin with. */
  readonly rules: PanelRules;
  readonly rounds: RoundStore;
  readonly reviews: ReviewStore;
  readonly posts: Posts;
}

/** The round, or a sentence that it isn't there. */
export async function roundOf({ rounds }: Pick<PanelsContext, "rounds">, id: string): Promise<Round> {
  const found = await rounds.find(id);
  if (!found) throw noSuchRound();
  return found;
}

/** The review of that report, or a sentence that it isn't there. */
export async function reviewOf({ reviews }: Pick<PanelsContext, "reviews">, id: string, no: number): Promise<Review> {
  const found = await reviews.find(id, no);
  if (!found) throw noSuchReport();
  return found;
}

/** A report, and the round that it is in. */
export interface Found {
  readonly round: Round;
  readonly review: Review;
}

export async function foundAt(context: Pick<PanelsContext, "rounds" | "reviews">, at: Place): Promise<Found> {
  return { round: await roundOf(context, at.round), review: await reviewOf(context, at.round, at.no) };
}

export function noSuchRound(): ExpectedError {
  return new ExpectedError("not-found", "This round is no longer there. Type panels to see the rounds.");
}

/** Also said where somebody may not know of the report. */
export function noSuchReport(): ExpectedError {
  return new ExpectedError("not-found", "This report is not one of yours, or no longer there. Type panels for yours.");
}

/** The subject of a round's entries in the record. */
export function auditSubject(round: string): string {
  return `panel:${round}`;
}
