import { type Atom, publishable } from "../../surveys/suppression-rules.js";
import {
  type LearningFigures,
  NOT_EVIDENCED,
  type PanelRules,
  type Review,
  type Round,
  type Score,
  type Spread,
  STAGES,
  type Stage,
} from "../schema.js";

/** A report with its agreed scores. */
export interface AgreedReport {
  readonly no: number;
  readonly stage: Stage;
  readonly programme: string;
  readonly scores: Readonly<Record<string, Score>>;
}

interface Law {
  readonly rules: PanelRules;
  /** No figure is about fewer reports. */
  readonly threshold: number;
}

/** Undefined until all its reviewers agreed. */
export function agreedReport({ report, agreement, agreedAt, revealed }: Review): AgreedReport | undefined {
  if (!revealed || !agreement || agreedAt === undefined) return undefined;
  const { no, stage, programme } = report;
  return { no, stage, programme, scores: agreement.scores };
}

/**
 * The figures of a round that everyone may see. Two laws hold for them:
 *
 * - No figure, and no sum or difference of figures, is about fewer than `threshold` reports (services/surveys/suppression).
 * - That holds too for those who may read some reports' scores one by one, such as a coordinator who is kept from two
 *   reports of the round: what is left when they take away what they know is about none, or `threshold` reports at least.
 *   Reports for which that can't be had are left out of all figures.
 *
 * `known` are the numbers of the reports that each of these people may read.
 */
export function learningFigures(
  agreed: readonly AgreedReport[],
  known: readonly ReadonlySet<number>[],
  { rules, threshold }: Law,
): Omit<LearningFigures, "trend"> {
  const { told, groups } = tellable(agreed, known, { rules, threshold });
  const group = (id: string, key: string) => {
    const own = told.filter((report) => groupsOf(report).includes(key));
    return groups.includes(key) ? [{ id, reports: own.length, counts: countsOf(own.flatMap(allScores), rules) }] : [];
  };
  return {
    reports: told.length,
    criteria: rules.criteria
      .map(({ id }) => criterionSpread(told, id, rules))
      .filter(({ reports }) => reports >= threshold),
    stages: STAGES.flatMap((stage) => group(stage, `stage:${stage}`)),
    programmes: rules.programmes.flatMap(({ id }) => group(id, `programme:${id}`)),
  };
}

/** What everybody knows of single reports. */
const NOTHING: ReadonlySet<number> = new Set();

/** The reports and the groups of them of which figures may be told. */
export function tellable(
  agreed: readonly AgreedReport[],
  known: readonly ReadonlySet<number>[],
  law: Law,
): { readonly told: readonly AgreedReport[]; readonly groups: readonly string[] } {
  const readers = [NOTHING, ...known];
  const told = tellableReports(agreed, readers, law.threshold);
  return { told, groups: tellableGroups(told, readers, law) };
}

/** Leaves out reports of somebody who would learn of fewer than `threshold`; again, since that makes others' fewer. */
function tellableReports(
  agreed: readonly AgreedReport[],
  known: readonly ReadonlySet<number>[],
  threshold: number,
): readonly AgreedReport[] {
  const few = known.flatMap((numbers) => {
    const others = agreed.filter(({ no }) => !numbers.has(no));
    return others.length < threshold ? others : [];
  });
  return few.length === 0
    ? agreed
    : tellableReports(
        agreed.filter((report) => !few.includes(report)),
        known,
        threshold,
      );
}

const ALL = "all";

export function groupsOf({ stage, programme }: AgreedReport): string[] {
  return [ALL, `stage:${stage}`, `programme:${programme}`];
}

/** Those that may be told together, whoever reads them; stages sooner than programmes. */
function tellableGroups(
  told: readonly AgreedReport[],
  known: readonly ReadonlySet<number>[],
  { rules, threshold }: Law,
): readonly string[] {
  const present = new Set(told.flatMap(groupsOf));
  const named = [ALL, ...STAGES.map((id) => `stage:${id}`), ...rules.programmes.map(({ id }) => `programme:${id}`)];
  const all = named.filter((group) => present.has(group));
  return known.reduce<readonly string[]>((groups, numbers) => {
    const others = told
      .filter(({ no }) => !numbers.has(no))
      .map((report): Atom => ({ groups: groupsOf(report), people: 1 }));
    return others.length === 0 ? groups : publishable(others, groups, threshold);
  }, all);
}

function allScores({ scores }: AgreedReport): Score[] {
  return Object.values(scores);
}

function criterionSpread(told: readonly AgreedReport[], id: string, rules: PanelRules): Spread {
  const scores = told.flatMap((report) => report.scores[id] ?? []);
  return { id, reports: scores.length, counts: countsOf(scores, rules) };
}

function countsOf(scores: readonly Score[], { scale }: PanelRules): number[] {
  const values: Score[] = [...scale.map(({ value }) => value), NOT_EVIDENCED];
  return values.map((value) => scores.filter((score) => score === value).length);
}

/**
 * Of the scores on the scale, the per cent in its upper half; undefined of none. The middle level of an odd number of
 * levels is not in it; "not evidenced" is on no place of the scale and counts neither way.
 */
export function upperHalfPercent(criteria: readonly Pick<Spread, "counts">[]): number | undefined {
  let upper = 0;
  let all = 0;
  for (const { counts } of criteria) {
    const levels = counts.slice(0, -1);
    all += levels.reduce((sum, count) => sum + count, 0);
    upper += levels.slice(Math.ceil(levels.length / 2)).reduce((sum, count) => sum + count, 0);
  }
  return all === 0 ? undefined : Math.round((100 * upper) / all);
}

/** Rounds of the same criteria and scale that were published before this one was made, oldest first, and this one last. */
export function trendOf(round: Round, criteria: readonly Spread[], others: readonly Round[]): LearningFigures["trend"] {
  const earlier = others
    .filter(
      ({ id, created, rules }) => id !== round.id && created.at < round.created.at && asksTheSame(rules, round.rules),
    )
    .sort((one, other) => one.created.at.localeCompare(other.created.at));
  const points = [
    ...earlier.map((one) => ({ one, criteria: one.learning?.figures?.criteria ?? [] })),
    { one: round, criteria },
  ];
  return points.flatMap(({ one, criteria: spreads }) => {
    const percent = upperHalfPercent(spreads);
    return percent === undefined ? [] : [{ round: one.id, title: one.title, percent }];
  });
}

function asksTheSame(one: PanelRules, other: PanelRules): boolean {
  const asked = ({ criteria, scale }: PanelRules) => [
    criteria.map(({ id }) => id).sort(),
    scale.map(({ value }) => value),
  ];
  return JSON.stringify(asked(one)) === JSON.stringify(asked(other));
}
