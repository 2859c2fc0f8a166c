import { deepEqual } from "node:assert/strict";
import { type FrameKnown, readFrame } from "../../services/panels/planning/frame-rules.js";
import type { Report } from "../../services/panels/schema.js";
import { USUAL_RULES } from "./panel-house.js";

/** As coordinators paste it. */
export const HEADER = "reference,agency,programme,stage,outcome,link";
/** What a frame is read against: three partners, and some people whose names are no codes. */
export const KNOWN: FrameKnown = {
  rules: USUAL_RULES,
  partners: [
    { id: "vale-county", name: "Vale County" },
    { id: "hillside-college", name: "Hillside College" },
    { id: "open-hands", name: "Open Hands" },
  ],
  names: ["Casey Example", "Jo Fellgate", "Zoltán O’Hara", "Vale Marchbank", "Ng Li", "Bram van der Berg"],
  from: 1,
  references: new Set(),
};

export type Cells = Readonly<Record<string, string>>;

export function line(cells: Cells): string {
  const usual = { reference: "A26-017", agency: "vale-county", programme: "BA", stage: "midway", outcome: "pass" };
  return Object.values({ ...usual, link: "https://files.example/A26-017.pdf", ...cells }).join(",");
}

export function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

export function reportsOf(text: string, known = KNOWN): Report[] {
  const read = readFrame(text, known);
  deepEqual(read.ok ? [] : read.mistakes, []);
  return read.ok ? read.reports : [];
}

/** "2 stage: what is wrong; what would be right" */
export function mistakesIn(text: string, known = KNOWN): string[] {
  const read = readFrame(text, known);
  if (read.ok) return [];
  return read.mistakes.map((one) => `${one.line} ${one.column ?? "-"}: ${one.wrong}; ${one.right}`);
}
