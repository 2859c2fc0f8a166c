import { NOT_EVIDENCED, type PanelRules, type Review, type Score } from "../schema.js";
import {
  alphaOf,
  coincidences,
  linear,
  pairsBothWays,
  quadratic,
  shareAgreeing,
  weightedKappa,
} from "./agreement-rules.js";
import { alphaInterval, summed } from "./interval-rules.js";
import type { AgreementFigures } from "./views.js";

/** Agreement over fewer reports than that says little, and could tell of one. */
export const FEWEST_REPORTS = 5;

/** What reviewers said of a report: by criterion, each one's score. */
type Scored = ReadonlyMap<string, readonly Score[]>;

/**
 * How far the reviewers of these reports agree in their first scores. "Not evidenced" is a value of its own for the per
 * cent of agreement, and counts as missing for kappa and alpha, which are about places on the scale.
 *
 * The caller gives only reports whose scores the reader may see one by one: then nothing comes out of the figures, or of
 * how they move from one look to the next, that the reader could not read off.
 */
export function agreementFigures(reviews: readonly Review[], rules: PanelRules, seed: string): AgreementFigures {
  const reports = reviews
    .filter(({ revealed, sheets }) => revealed && sheets.length > 1)
    .map((one) => scored(one, rules));
  const units = reports.flatMap((report) => [...report.values()]);
  return {
    reports: reports.length,
    comparisons: units.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0),
    percent: percentOf(units, reports.length),
    ...onScale(reports, rules, seed),
    criteria: rules.criteria.map(({ id, title }) => {
      const own = reports.flatMap((report) => (isCompared(report.get(id)) ? [report.get(id) ?? []] : []));
      return { title, percent: percentOf(own, own.length) };
    }),
    fewest: FEWEST_REPORTS,
  };
}

function scored({ sheets }: Review, { criteria }: PanelRules): Scored {
  return new Map(criteria.map(({ id }) => [id, sheets.flatMap(({ scores }) => scores[id] ?? [])]));
}

function isCompared(values: readonly unknown[] | undefined): boolean {
  return values !== undefined && values.length > 1;
}

function percentOf(units: readonly (readonly Score[])[], reports: number): number | undefined {
  const share = reports < FEWEST_REPORTS ? undefined : shareAgreeing(units);
  return share === undefined ? undefined : Math.round(100 * share);
}

function onScale(
  reports: readonly Scored[],
  { scale }: PanelRules,
  seed: string,
): Pick<AgreementFigures, "kappa" | "alpha"> {
  const places = new Map<Score, number>(scale.map(({ value }, place) => [value, place]));
  const placed = reports
    .map((report) => [...report.values()].map((values) => values.flatMap((score) => placeOf(score, places))))
    .filter((units) => units.some(isCompared));
  if (placed.length < FEWEST_REPORTS) return { kappa: undefined, alpha: undefined };
  const pairs = pairsBothWays(placed.flat());
  const [byLinear, byQuadratic] = [weightedKappa(pairs, linear), weightedKappa(pairs, quadratic)];
  const matrices = placed.map((units) => coincidences(units, scale.length));
  const value = alphaOf(summed(matrices), "ordinal");
  return {
    kappa:
      byLinear === undefined || byQuadratic === undefined ? undefined : { linear: byLinear, quadratic: byQuadratic },
    alpha: value === undefined ? undefined : { value, ...alphaInterval(matrices, seed) },
  };
}

/** Nowhere, for what is not on the scale. */
function placeOf(score: Score, places: ReadonlyMap<Score, number>): number[] {
  const place = score === NOT_EVIDENCED ? undefined : places.get(score);
  return place === undefined ? [] : [place];
}
