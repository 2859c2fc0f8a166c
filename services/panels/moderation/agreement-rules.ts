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

/** Every reviewer who is to agreed to the version that stands, or a coordinator waits for no more. */
export function everyoneAgreed(review: Review): boolean {
  const { reviewers, agreement } = review;
  if (!agreement || reviewers.length === 0) return false;
  if (agreement.without) return true;
  return toAgree(review).every((reviewer) => agreement.agreed.some(({ by }) => by === reviewer));
}

/**
 * With the moment at which the last of them agreed, once they all have. Where it is somebody else's word that it needs now,
 * since who gave theirs has left it, it is open again, unless it has gone out as feedback.
 */
export function settled(review: Review, now: Date): Review {
  if (everyoneAgreed(review)) return { ...review, agreedAt: review.agreedAt ?? now.toISOString() };
  if (review.agreedAt === undefined || review.feedback?.sent) return review;
  const { agreedAt: _, ...open } = review;
  return open;
}
