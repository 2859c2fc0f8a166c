import { textOf } from "../kernel/typed.js";
import { type Criterion, NOT_EVIDENCED, type PanelRules, type Score } from "./schema.js";

/** More don't fit on a phone. */
const CRITERIA_A_PAGE = 3;

export type Scores = Readonly<Record<string, Score>>;

/** Criteria as forms ask for them; the page after the last is another matter, of each form's own. */
export function criteriaPages({ criteria }: Pick<PanelRules, "criteria">): Criterion[][] {
  const count = Math.ceil(criteria.length / CRITERIA_A_PAGE);
  return Array.from({ length: count }, (_, page) =>
    criteria.slice(page * CRITERIA_A_PAGE, (page + 1) * CRITERIA_A_PAGE),
  );
}

/** The input's id for a criterion's score. */
export function scoreField(criterion: string): string {
  return `score.${criterion}`;
}

export interface ScoresRead {
  /** As they were, and what was typed validly over it. */
  readonly scores: Scores;
  /** As typed, by input's id. */
  readonly values: Readonly<Record<string, string>>;
  /** Sentences, by input's id. */
  readonly errors: Readonly<Record<string, string>>;
}

/** Never throws, whatever `typed` is. A field that was not sent stays as it was; one sent empty has no score any more. */
export function readScores(
  typed: object,
  asked: readonly Criterion[],
  { scale }: Pick<PanelRules, "scale">,
  before: Scores,
): ScoresRead {
  const scores = { ...before };
  const errors: Record<string, string> = {};
  const sent = asked
    .map(({ id }) => ({ id, field: scoreField(id) }))
    .filter(({ field }) => Object.hasOwn(typed, field));
  for (const { id, field } of sent) {
    const text = textOf(typed, field);
    const score = scoreIn(text, scale);
    if (score !== undefined) scores[id] = score;
    else if (text === "") delete scores[id];
    else errors[field] = "Choose one of the list.";
  }
  return { scores, values: Object.fromEntries(sent.map(({ field }) => [field, textOf(typed, field)])), errors };
}

function scoreIn(text: string, scale: PanelRules["scale"]): Score | undefined {
  if (text === NOT_EVIDENCED) return NOT_EVIDENCED;
  return scale.find(({ value }) => `${value}` === text)?.value;
}

/** As inputs hold them. */
export function scoreValues(scores: Scores): Record<string, string> {
  return Object.fromEntries(Object.entries(scores).map(([id, score]) => [scoreField(id), `${score}`]));
}

/** Criteria that have no score. */
export function withoutScore({ criteria }: Pick<PanelRules, "criteria">, scores: Scores): Criterion[] {
  return criteria.filter(({ id }) => !Object.hasOwn(scores, id));
}

/** The page on which the first of these is asked for. */
export function pageOf(rules: Pick<PanelRules, "criteria">, [first]: readonly Criterion[]): number {
  return Math.max(
    0,
    criteriaPages(rules).findIndex((page) => page.some(({ id }) => id === first?.id)),
  );
}

/** By input's id, where a score is missing. */
export function missingScores(missing: readonly Criterion[]): Record<string, string> {
  return Object.fromEntries(missing.map(({ id }) => [scoreField(id), "Choose a score, or “Not evidenced”."]));
}
