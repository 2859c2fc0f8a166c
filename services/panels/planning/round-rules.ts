import { isComplete } from "../access-rules.js";
import { settled } from "../moderation/agreement-rules.js";
import type { Changed } from "../ports.js";
import type { Review, Round } from "../schema.js";

/** Of these reports: how many sheets are in, of how many that are wanted. */
export function sheetsOf(round: Round, reviews: readonly Review[]): { readonly in: number; readonly of: number } {
  const counts = reviews.map(({ reviewers, sheets, revealed }) => {
    const done = reviewers.filter((key) => sheets.some(({ reviewer }) => reviewer === key)).length;
    return { in: done, of: revealed ? done : Math.max(reviewers.length, round.rules.reviewers) };
  });
  const sum = (member: "in" | "of") => counts.reduce((total, one) => total + one[member], 0);
  return { in: sum("in"), of: sum("of") };
}

/** It has fewer reviewers than it needs, and could still be given to more. */
export function isShort({ rules }: Round, { reviewers, revealed }: Review): boolean {
  return !revealed && reviewers.length < rules.reviewers;
}

/** Person keys of those who score the report and have not handed in. */
export function outstanding({ reviewers, sheets, revealed }: Review): string[] {
  return revealed ? [] : reviewers.filter((key) => sheets.every(({ reviewer }) => reviewer !== key));
}

/** What is left to do with these reports. */
export function unfinished(round: Round, reviews: readonly Review[]) {
  const sheets = sheetsOf(round, reviews);
  const count = (test: (review: Review) => boolean) => reviews.filter(test).length;
  return {
    sheetsMissing: sheets.of - sheets.in,
    notRevealed: count((review) => isComplete(round, review) && !review.revealed),
    notAgreed: count(({ revealed, agreedAt }) => revealed !== undefined && agreedAt === undefined),
    feedbackNotSent: count(({ agreedAt, feedback }) => agreedAt !== undefined && feedback?.sent === undefined),
  };
}

/** Whether it is no concern of anybody who is not on the panel any more. */
export function isLeftTo(review: Review, members: readonly string[]): boolean {
  const isOut = (key: string) => !members.includes(key);
  return !outstanding(review).some(isOut) && review.reviewers.filter(isOut).join() === review.excused.join();
}

/**
 * Sheets that are not in and not these members' are somebody else's to fill in; what was drafted goes. Who is no member
 * and has handed in, or can't any more, is not waited for when something is agreed.
 */
export function leftTo(review: Review, members: readonly string[], now: Date): Changed<Review, undefined> {
  if (isLeftTo(review, members)) return { result: undefined };
  const isOut = (key: string) => !members.includes(key);
  const leaving = outstanding(review).filter(isOut);
  const reviewers = review.reviewers.filter((key) => !leaving.includes(key));
  const drafts = Object.fromEntries(Object.entries(review.drafts).filter(([key]) => !leaving.includes(key)));
  const next = { ...review, reviewers, drafts, excused: reviewers.filter(isOut) };
  return { next: settled(next, now), result: undefined };
}

/** How many reports each scores, by person key. */
export function loadsOf(reviews: readonly Review[]): Map<string, number> {
  const loads = new Map<string, number>();
  for (const key of reviews.flatMap(({ reviewers }) => reviewers)) loads.set(key, (loads.get(key) ?? 0) + 1);
  return loads;
}
