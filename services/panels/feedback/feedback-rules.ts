import { ExpectedError } from "../../kernel/errors.js";
import type { Changed } from "../ports.js";
import type { Known } from "../redaction-rules.js";
import type { Feedback, Review } from "../schema.js";
import { isSame, openFindings, pointedOut, stillAccepted, type Texts, wordedOf } from "./form-rules.js";

/** Who does it, and when. */
export type Act = NonNullable<Feedback["sent"]>;

/** Where feedback stands, by itself; whether its agency has somebody to take it is seen elsewhere. */
export type Stage = "none" | "to-check" | "sent" | "acknowledged" | "follow-up" | "followed-up";

export function stageOf({ agreedAt, agreement, feedback }: Review): Stage {
  if (!agreedAt || !agreement) return "none";
  // Where the words are gone, their time is over.
  if (!feedback?.sent) return feedback || agreement.action !== "" ? "to-check" : "none";
  if (feedback.acknowledged) return "acknowledged";
  if (!feedback.followUp) return "sent";
  return feedback.followUp.done ? "followed-up" : "follow-up";
}

/** Which wording it is: what was looked at is what is sent. */
export function versionOf({ feedback }: Pick<Review, "feedback">): string {
  return feedback?.changed.at ?? "";
}

/** `stale`: somebody else has changed it since that version. */
export function saved(
  review: Review,
  texts: Texts,
  { version, act, known }: { readonly version: string; readonly act: Act; readonly known: Known },
): Changed<Review, "saved" | "stale"> {
  const { feedback } = unsent(review);
  const worded = wordedOf(review);
  if (worded && isSame(worded, texts)) return { result: "saved" };
  if (versionOf(review) !== version) return { result: "stale" };
  const accepted = stillAccepted(feedback, texts, known);
  return { next: { ...review, feedback: { ...texts, accepted, changed: act, to: [] } }, result: "saved" };
}

/** Something pointed out may stay, for this reason. `gone`: it is not in the text any more. */
export function accepted(
  review: Review,
  { key, reason, known }: { readonly key: string; readonly reason: string; readonly known: Known },
): Changed<Review, "accepted" | "gone"> {
  unsent(review);
  const feedback = wordedOf(review);
  if (!feedback || !pointedOut(feedback, known).some((finding) => finding.key === key)) return { result: "gone" };
  if (feedback.accepted[key] === reason) return { result: "accepted" };
  const next = { ...feedback, accepted: { ...feedback.accepted, [key]: reason } };
  return { next: { ...review, feedback: next }, result: "accepted" };
}

/** On its way. Checked once more, on what is stored. `isNew`: by this very act. */
export function sent(
  review: Review,
  { version, act, known }: { readonly version: string; readonly act: Act; readonly known: Known },
): Changed<Review, { readonly isNew: boolean }> {
  const feedback = wordedOf(review);
  if (feedback?.sent) return { result: { isNew: isSameAct(feedback.sent, act) } };
  if (!feedback || !review.agreedAt || versionOf(review) !== version) throw changedMeanwhile();
  const open = openFindings(feedback, known).length;
  if (open > 0) throw stillOpen(open);
  return { next: { ...review, feedback: { ...feedback, sent: act } }, result: { isNew: true } };
}

/** They were written to. */
export function wroteTo(review: Review, people: readonly string[]): Changed<Review, undefined> {
  const { feedback } = review;
  if (!feedback?.sent || feedback.to.length > 0) return { result: undefined };
  return { next: { ...review, feedback: { ...feedback, to: [...people] } }, result: undefined };
}

/** By the first who does. */
export function acknowledged(review: Review, act: Act): Changed<Review, { readonly isNew: boolean }> {
  const { feedback } = review;
  if (!feedback?.sent) return { result: { isNew: false } };
  if (feedback.acknowledged) return { result: { isNew: isSameAct(feedback.acknowledged, act) } };
  return { next: { ...review, feedback: { ...feedback, acknowledged: act } }, result: { isNew: true } };
}

export function reminded(review: Review, at: string): Changed<Review, undefined> {
  const { feedback } = review;
  if (!feedback?.sent || feedback.acknowledged || feedback.remindedAt) return { result: undefined };
  return { next: { ...review, feedback: { ...feedback, remindedAt: at } }, result: undefined };
}

/** Nobody acknowledged it after the reminder either. */
export function toFollowUp(review: Review, since: string): Changed<Review, undefined> {
  const { feedback } = review;
  if (!feedback?.remindedAt || feedback.acknowledged || feedback.followUp) return { result: undefined };
  return { next: { ...review, feedback: { ...feedback, followUp: { since } } }, result: undefined };
}

export function followedUp(review: Review, act: Act): Changed<Review, { readonly isNew: boolean }> {
  const { feedback } = review;
  if (!feedback?.followUp || feedback.acknowledged) return { result: { isNew: false } };
  const { since, done } = feedback.followUp;
  if (done) return { result: { isNew: isSameAct(done, act) } };
  return { next: { ...review, feedback: { ...feedback, followUp: { since, done: act } } }, result: { isNew: true } };
}

function isSameAct(one: Act, other: Act): boolean {
  return one.at === other.at && one.by === other.by;
}

function unsent(review: Review): Review {
  if (!review.agreedAt) throw notAgreed();
  if (review.feedback?.sent) throw alreadySent();
  return review;
}

export function notAgreed(): ExpectedError {
  return new ExpectedError("not-open", "Its reviewers have not agreed yet. Feedback can be written when they have.");
}

function alreadySent(): ExpectedError {
  return new ExpectedError("already-done", "This feedback has been sent, so its words stay as they are. Press Back.");
}

function changedMeanwhile(): ExpectedError {
  return new ExpectedError("stale", "Somebody has changed it since you looked. Open it again and look once more.");
}

function stillOpen(open: number): ExpectedError {
  const what = open === 1 ? "One place is" : `${open} places are`;
  return new ExpectedError("invalid", `${what} still pointed out. Change each, or accept it with a reason; then send.`);
}
