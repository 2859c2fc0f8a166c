import type { Review } from "../schema.js";
import { type AllocationProblem, helpFor } from "./allocation-rules.js";
import type { ProblemLine } from "./views.js";

/** Problems with these reports, by the rule that fails; those with others are left out. */
export function problemLines(
  problems: readonly AllocationProblem[],
  seen: readonly Review[],
  nameOf: (agency: string) => string,
): ProblemLine[] {
  const references = new Map(seen.map(({ report }) => [report.no, report.reference]));
  const helps = helpFor(problems.filter(({ no }) => references.has(no)));
  return (["too-few-members", "own-agency", "conflicts"] as const).flatMap((why) => {
    const those = helps.filter((help) => help.why === why);
    if (those.length === 0) return [];
    const reports = those.flatMap((help) => help.reports).sort((one, other) => one - other);
    return {
      why,
      agencies: those.map(({ agency }) => nameOf(agency)).sort(),
      reports: reports.map((no) => ({ no, reference: references.get(no) ?? "" })),
      missing: Math.max(...those.map(({ members }) => members)),
    };
  });
}
