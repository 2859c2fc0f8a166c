import { deepEqual, equal, notDeepEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { rankOf, sampleOf } from "../../services/panels/planning/sample-rules.js";
import { OUTCOMES, type Report, STAGES } from "../../services/panels/schema.js";
import { aReport, USUAL_RULES } from "../support/panel-house.js";

const PROGRAMMES = USUAL_RULES.programmes.map(({ id }) => id);

describe("the sample", () => {
  it("has every fail and every borderline, and nothing else but passes that were drawn", () => {
    fc.assert(
      fc.property(frames(60), fc.string(), percents(), (frame, seed, percent) => {
        const sample = new Map(sampleOf(frame, rules(percent), seed).map(({ no, why }) => [no, why]));
        for (const { no, outcome } of frame) {
          if (outcome === "pass") ok([undefined, "drawn"].includes(sample.get(no)));
          else equal(sample.get(no), outcome);
        }
      }),
    );
  });

  it("has its share of the passes, rounded up, and each report once", () => {
    fc.assert(
      fc.property(frames(60), fc.string(), fc.integer({ min: 0, max: 1000 }), (frame, seed, tenths) => {
        const sample = sampleOf(frame, rules(tenths / 10), seed);
        const passes = frame.filter(({ outcome }) => outcome === "pass").length;
        const drawn = sample.filter(({ why }) => why === "drawn").length;
        equal(drawn, Number((BigInt(passes) * BigInt(tenths) + 999n) / 1000n));
        equal(new Set(sample.map(({ no }) => no)).size, sample.length);
      }),
    );
  });

  it("counts whole shares without a report too many", () => {
    const drawn = (passes: number, percent: number) => sampleOf(allPassed(passes), rules(percent), "seed").length;
    deepEqual([drawn(30, 10), drawn(100, 7), drawn(1000, 1.1), drawn(31, 10), drawn(1, 10)], [3, 7, 11, 4, 1]);
    deepEqual([drawn(0, 10), drawn(20, 0), drawn(20, 100)], [0, 0, 20]);
  });

  it("covers stages first and then programmes as well as any choice of so many passes could", () => {
    fc.assert(
      fc.property(frames(9), fc.string(), fc.integer({ min: 1, max: 100 }), (frame, seed, percent) => {
        const passes = frame.filter(({ outcome }) => outcome === "pass");
        const chosen = drawnOf(frame, percent, seed);
        const best = choices(passes, chosen.length)
          .map(worth)
          .reduce((one, other) => Math.max(one, other), 0);
        equal(worth(chosen), best);
      }),
      { numRuns: 300 },
    );
  });

  it("passes over nobody's rank but for the cover: no choice with the same cover comes earlier", () => {
    fc.assert(
      fc.property(frames(9), fc.string(), fc.integer({ min: 1, max: 100 }), (frame, seed, percent) => {
        const passes = frame.filter(({ outcome }) => outcome === "pass");
        const chosen = drawnOf(frame, percent, seed);
        const ranks = (those: readonly Report[]) => those.map(({ reference }) => rankOf(seed, reference)).sort();
        const alike = choices(passes, chosen.length).filter((choice) => worth(choice) === worth(chosen));
        const first = alike.map((choice) => ranks(choice).join()).sort()[0] ?? "";
        equal(ranks(chosen).join(), first);
      }),
      { numRuns: 300 },
    );
  });

  it("asks for no cover where the rules don't: the lowest ranks are drawn", () => {
    const frame = allPassed(40);
    const plain = { ...USUAL_RULES, sample: { passesPercent: 10, cover: [] } };
    const lowest = frame.map(({ reference, no }) => ({ rank: rankOf("seed", reference), no }));
    lowest.sort((one, other) => (one.rank < other.rank ? -1 : 1));
    const wanted = lowest.slice(0, 4).map(({ no }) => no);
    deepEqual(new Set(sampleOf(frame, plain, "seed").map(({ no }) => no)), new Set(wanted));
  });

  it("is the same for the same seed, in whatever order the frame comes", () => {
    fc.assert(
      fc.property(frames(40), fc.string(), fc.func(fc.integer()), (frame, seed, place) => {
        const shuffled = [...frame].sort((one, other) => place(one.no) - place(other.no));
        deepEqual(sampleOf(shuffled, USUAL_RULES, seed), sampleOf(frame, USUAL_RULES, seed));
      }),
    );
  });

  it("is another one for another seed, and draws everybody alike in the long run", () => {
    const frame = allPassed(50);
    notDeepEqual(sampleOf(frame, USUAL_RULES, "one"), sampleOf(frame, USUAL_RULES, "other"));
    const times = new Map<number, number>();
    for (let seed = 0; seed < 2000; seed += 1) {
      for (const { no } of sampleOf(frame, USUAL_RULES, String(seed))) times.set(no, (times.get(no) ?? 0) + 1);
    }
    // 200 times each; the standard deviation is 13.
    for (const { no } of frame) ok(Math.abs((times.get(no) ?? 0) - 200) < 65, `report ${no}`);
  });

  it("can be drawn again with sha256sum", () => {
    // printf '%s\n%s' seed-1 KU/2026/BA/04 | sha256sum
    const printed = "2865000e4f5642e2e57e8efa41092bf94fb37484529285ef5d1c31b389a5738c";
    equal(rankOf("seed-1", "KU/2026/BA/04"), printed);
  });

  it("is drawn at once from the largest frame with the most programmes", () => {
    const programmes = Array.from({ length: 12 }, (_, n) => ({ id: `p${n}`, title: `P${n}`, alsoCalled: [] }));
    const frame = allPassed(5000).map((report, n) => ({
      ...report,
      programme: `p${n % 3 === 0 ? n % 12 : 0}`,
      stage: STAGES[n % 7 === 0 ? 1 : 0],
    }));
    const began = performance.now();
    for (const passesPercent of [0.02, 0.1, 0.2, 0.28, 10])
      sampleOf(frame, { programmes, sample: { passesPercent, cover: ["stage", "programme"] } }, "seed");
    ok(performance.now() - began < 3000);
  });
});

function frames(most: number): fc.Arbitrary<Report[]> {
  const one = fc.record({
    programme: fc.constantFrom(...PROGRAMMES),
    stage: fc.constantFrom(...STAGES),
    outcome: fc.constantFrom(...OUTCOMES, "pass" as const, "pass" as const),
  });
  return fc.array(one, { maxLength: most }).map((members) => members.map((member, n) => aReport(n + 1, member)));
}

function percents(): fc.Arbitrary<number> {
  return fc.double({ min: 0, max: 100, noNaN: true });
}

function allPassed(count: number): Report[] {
  return Array.from({ length: count }, (_, n) => aReport(n + 1));
}

function rules(passesPercent: number) {
  return { ...USUAL_RULES, sample: { ...USUAL_RULES.sample, passesPercent } };
}

function drawnOf(frame: readonly Report[], percent: number, seed: string): Report[] {
  const drawn = sampleOf(frame, rules(percent), seed).filter(({ why }) => why === "drawn");
  return drawn.map(({ no }) => frame.find((report) => report.no === no) as Report);
}

/** Every way to choose so many. */
function choices<Item>(items: readonly Item[], count: number): Item[][] {
  const [first, ...rest] = items;
  if (count === 0) return [[]];
  if (first === undefined) return [];
  return [...choices(rest, count - 1).map((others) => [first, ...others]), ...choices(rest, count)];
}

function worth(reports: readonly Report[]): number {
  const different = (values: readonly string[]) => new Set(values).size;
  return different(reports.map(({ stage }) => stage)) * 100 + different(reports.map(({ programme }) => programme));
}
