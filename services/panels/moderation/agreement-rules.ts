import { isFormer } from "../former-rules.js";
import type { Review } from "../schema.js";

/** Who is to agree to what is written. Who is nobody any more can't; who is on the panel no more need not. */
export function toAgree({ reviewers, excused }: Pick<Review, "reviewers" | "excused">): string[] {
  return reviewers.filter((key) => !isFormer(key) && !excused.includes(key));
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
