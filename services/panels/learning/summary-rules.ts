import type { LearningFigures, PanelRules, Round, Spread, Stage } from "../schema.js";
import type { NamedFigures, NamedSpread, SummaryView } from "./views.js";

/** What everyone reads: only what was written of, and only figures that are there. */
export function summaryOf(round: Round, figures: LearningFigures, threshold: number): SummaryView {
  const { id, title, rules, learning } = round;
  return {
    ...{ round: id, title, scale: rules.scale, threshold },
    themes: rules.criteria.flatMap((criterion) => {
      const text = learning?.themes[criterion.id];
      return text === undefined ? [] : [{ title: criterion.title, text }];
    }),
    goodPractice: learning?.goodPractice ?? "",
    figures: named(figures, rules),
  };
}

function named({ reports, trend, criteria, stages, programmes }: LearningFigures, rules: PanelRules): NamedFigures {
  return {
    reports,
    trend,
    criteria: criteria.map((spread) => withName(spread, titleIn(rules.criteria, spread.id))),
    groups: [
      ...stages.map((spread) => withName(spread, STAGE_NAMES[spread.id as Stage])),
      ...programmes.map((spread) => withName(spread, titleIn(rules.programmes, spread.id))),
    ],
  };
}

const STAGE_NAMES: Readonly<Record<Stage, string>> = { midway: "Midway reports", epr: "End of placement reports" };

function withName({ reports, counts }: Spread, name: string): NamedSpread {
  return { name, reports, counts };
}

function titleIn(entries: readonly { readonly id: string; readonly title: string }[], id: string): string {
  return entries.find((entry) => entry.id === id)?.title ?? id;
}
