import { isFormer } from "../former-rules.js";
import type { Review } from "../schema.js";

/**
 * Who is to agree to what is written: those who handed in, since a report is revealed early just because somebody is away,
 * and would else wait for them again; they may agree too. Who is nobody any more can't; who is on the panel no more need
 * not.
 */
export function toAgree({ reviewers, excused, sheets }: Pick<Review, "reviewers" | "excused" | "sheets">): string[] {
  const known = reviewers.filter((key) => !isFormer(key) && !excused.includes(key));
  const handedIn = known.filter((key) => sheets.some(({ reviewer }) => reviewer === key));
  return handedIn.length > 0 ? handedIn : known;
}

/** Every reviewer who is to agreed to the version that stands. */
export function everyoneAgreed(review: Review): boolean {
  const { reviewers, agreement } = review;
  if (!agreement || reviewers.length === 0) return false;
  return toAgree(review).every((reviewer) => agreement.agreed.some(({ by }) => by === reviewer));
}

/** With the moment at which the last reviewer agreed, once they all have. */
export function settled(review: Review, now: Date): Review {
  return everyoneAgreed(review) ? { ...review, agreedAt: review.agreedAt ?? now.toISOString() } : review;
}
