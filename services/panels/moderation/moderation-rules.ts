import { type Person, personKey } from "../../people/schema.js";
import { isComplete, isReviewer, mayCoordinate, maySeeScores } from "../access-rules.js";
import { missingScores, pageOf, withoutScore } from "../criteria-rules.js";
import type { Changed } from "../ports.js";
import type { Agreement, AgreementDraft, PanelRules, Review, Round } from "../schema.js";
import { type AgreeRead, draftFor, missingTexts, readAgreePage } from "./agree-form-rules.js";
import { settled } from "./agreement-rules.js";

/** `not-all-in`: somebody has not handed in, and there is no reason, or who acts may not give one. */
export type Revealed = "revealed" | "not-all-in" | "not-theirs";

/** When all are in, by a reviewer or a coordinator; before, by a coordinator with a reason. */
export function reveal(
  review: Review,
  person: Person,
  round: Pick<Round, "rules">,
  { now, reason }: { readonly now: Date; readonly reason: string },
): Changed<Review, Revealed> {
  const coordinates = mayCoordinate(person, review);
  if (!coordinates && !isReviewer(person, review)) return { result: "not-theirs" };
  if (review.revealed) return { result: "revealed" };
  const act = { at: now.toISOString(), by: personKey(person) };
  if (isComplete(round, review)) return { next: { ...review, revealed: act }, result: "revealed" };
  if (!coordinates || reason === "") return { result: "not-all-in" };
  return { next: { ...review, revealed: { ...act, reason } }, result: "revealed" };
}

/** `sent`: the feedback has gone out, so what was agreed stands. */
type Refused = "not-theirs" | "sent";

/** Keeps what a page of the form sent, as far as it can be taken. */
export function keepAgreement(
  review: Review,
  person: Person,
  rules: PanelRules,
  page: number,
  typed: object,
): Changed<Review, AgreeRead | Refused> {
  const refused = refusedTo(person, review);
  if (refused) return { result: refused };
  const key = personKey(person);
  const read = readAgreePage(typed, page, rules, draftFor(key, review));
  return { next: withDraft(review, key, read.draft), result: read };
}

/** What is missing, on the page where it is. */
export interface Incomplete {
  readonly page: number;
  readonly errors: Readonly<Record<string, string>>;
}

/** `newer`: somebody else wrote a version meanwhile; the draft is kept, and can now be put in its place. */
export type Proposed = Refused | Incomplete | "newer" | Agreement;

/** Makes the next version of what the form was filled with; reviewers who write one agree to it. */
export function propose(review: Review, person: Person, rules: PanelRules, now: Date): Changed<Review, Proposed> {
  const refused = refusedTo(person, review);
  if (refused) return { result: refused };
  const key = personKey(person);
  const standing = review.agreement;
  const isOwnChange = standing?.proposed.by === key && standing.proposed.at === now.toISOString();
  if (isOwnChange) return { result: standing };
  const draft = draftFor(key, review);
  const missing = incomplete(rules, draft);
  if (missing) return { result: missing };
  const base = standing?.version ?? 0;
  if (draft.base !== base) return { next: withDraft(review, key, { ...draft, base }), result: "newer" };
  const agreement = versionOf(review, draft, person, now);
  const { [key]: _, ...agreementDrafts } = review.agreementDrafts;
  const { agreedAt: __, ...open } = review;
  const earlier = [...review.earlier, ...(standing ? [standing] : [])];
  return { next: settled({ ...open, agreement, agreementDrafts, earlier }, now), result: agreement };
}

function versionOf(review: Review, draft: AgreementDraft, person: Person, now: Date): Agreement {
  const { base: _, ...content } = draft;
  const act = { at: now.toISOString(), by: personKey(person) };
  const versions = [...review.earlier, ...(review.agreement ? [review.agreement] : [])].map(({ version }) => version);
  return {
    ...content,
    version: Math.max(0, ...versions) + 1,
    proposed: act,
    agreed: isReviewer(person, review) ? [act] : [],
  };
}

function incomplete(rules: PanelRules, draft: AgreementDraft): Incomplete | undefined {
  const missing = withoutScore(rules, draft.scores);
  const page = pageOf(rules, missing);
  if (missing.length > 0) {
    return { page, errors: missingScores(missing.filter((one) => pageOf(rules, [one]) === page)) };
  }
  const errors = missingTexts(draft);
  return Object.keys(errors).length === 0 ? undefined : { page: LAST_PAGE, errors };
}

/** Past every page of criteria. */
const LAST_PAGE = 1000;

/** `older`: they saw another version than the one that stands. */
export type Agreed = "agreed" | "older" | Refused;

export function agree(review: Review, person: Person, version: number, now: Date): Changed<Review, Agreed> {
  const refused = isReviewer(person, review) ? refusedTo(person, review) : "not-theirs";
  if (refused) return { result: refused };
  const { agreement } = review;
  if (agreement?.version !== version) return { result: "older" };
  const by = personKey(person);
  if (agreement.agreed.some((one) => one.by === by)) return { result: "agreed" };
  const agreed = [...agreement.agreed, { at: now.toISOString(), by }];
  return { next: settled({ ...review, agreement: { ...agreement, agreed } }, now), result: "agreed" };
}

/** `nothing`: nobody is waited for, or nobody has agreed yet, so that there is nothing to go on with. */
export type WentOn = "went-on" | "nothing" | "older" | Refused;

/** A coordinator goes on without those who have not agreed to that version: one who has must be there. */
export function goOn(
  review: Review,
  person: Person,
  version: number,
  { now, reason }: { readonly now: Date; readonly reason: string },
): Changed<Review, WentOn> {
  const refused = mayCoordinate(person, review) ? refusedTo(person, review) : "not-theirs";
  if (refused) return { result: refused };
  const { agreement } = review;
  if (agreement?.version !== version) return { result: "older" };
  if (agreement.without) return { result: "went-on" };
  if (review.agreedAt || agreement.agreed.length === 0) return { result: "nothing" };
  const without = { at: now.toISOString(), by: personKey(person), reason };
  return { next: settled({ ...review, agreement: { ...agreement, without } }, now), result: "went-on" };
}

function refusedTo(person: Person, review: Review): Refused | undefined {
  if (!maySeeScores(person, review)) return "not-theirs";
  return review.feedback?.sent ? "sent" : undefined;
}

function withDraft(review: Review, key: string, draft: AgreementDraft): Review {
  return { ...review, agreementDrafts: { ...review.agreementDrafts, [key]: draft } };
}
