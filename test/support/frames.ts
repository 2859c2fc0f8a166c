import type { Report } from "../../services/panels/schema.js";
import type { Partnership } from "../../services/partnership/schema.js";

const PROGRAMMES = ["BA", "MSW", "PgDip", "Step Up", "Apprentice"];

export interface FrameOptions {
  readonly reports: number;
  /** So many of them, the first ones. */
  readonly fails?: number;
  /** So many of them, after the fails. */
  readonly borderlines?: number;
}

/** A frame as coordinators paste it, in the partnership's own names: agencies, programmes and stages in turn. */
export function aFrame({ partners }: Partnership, { reports, fails = 0, borderlines = 0 }: FrameOptions): string {
  const lines = Array.from({ length: reports }, (_, nth) => {
    const reference = `A26-${String(nth + 1).padStart(3, "0")}`;
    const agency = partners[nth % partners.length]?.name;
    const programme = PROGRAMMES[Math.floor(nth / partners.length) % PROGRAMMES.length];
    const outcome: Report["outcome"] = nth < fails ? "fail" : nth < fails + borderlines ? "borderline" : "pass";
    const stage = nth % 2 === 0 ? "midway" : "EPR";
    return [reference, agency, programme, stage, outcome, `https://files.example/${reference}.pdf`].join(",");
  });
  return ["reference,agency,programme,report,outcome,link", ...lines].join("\n");
}
