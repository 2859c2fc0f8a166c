import type { PanelRules, Review, Round } from "./schema.js";
import type { ReportHead } from "./views.js";

/** What stands above everything that is done with a report. */
export function headOf({ id, title, rules }: Round, { report }: Review): ReportHead {
  const { no, reference, stage, outcome, link } = report;
  return { round: id, title, no, reference, stage, programme: programmeTitle(rules, report.programme), outcome, link };
}

export function programmeTitle({ programmes }: PanelRules, id: string): string {
  return programmes.find((programme) => programme.id === id)?.title ?? id;
}
