import { isFormer } from "../former-rules.js";
import type { Review } from "../schema.js";

/** Every reviewer agreed to the version that stands; who is nobody any more can't, and need not. */
export function everyoneAgreed({ reviewers, agreement }: Review): boolean {
  if (!agreement || reviewers.length === 0) return false;
  return reviewers
    .filter((key) => !isFormer(key))
    .every((reviewer) => agreement.agreed.some(({ by }) => by === reviewer));
}

/** With the moment at which the last reviewer agreed, once they all have. */
export function settled(review: Review, now: Date): Review {
  return everyoneAgreed(review) ? { ...review, agreedAt: review.agreedAt ?? now.toISOString() } : review;
}
