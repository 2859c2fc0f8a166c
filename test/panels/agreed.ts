import type { Report, Review, Score } from "../../services/panels/schema.js";
import { personKey } from "../../services/people/schema.js";
import { aReport, aReview, aSheet, panelist, USUAL_RULES } from "../support/panel-house.js";

const AT = "2026-12-10T10:00:00.000Z";

/** All criteria scored alike. */
export function allScores(score: Score): Record<string, Score> {
  return Object.fromEntries(USUAL_RULES.criteria.map(({ id }) => [id, score]));
}

/** Report `no`, scored by panelists 1 and 3 and revealed. */
export function aRevealed(no: number, scores: readonly [Score, Score] = [3, 3], members: Partial<Report> = {}): Review {
  const sheets = scores.map((score, at) => aSheet(panelist(2 * at + 1), score));
  return aReview({ report: aReport(no, members), sheets, revealed: { at: AT, by: personKey(panelist(1)) } });
}

/** As {@link aRevealed}, and this score agreed for all criteria. */
export function anAgreed(no: number, score: Score = 3, members: Partial<Report> = {}): Review {
  const agreed = [1, 3].map((n) => ({ at: AT, by: personKey(panelist(n)) }));
  const texts = { strengths: `Strengths of ${no}.`, develop: "One thing.", action: "One action." };
  const agreement = { version: 1, proposed: agreed[0] as { at: string; by: string }, scores: allScores(score), agreed };
  return { ...aRevealed(no, [score, score], members), agreement: { ...agreement, ...texts }, agreedAt: AT };
}

export function some<T>(count: number, make: (nth: number) => T): T[] {
  return Array.from({ length: count }, (_, at) => make(at + 1));
}
