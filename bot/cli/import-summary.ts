import type { Change, ImportPlan } from "../../services/people/rules.js";
import type { Person } from "../../services/people/schema.js";

/** More than these of one kind are only counted. */
const MOST = 50;

/** What an import changed, or would change, for the person at the terminal. */
export function inWords(plan: ImportPlan, dryRun: boolean): string {
  const { added, changed, left, unchanged, goneBefore } = plan;
  const figures = `${added.length} added, ${changed.length} changed, ${left.length} left, ${unchanged.length} unchanged`;
  const before = goneBefore.length > 0 ? ` (${goneBefore.length} had left before)` : "";
  const lines = [
    ...listed("added", added.map(named)),
    ...listed("changed", changed.map(changeInWords)),
    ...listed("left", left.map(named)),
    `${dryRun ? "Would be: " : ""}${figures}${before}.`,
    ...(hasCoordinator(plan)
      ? []
      : ["Nobody is a coordinator: give somebody that role, or nobody can start a survey."]),
    ...(dryRun ? ["Nothing was changed: this was a dry run."] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function listed(what: string, entries: readonly string[]): string[] {
  const lines = entries.slice(0, MOST).map((entry) => `${what.padEnd(8)} ${entry}`);
  const more = entries.length - lines.length;
  return more > 0 ? [...lines, `${what.padEnd(8)} and ${more} more`] : lines;
}

function named({ name, email, partner }: Person): string {
  return `${name} <${email}>, ${partner}`;
}

function changeInWords({ before, after, fields }: Change): string {
  const changes = fields.map((field) => `${field} ${wordsFor(before[field])} → ${wordsFor(after[field])}`);
  return `${named(after)}: ${changes.join(", ")}`;
}

function wordsFor(value: string | readonly string[]): string {
  const text = typeof value === "string" ? value : value.join(";");
  return text === "" ? "none" : text;
}

function hasCoordinator({ added, changed, unchanged }: ImportPlan): boolean {
  const after = [...added, ...changed.map((change) => change.after), ...unchanged];
  return after.some(({ roles }) => roles.includes("coordinator"));
}
