import { type Person, personKey } from "../../people/schema.js";
import { criteriaPages } from "../criteria-rules.js";
import { headOf } from "../report-rules.js";
import type { Draft, PanelRules, Review, Round } from "../schema.js";
import type { FormState } from "../views.js";
import { NO_DRAFT } from "./sheet-form-rules.js";
import type { CriteriaPage, HandedIn, LookOver, SheetLine } from "./views.js";

/** A page of the sheet; the look-over where `page` is past the criteria. */
export function pageView(
  round: Round,
  review: Review,
  draft: Draft,
  page: number,
  state: FormState,
): CriteriaPage | LookOver {
  const { rules, scoresDue } = round;
  const pages = criteriaPages(rules);
  const common = { head: headOf(round, review), due: scoresDue, pages: pages.length + 1, scale: rules.scale, ...state };
  const criteria = pages[page];
  if (criteria) return { kind: "criteria", ...common, page, criteria };
  return { kind: "look-over", ...common, page: pages.length, lines: linesOf(rules, draft) };
}

export function handedInView(round: Round, review: Review, person: Person): HandedIn {
  const sheet = review.sheets.find(({ reviewer }) => reviewer === personKey(person)) ?? NO_DRAFT;
  return {
    kind: "handed-in",
    head: headOf(round, review),
    scale: round.rules.scale,
    lines: linesOf(round.rules, sheet),
    comment: sheet.comment,
    isRevealed: review.revealed !== undefined,
  };
}

/** Every criterion, scored or not. */
export function linesOf({ criteria }: PanelRules, { scores, comments }: Draft): SheetLine[] {
  return criteria.map(({ id, title }) => ({ title, score: scores[id], comment: comments[id] ?? "" }));
}
