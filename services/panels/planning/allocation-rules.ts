import { sha256 } from "../../kernel/hash.js";
import { balance } from "./balance-rules.js";
import { agenciesOf, type Member, Seats } from "./seats-rules.js";

/** A report to be allocated. */
export interface Allocated {
  readonly no: number;
  /** A partner's id: nobody of it reviews the report. */
  readonly agency: string;
  /** Person keys: who else is kept from it. */
  readonly kept: ReadonlySet<string>;
}

export interface AllocationProblem {
  readonly no: number;
  readonly agency: string;
  /** So many members may review it. */
  readonly eligible: number;
  readonly needed: number;
  /**
   * too-few-members: there would be too few even if everybody could review everything; own-agency: too few are of other
   * agencies; conflicts: enough are, but for those who are kept from it.
   */
  readonly why: "own-agency" | "conflicts" | "too-few-members";
}

export interface Allocation {
  /** Person keys, by report's number. A report with a problem has none, since scores of fewer would pass for complete. */
  readonly reviewers: ReadonlyMap<number, readonly string[]>;
  /** In order of number. */
  readonly problems: readonly AllocationProblem[];
  /** Where reviewers of two agencies were wanted and not possible. */
  readonly singleAgency: readonly number[];
}

/** A rule that can't be kept for some reports, and what would help. */
export interface AllocationHelp {
  readonly why: AllocationProblem["why"];
  /** Whose reports they are: who is to help must be of another agency. */
  readonly agency: string;
  /** Their numbers, in order. */
  readonly reports: readonly number[];
  /** So many members more would do: of another agency, and without a conflict on these reports. */
  readonly members: number;
}

/**
 * Gives every report its reviewers: never somebody of its agency or who is kept from it; of two agencies at least
 * wherever they can be; and so that the sum of squared loads is the lowest that there is, which makes loads differ by
 * one at most wherever that is possible. The same for the same seed, whatever the order of reports and members.
 */
export function allocate(input: {
  readonly reports: readonly Allocated[];
  readonly members: readonly Member[];
  readonly reviewers: number;
  readonly seed: string;
}): Allocation {
  const { reviewers, seed } = input;
  const members = inOrder(input.members);
  const reports = [...input.reports].sort((one, other) => one.no - other.no);
  const problems = reports.flatMap((report) => problemOf(report, members, reviewers) ?? []);
  const without = new Set(problems.map(({ no }) => no));
  const all = reports
    .filter(({ no }) => !without.has(no))
    .map((report) => new Seats(report.no, eligibleFor(report, members), reviewers));
  const loads = new Map<string, number>();
  for (const seats of byChance(all, seed)) {
    seats.fill(loads, seed);
    for (const { key } of seats.taken) loads.set(key, (loads.get(key) ?? 0) + 1);
  }
  balance(all, members, loads);
  return {
    reviewers: new Map(all.map(({ no, taken }) => [no, taken.map(({ key }) => key).sort()])),
    problems,
    singleAgency: reviewers < 2 ? [] : all.filter(({ taken }) => agenciesOf(taken) < 2).map(({ no }) => no),
  };
}

/**
 * The reviewers of one report when others' stay as they are: those in `keep` but for who may no longer review it, and
 * others, with the lowest loads first, until there are enough; of two agencies wherever they can be. Who is in `keep`
 * and not among the members stays. `loads`: by person key, this report left out.
 */
export function allocateOne(
  report: Allocated,
  among: readonly Member[],
  options: {
    readonly reviewers: number;
    readonly keep: readonly string[];
    readonly loads: ReadonlyMap<string, number>;
    readonly seed: string;
  },
): readonly string[] | AllocationProblem {
  const members = inOrder(among);
  const staying = [...new Set(options.keep)].flatMap((key) => stays(key, report, members) ?? []);
  const strangers = staying.filter((member) => !members.includes(member)).length;
  const problem = problemOf(report, members, options.reviewers - strangers);
  if (problem) return { ...problem, eligible: problem.eligible + strangers, needed: options.reviewers };
  const seats = new Seats(report.no, eligibleFor(report, members), options.reviewers);
  seats.taken.push(...staying);
  seats.fill(options.loads, options.seed);
  return seats.taken.map(({ key }) => key);
}

/** The problems, put together by rule and agency, most reports first: each group is helped by the same new members. */
export function helpFor(problems: readonly AllocationProblem[]): AllocationHelp[] {
  const groups = new Map<string, AllocationProblem[]>();
  for (const problem of problems) {
    const group = `${problem.why} ${problem.agency}`;
    groups.set(group, [...(groups.get(group) ?? []), problem]);
  }
  return [...groups.values()].flatMap(helpForGroup).sort((one, other) => other.reports.length - one.reports.length);
}

function helpForGroup(group: readonly AllocationProblem[]): AllocationHelp[] {
  const [first] = group;
  if (!first) return [];
  const reports = group.map(({ no }) => no).sort((one, other) => one - other);
  const members = Math.max(...group.map(({ needed, eligible }) => needed - eligible));
  return [{ why: first.why, agency: first.agency, reports, members }];
}

function stays(key: string, report: Allocated, members: readonly Member[]): Member | undefined {
  const member = members.find((one) => one.key === key) ?? { key, agency: "" };
  return mayReview(member, report) ? member : undefined;
}

function problemOf(report: Allocated, members: readonly Member[], needed: number): AllocationProblem | undefined {
  const { no, agency } = report;
  const eligible = eligibleFor(report, members).length;
  if (eligible >= needed) return undefined;
  const others = members.filter((member) => member.agency !== agency).length;
  const why = members.length < needed ? "too-few-members" : others < needed ? "own-agency" : "conflicts";
  return { no, agency, eligible, needed, why };
}

function eligibleFor(report: Allocated, members: readonly Member[]): Member[] {
  return members.filter((member) => mayReview(member, report));
}

function mayReview({ key, agency }: Member, report: Allocated): boolean {
  return agency !== report.agency && !report.kept.has(key);
}

/** Each once, by key. */
function inOrder(members: readonly Member[]): Member[] {
  const each = new Map(members.map((member) => [member.key, member]));
  return [...each.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
}

function byChance(all: readonly Seats[], seed: string): Seats[] {
  const ranked = all.map((seats) => ({ seats, rank: sha256(`${seed}\n${seats.no}`) }));
  ranked.sort((one, other) => (one.rank < other.rank ? -1 : 1));
  return ranked.map(({ seats }) => seats);
}
