import { deepEqual, equal, notDeepEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import {
  type Allocated,
  type AllocationProblem,
  allocate,
  allocateOne,
  helpFor,
} from "../../services/panels/planning/allocation-rules.js";
import { balance } from "../../services/panels/planning/balance-rules.js";
import { type Member, Seats } from "../../services/panels/planning/seats-rules.js";

interface Panel {
  readonly reports: readonly Allocated[];
  readonly members: readonly Member[];
  readonly reviewers: number;
  readonly seed: string;
}

describe("the allocation", () => {
  it("gives no report to its own agency, to who is kept from it, or twice to one", () => {
    fc.assert(
      fc.property(panels({ reports: 25, members: 9 }), (panel) => {
        for (const [no, keys] of allocate(panel).reviewers) {
          equal(new Set(keys).size, panel.reviewers);
          for (const key of keys) ok(eligible(panel, no).some((member) => member.key === key));
        }
      }),
    );
  });

  it("gives every report its reviewers or says why not, one of the two", () => {
    fc.assert(
      fc.property(panels({ reports: 25, members: 6 }), (panel) => {
        const { reviewers, problems } = allocate(panel);
        const told = new Map(problems.map((problem) => [problem.no, problem]));
        for (const { no } of panel.reports) {
          const able = eligible(panel, no).length;
          equal(reviewers.has(no), able >= panel.reviewers);
          equal(told.has(no), able < panel.reviewers);
          if (told.has(no)) deepEqual([told.get(no)?.eligible, told.get(no)?.needed], [able, panel.reviewers]);
        }
      }),
    );
  });

  it("has reviewers of two agencies wherever two are able to, and says where not", () => {
    fc.assert(
      fc.property(panels({ reports: 25, members: 9 }), (panel) => {
        const { reviewers, singleAgency } = allocate(panel);
        if (panel.reviewers < 2) return deepEqual(singleAgency, []);
        for (const [no, keys] of reviewers) {
          const possible = agencies(eligible(panel, no)) > 1;
          equal(agencies(panel.members.filter(({ key }) => keys.includes(key))) > 1, possible);
          equal(singleAgency.includes(no), !possible);
        }
      }),
    );
  });

  it("spreads the loads as evenly as any allocation that keeps the rules", () => {
    fc.assert(
      fc.property(panels({ reports: 5, members: 5 }), (panel) => {
        const found = loadsOf(panel, allocate(panel).reviewers);
        const all = everyWay(panel);
        equal(squares(found), Math.min(...all.map(squares)));
        if (all.some((loads) => spread(loads) <= 1)) ok(spread(found) <= 1);
      }),
      { numRuns: 600 },
    );
  });

  it("is the same for the same seed, in whatever order reports and members come", () => {
    fc.assert(
      fc.property(panels({ reports: 25, members: 9 }), fc.func(fc.integer()), (panel, place) => {
        const shuffled = {
          ...panel,
          reports: [...panel.reports].sort((one, other) => place(one.no) - place(other.no)),
          members: [...panel.members].sort((one, other) => place(one.key) - place(other.key)),
        };
        deepEqual(allocate(shuffled), allocate(panel));
      }),
    );
  });

  it("is another one for another seed", () => {
    const panel = { reports: someReports(20), members: someMembers(8), reviewers: 2 };
    notDeepEqual(allocate({ ...panel, seed: "one" }), allocate({ ...panel, seed: "other" }));
  });

  it("tells apart why a report can't be allocated", () => {
    const members = ["a1", "a2", "b1"].map((key) => ({ key, agency: key.slice(0, 1) }));
    const why = (report: Allocated, among = members) =>
      allocate({ reports: [report], members: among, reviewers: 2, seed: "" }).problems[0]?.why;
    equal(why({ no: 1, agency: "a", kept: new Set() }), "own-agency");
    equal(why({ no: 1, agency: "c", kept: new Set(["a1", "b1"]) }), "conflicts");
    equal(why({ no: 1, agency: "c", kept: new Set() }, members.slice(0, 1)), "too-few-members");
    equal(why({ no: 1, agency: "b", kept: new Set() }), undefined);
  });
});

describe("evening loads out", () => {
  it("comes to the lowest sum of squares from any start", () => {
    fc.assert(
      fc.property(panels({ reports: 5, members: 5 }), (panel) => {
        const able = panel.reports.filter(({ no }) => eligible(panel, no).length >= panel.reviewers);
        const all = able.map(({ no }) => new Seats(no, eligible(panel, no), panel.reviewers));
        // Loads are left out of account: chance alone decides.
        for (const seats of all) seats.fill(new Map(), panel.seed);
        equal(squares(balanced(all, panel.members)), Math.min(...everyWay(panel).map(squares)));
      }),
      { numRuns: 600 },
    );
  });

  it("hands reports on along a chain of members", () => {
    // Report n is for members n and n + 1 only; the first has one more, the last has none.
    const members = someMembers(8);
    const all = members.slice(1).map((_, n) => seatOf(n, members.slice(n, n + 2)));
    deepEqual(balanced([...all, seatOf(7, members.slice(0, 1))], members), [1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it("goes on until one has taken as many over as they can", () => {
    const members = someMembers(2);
    const all = Array.from({ length: 12 }, (_, n) => seatOf(n, n < 9 ? members : members.slice(0, 1)));
    deepEqual(balanced(all, members), [6, 6]);
  });
});

describe("the allocation of one report", () => {
  const members = someMembers(6);
  const report = { no: 7, agency: "z", kept: new Set<string>() };
  const usual = { reviewers: 2, keep: [], loads: new Map<string, number>(), seed: "seed" };

  it("keeps who stays, and takes the lowest load of another agency beside them", () => {
    const loads = new Map(members.map(({ key }, n) => [key, 9 - n]));
    // m4 and m1 are of one agency, m5 has the lowest load.
    deepEqual(allocateOne(report, members, { ...usual, keep: ["m1"], loads }), ["m1", "m5"]);
    deepEqual(allocateOne(report, members, { ...usual, keep: ["m2"], loads }), ["m2", "m4"]);
  });

  it("lets nobody stay who is kept from it or of its agency", () => {
    const now = { ...report, agency: "a", kept: new Set(["m1"]) };
    const keys = allocateOne(now, members, { ...usual, keep: ["m0", "m1", "m2"] });
    deepEqual(keys, ["m2", "m4"]);
  });

  it("lets a reviewer stay who has left the panel", () => {
    const keys = allocateOne(report, members, { ...usual, keep: ["gone"] });
    deepEqual([(keys as string[])[0], (keys as string[]).length], ["gone", 2]);
  });

  it("says why it can't be done", () => {
    const now = { ...report, kept: new Set(["m0", "m1", "m2", "m3", "m4"]) };
    const wanted = { no: 7, agency: "z", eligible: 1, needed: 2, why: "conflicts" };
    deepEqual(allocateOne(now, members, { ...usual, keep: ["m5", "m4"] }), wanted);
  });

  it("keeps the same rules as the allocation of all", () => {
    fc.assert(
      fc.property(panels({ reports: 1, members: 7 }), fc.array(fc.integer({ min: 0, max: 6 })), (panel, stay) => {
        const [first] = panel.reports;
        if (!first) return;
        const able = eligible(panel, first.no);
        const keep = stay.map((n) => `m${n}`).filter((key) => panel.members.some((member) => member.key === key));
        const found = allocateOne(first, panel.members, { ...panel, keep, loads: new Map() });
        if (!isList(found)) return ok(able.length < panel.reviewers);
        const staying = new Set(keep.filter((key) => able.some((member) => member.key === key)));
        equal(found.length, Math.max(panel.reviewers, staying.size));
        for (const key of found) ok(able.some((member) => member.key === key));
        for (const key of staying) ok(found.includes(key));
        const two = agencies(panel.members.filter(({ key }) => found.includes(key))) > 1;
        if (panel.reviewers > 1 && staying.size < panel.reviewers) equal(two, agencies(able) > 1);
      }),
    );
  });
});

describe("what helps an allocation", () => {
  it("is told once for each rule and agency, with how many members more would do", () => {
    const problem = (no: number, agency: string, eligible: number, why: AllocationProblem["why"]) => ({
      ...{ no, agency, eligible, needed: 2, why },
    });
    deepEqual(
      helpFor([problem(9, "a", 1, "own-agency"), problem(4, "b", 1, "conflicts"), problem(2, "a", 0, "own-agency")]),
      [
        { why: "own-agency", agency: "a", reports: [2, 9], members: 2 },
        { why: "conflicts", agency: "b", reports: [4], members: 1 },
      ],
    );
  });

  it("helps: with so many members more from an agency without reports, nothing is wrong any more", () => {
    fc.assert(
      fc.property(panels({ reports: 9, members: 4 }), (panel) => {
        const most = Math.max(0, ...helpFor(allocate(panel).problems).map(({ members }) => members));
        const more = Array.from({ length: most }, (_, n) => ({ key: `new${n}`, agency: "new" }));
        deepEqual(allocate({ ...panel, members: [...panel.members, ...more] }).problems, []);
      }),
    );
  });
});

function panels(most: { readonly reports: number; readonly members: number }): fc.Arbitrary<Panel> {
  const agency = fc.constantFrom("a", "b", "c");
  const members = fc.array(agency, { maxLength: most.members });
  const report = fc.record({ agency, kept: fc.array(fc.integer({ min: 0, max: most.members - 1 }), { maxLength: 3 }) });
  const reports = fc.array(report, { maxLength: most.reports });
  const numbers = { reviewers: fc.integer({ min: 1, max: 4 }), seed: fc.string() };
  return fc.record({ members, reports, ...numbers }).map((panel) => ({
    ...panel,
    members: panel.members.map((of, n) => ({ key: `m${n}`, agency: of })),
    reports: panel.reports.map((one, n) => ({
      ...one,
      no: n + 1,
      kept: new Set(one.kept.map((who) => `m${who}`)),
    })),
  }));
}

/** Of agencies a, b and c in turn. */
function someMembers(count: number): Member[] {
  return Array.from({ length: count }, (_, n) => ({ key: `m${n}`, agency: "abc".charAt(n % 3) }));
}

function someReports(count: number): Allocated[] {
  return Array.from({ length: count }, (_, n) => ({ no: n + 1, agency: "abc".charAt(n % 3), kept: new Set<string>() }));
}

/** Taken by the first who is eligible. */
function seatOf(no: number, eligible: readonly Member[]): Seats {
  const seats = new Seats(no, eligible, 1);
  seats.taken.push(...eligible.slice(0, 1));
  return seats;
}

/** The loads by member, once evened out. */
function balanced(all: readonly Seats[], members: readonly Member[]): number[] {
  const reviewers = () => new Map(all.map(({ no, taken }) => [no, taken.map(({ key }) => key)]));
  const loads = new Map(members.map(({ key }) => [key, 0]));
  for (const key of [...reviewers().values()].flat()) loads.set(key, (loads.get(key) ?? 0) + 1);
  balance(all, members, loads);
  const found = loadsOf({ members }, reviewers());
  deepEqual([...loads.values()], found);
  return found;
}

function eligible({ reports, members }: Panel, no: number): Member[] {
  const report = reports.find((one) => one.no === no);
  return members.filter(({ key, agency }) => agency !== report?.agency && !report?.kept.has(key));
}

/** The loads of every allocation that keeps the rules, reports with a problem left out; each only once. */
function everyWay(panel: Panel): number[][] {
  const ways = panel.reports.reduce(
    (before, { no }) => {
      const able = eligible(panel, no);
      if (able.length < panel.reviewers) return before;
      const twoWanted = panel.reviewers > 1 && agencies(able) > 1;
      const choices = subsets(able, panel.reviewers).filter((choice) => !twoWanted || agencies(choice) > 1);
      const after = [...before.values()].flatMap((loads) =>
        choices.map((choice) => loads.map((load, n) => load + (choice.includes(panel.members[n] as Member) ? 1 : 0))),
      );
      return new Map(after.map((loads) => [loads.join(), loads]));
    },
    new Map([["", panel.members.map(() => 0)]]),
  );
  return [...ways.values()];
}

function subsets<Item>(items: readonly Item[], count: number): Item[][] {
  const [first, ...rest] = items;
  if (count === 0) return [[]];
  if (first === undefined) return [];
  return [...subsets(rest, count - 1).map((others) => [first, ...others]), ...subsets(rest, count)];
}

function loadsOf({ members }: Pick<Panel, "members">, reviewers: ReadonlyMap<number, readonly string[]>): number[] {
  const all = [...reviewers.values()].flat();
  return members.map(({ key }) => all.filter((one) => one === key).length);
}

function squares(loads: readonly number[]): number {
  return loads.reduce((sum, load) => sum + load ** 2, 0);
}

function spread(loads: readonly number[]): number {
  return loads.length === 0 ? 0 : Math.max(...loads) - Math.min(...loads);
}

function agencies(members: readonly Member[]): number {
  return new Set(members.map(({ agency }) => agency)).size;
}

function isList(found: readonly string[] | AllocationProblem): found is readonly string[] {
  return Array.isArray(found);
}
