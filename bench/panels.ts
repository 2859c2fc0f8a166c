import { share } from "../bot/local/chance.js";
import { allocate } from "../services/panels/planning/allocation-rules.js";
import type { Measure } from "./report.js";
import { percentile } from "./rounds.js";

const REPORTS = 2000;
const MEMBERS = 60;
const AGENCIES = 14;
const CONFLICTS = 0.1;
const RUNS = 15;
const WANTED_MS = 2000;

type Panel = Parameters<typeof allocate>[0];

/** Allocating the reports of a very large round, each member kept from a tenth of them: a different one in each run. */
export async function allocating(): Promise<Measure[]> {
  const times = Array.from({ length: RUNS + 1 }, (_, run) => timed(aPanel(run))).slice(1);
  const name = (what: string) => `${REPORTS} reports to ${MEMBERS} members, 10% conflicts: ${what}`;
  return [
    { name: name("p50"), unit: "ms", ours: percentile(times, 50), bare: WANTED_MS, asked: { atMost: 1 } },
    { name: name("worst"), unit: "ms", ours: percentile(times, 100), bare: WANTED_MS, asked: { atMost: 1 } },
  ];
}

/** In milliseconds. Throws unless every report has two reviewers. */
function timed(panel: Panel): number {
  const began = performance.now();
  const { reviewers, problems } = allocate(panel);
  const took = performance.now() - began;
  if (reviewers.size !== REPORTS || problems.length > 0) throw new Error("not every report is allocated");
  return took;
}

/** Agencies of different sizes, so that loads are not even by themselves. */
function aPanel(run: number): Panel {
  const agencyOf = (n: number) => `agency-${Math.floor(AGENCIES * share(`${run} agency ${n}`) ** 2)}`;
  const members = Array.from({ length: MEMBERS }, (_, n) => ({ key: `member-${n}`, agency: agencyOf(n) }));
  const reports = Array.from({ length: REPORTS }, (_, no) => {
    const kept = members.filter(({ key }) => share(`${run} ${key} ${no}`) < CONFLICTS).map(({ key }) => key);
    return { no: no + 1, agency: agencyOf(MEMBERS + no), kept: new Set(kept) };
  });
  return { reports, members, reviewers: 2, seed: `run-${run}` };
}
