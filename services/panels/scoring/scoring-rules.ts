import { type Person, personKey } from "../../people/schema.js";
import { hasHandedIn, isKeptFrom, isReviewer, mayScore } from "../access-rules.js";
import { missingScores, pageOf, withoutScore } from "../criteria-rules.js";
import { settled } from "../moderation/agreement-rules.js";
import type { Changed } from "../ports.js";
import type { Draft, PanelRules, Review, Sheet } from "../schema.js";
import { NO_DRAFT, type PageRead, readPage } from "./sheet-form-rules.js";

/** What became of something that a reviewer sent. `over`: revealed without theirs; `not-theirs`: never, or no longer. */
export type Standing = "open" | "handed-in" | "over" | "not-theirs";

export function standingOf(person: Person, review: Review): Standing {
  if (!isReviewer(person, review)) return "not-theirs";
  if (hasHandedIn(person, review)) return "handed-in";
  return mayScore(person, review) ? "open" : "over";
}

export function draftOf(person: Person, { drafts }: Review): Draft {
  return drafts[personKey(person)] ?? NO_DRAFT;
}

export type Kept = Exclude<Standing, "open"> | PageRead;

/** Keeps what a page sent, as far as it can be taken. */
export function keepPage(
  review: Review,
  person: Person,
  rules: PanelRules,
  page: number,
  typed: object,
): Changed<Review, Kept> {
  const standing = standingOf(person, review);
  if (standing !== "open") return { result: standing };
  const read = readPage(typed, page, rules, draftOf(person, review));
  return { next: { ...review, drafts: { ...review.drafts, [personKey(person)]: read.draft } }, result: read };
}

/** Where something is missing, and the sentence at each such field of that page. */
export interface Missing {
  readonly page: number;
  readonly titles: readonly string[];
  readonly errors: Readonly<Record<string, string>>;
}

/** Makes a sheet of the draft, which is final. Where a score is missing, nothing changes. */
export function handIn(
  review: Review,
  person: Person,
  rules: PanelRules,
  now: Date,
): Changed<Review, Exclude<Standing, "open"> | Missing> {
  const standing = standingOf(person, review);
  if (standing !== "open") return { result: standing };
  const draft = draftOf(person, review);
  const missing = withoutScore(rules, draft.scores);
  if (missing.length > 0) return { result: whereMissing(rules, missing) };
  const sheet: Sheet = { ...draft, reviewer: personKey(person), handedInAt: now.toISOString() };
  const drafts = without(review.drafts, personKey(person));
  return { next: { ...review, drafts, sheets: [...review.sheets, sheet] }, result: "handed-in" };
}

function whereMissing(rules: PanelRules, missing: PanelRules["criteria"]): Missing {
  const page = pageOf(rules, missing);
  const there = missing.filter((one) => pageOf(rules, [one]) === page);
  return { page, titles: missing.map(({ title }) => title), errors: missingScores(there) };
}

/**
 * They are kept from it from now on: no draft of theirs stays, and a sheet is set aside. After the reveal those who
 * remain suffice. Where nobody remains the reveal no longer stands, and the report is scored afresh by others, unless
 * its feedback has gone out. The result says whether it needs somebody in their place.
 */
export function declareConflict(
  review: Review,
  person: Person,
  now: Date,
): Changed<Review, { readonly needsOthers: boolean }> {
  const key = personKey(person);
  if (review.conflicts.some(({ by }) => by === key)) return { result: { needsOthers: !review.revealed } };
  const isTheirs = (sheet: Sheet) => sheet.reviewer === key;
  const out: Review = {
    ...review,
    reviewers: review.reviewers.filter((reviewer) => reviewer !== key),
    excused: review.excused.filter((reviewer) => reviewer !== key),
    conflicts: [...review.conflicts, { at: now.toISOString(), by: key }],
    drafts: without(review.drafts, key),
    agreementDrafts: without(review.agreementDrafts, key),
    sheets: review.sheets.filter((sheet) => !isTheirs(sheet)),
    setAside: [...review.setAside, ...review.sheets.filter(isTheirs)],
  };
  const isLast = review.reviewers.length > 0 && out.reviewers.length === 0;
  const next = review.feedback?.sent ? out : isLast ? afresh(out) : settled(out, now);
  return { next, result: { needsOthers: !next.revealed } };
}

/** As before anybody scored it; what was agreed stays among the earlier versions. */
function afresh(review: Review): Review {
  const { revealed: _, agreement, agreedAt: __, feedback: ___, ...rest } = review;
  return { ...rest, agreementDrafts: {}, earlier: [...rest.earlier, ...(agreement ? [agreement] : [])] };
}

/** Whether they can declare a conflict on it: whoever could otherwise act on it, and has not. */
export function canDeclare(person: Person, review: Review): boolean {
  if (isKeptFrom(person, review)) return false;
  return isReviewer(person, review) || person.roles.includes("coordinator");
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = record;
  return rest;
}
