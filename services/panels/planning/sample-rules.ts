import { sha256 } from "../../kernel/hash.js";
import { type PanelRules, type Report, STAGES, type Why } from "../schema.js";
import { bestCover, type Cover, canReach, coverOf } from "./coverage-rules.js";

/** Named in the record, so that a later way to draw can be told from this one. */
export const ALGORITHM = "sha256-rank-1";

export interface Sampled {
  readonly no: number;
  readonly why: Exclude<Why, "late">;
}

/**
 * The sample, in order of number. Anybody can draw it again from the frame, the rules and the seed:
 *
 * 1. Every fail and every borderline is in.
 * 2. Of the passes k are in: so many per cent of them, rounded up.
 * 3. The passes are ranked by the SHA-256 of the seed, a line feed and the reference, in hex, lowest first. For one:
 *    `printf '%s\n%s' SEED REFERENCE | sha256sum`.
 * 4. It is found how many strata k passes can cover at most: stages and programmes, as far as the rules ask for these.
 *    (Stages come first, and never at a programme's cost: the first report of a stage can take the place of another of
 *    its programme.) Reports are taken in order of rank until there are k; one is passed over only if, with it, the
 *    places left could no longer reach that many strata from the reports ranked after it.
 */
export function sampleOf(
  reports: readonly Report[],
  rules: Pick<PanelRules, "sample" | "programmes">,
  seed: string,
): Sampled[] {
  const passes = reports.filter(({ outcome }) => outcome === "pass");
  const drawn = new Set(draw(passes, rules, seed));
  const sample = reports.flatMap((report): Sampled[] => {
    const { no, outcome } = report;
    if (outcome !== "pass") return [{ no, why: outcome }];
    return drawn.has(report) ? [{ no, why: "drawn" }] : [];
  });
  return sample.sort((one, other) => one.no - other.no);
}

/** Where the report stands in the draw: lower comes first. */
export function rankOf(seed: string, reference: string): string {
  return sha256(`${seed}\n${reference}`);
}

/** So many of the passes are drawn. In millionths of a per cent, since 1.1% of 1,000 is 11 and no fraction more. */
function shareOf(passes: number, percent: number): number {
  return Math.ceil((Math.round(percent * 1e6) * passes) / 1e8);
}

type DrawRules = Pick<PanelRules, "sample" | "programmes">;

function draw(passes: readonly Report[], rules: DrawRules, seed: string): Report[] {
  const coverOfReport = coversBy(rules);
  const ranked = passes
    .map((report) => ({ report, rank: rankOf(seed, report.reference), cover: coverOfReport(report) }))
    .sort((one, other) => (one.rank < other.rank ? -1 : 1));
  const behind = kindsBehind(ranked.map(({ cover }) => cover));
  const k = shareOf(passes.length, rules.sample.passesPercent);
  const best = bestCover([...new Set(ranked.map(({ cover }) => cover))], k);
  const taken: Report[] = [];
  let covered: Cover = 0;
  for (const [at, { report, cover }] of ranked.entries()) {
    if (taken.length === k) break;
    if (!canReach(best, covered | cover, behind[at] ?? [], k - taken.length - 1)) continue;
    taken.push(report);
    covered |= cover;
  }
  return taken;
}

/** Which strata a report is in. */
function coversBy({ sample, programmes }: DrawRules): (report: Report) => Cover {
  const covers = new Set(sample.cover);
  const strata = [
    ...STAGES.filter(() => covers.has("stage")).map((id) => `stage ${id}`),
    ...programmes.filter(() => covers.has("programme")).map(({ id }) => `programme ${id}`),
  ];
  return ({ stage, programme }) =>
    coverOf([strata.indexOf(`stage ${stage}`), strata.indexOf(`programme ${programme}`)]);
}

/** The different covers that come after each place. */
function kindsBehind(covers: readonly Cover[]): (readonly Cover[])[] {
  const behind: (readonly Cover[])[] = [];
  let kinds: readonly Cover[] = [];
  for (let at = covers.length - 1; at >= 0; at -= 1) {
    behind[at] = kinds;
    const cover = covers[at] ?? 0;
    if (!kinds.includes(cover)) kinds = [...kinds, cover];
  }
  return behind;
}
