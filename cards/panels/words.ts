import type { Outcome, Stage } from "../../services/panels/schema.js";

/** "Midway report" */
export function stageName(stage: Stage): string {
  return stage === "midway" ? "Midway report" : "End of placement report";
}

/** "Borderline" */
export function outcomeName(outcome: Outcome): string {
  return { pass: "Pass", borderline: "Borderline", fail: "Fail" }[outcome];
}
