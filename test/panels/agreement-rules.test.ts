import assert from "node:assert/strict";
import fc from "fast-check";
import {
  alphaOf,
  coincidences,
  linear,
  type Metric,
  pairsBothWays,
  quadratic,
  shareAgreeing,
  weightedKappa,
} from "../../services/panels/learning/agreement-rules.js";
import { alphaInterval } from "../../services/panels/learning/interval-rules.js";

/** Krippendorff 2011, section C: what four observers said of twelve units, by unit, as places on a scale of five. */
function publishedUnits(): number[][] {
  const rows = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."];
  return Array.from({ length: 12 }, (_, unit) => rows.flatMap((row) => level(row[unit])));
}

function level(value: string | undefined): number[] {
  return value === undefined || value === "." ? [] : [Number(value) - 1];
}

/** A table of two raters as pairs: `table[a][b]` is how often the first said a and the second b. */
function pairsOf(table: readonly (readonly number[])[]): [number, number][] {
  return table.flatMap((row, a) =>
    row.flatMap((times, b) => Array.from({ length: times }, (): [number, number] => [a, b])),
  );
}

const near = (value: number | undefined, expected: number, places = 3) => {
  assert.equal((value ?? Number.NaN).toFixed(places), expected.toFixed(places));
};

const LEVELS = 4;
const aLevel = fc.integer({ min: 0, max: LEVELS - 1 });
const someUnits = fc.array(fc.array(aLevel, { minLength: 0, maxLength: 4 }), { minLength: 1, maxLength: 20 });
const alpha = (units: number[][], metric: Metric = "ordinal") => alphaOf(coincidences(units, LEVELS), metric);
const sameFigure = (one: number | undefined, other: number | undefined) => {
  assert.equal(one?.toFixed(9), other?.toFixed(9));
};

describe("agreement figures", () => {
  it("are those of Krippendorff's worked example (2011: nominal .743, ordinal .815, interval .849)", () => {
    const matrix = coincidences(publishedUnits(), 5);
    near(alphaOf(matrix, "nominal"), 0.743);
    near(alphaOf(matrix, "ordinal"), 0.815);
    near(alphaOf(matrix, "interval"), 0.849);
  });

  it("have that example's matrix of coincidences", () => {
    const matrix = coincidences(publishedUnits(), 5);
    assert.deepEqual(
      matrix.map((row) => Math.round(row.reduce((sum, value) => sum + value, 0))),
      [9, 13, 10, 5, 3],
    );
    near(matrix[0]?.[0], 7, 3);
    near(matrix[1]?.[1], 10, 3);
    near(matrix[2]?.[1], 4 / 3, 3);
  });

  it("are those of Cohen's weighted kappa (1968, table 1: unweighted .492, weighted .348)", () => {
    const table = [
      [44, 5, 1],
      [7, 20, 3],
      [9, 5, 6],
    ];
    const cohens = [
      [0, 1, 3],
      [1, 0, 6],
      [3, 6, 0],
    ];
    near(
      weightedKappa(pairsOf(table), (a, b) => (a === b ? 0 : 1)),
      0.492,
    );
    near(
      weightedKappa(pairsOf(table), (a, b) => cohens[a]?.[b] ?? 0),
      0.348,
    );
  });

  it("weigh levels apart as told: worked by hand for ten pairs", () => {
    const table = [
      [3, 1, 0],
      [0, 2, 1],
      [1, 0, 2],
    ];
    // Seen: 1 + 1 + 2 linear, 1 + 1 + 4 quadratic, of 10. By chance (rows and columns 4, 3, 3): 9 and 13.8 of 10.
    near(weightedKappa(pairsOf(table), linear), 1 - 0.4 / 0.9);
    near(weightedKappa(pairsOf(table), quadratic), 1 - 0.6 / 1.38);
  });

  it("are 1 where all agree, if their scores vary at all", () => {
    fc.assert(
      fc.property(fc.array(aLevel, { minLength: 2, maxLength: 20 }), (levels) => {
        const units = levels.map((one) => [one, one, one]);
        const varies = new Set(levels).size > 1 ? 1 : undefined;
        assert.equal(shareAgreeing(units), 1);
        assert.equal(alpha(units), varies);
        for (const weights of [linear, quadratic]) assert.equal(weightedKappa(pairsBothWays(units), weights), varies);
      }),
    );
  });

  it("don't depend on the order of raters or of units, and alpha is 1 at most", () => {
    fc.assert(
      fc.property(someUnits, (units) => {
        const turned = units.map((unit) => unit.toReversed()).reverse();
        sameFigure(shareAgreeing(units), shareAgreeing(turned));
        sameFigure(alpha(units), alpha(turned));
        sameFigure(weightedKappa(pairsBothWays(units), linear), weightedKappa(pairsBothWays(turned), linear));
        assert.ok((alpha(units) ?? 1) <= 1 + 1e-9);
      }),
    );
  });

  it("give alpha no more for units that only one scored", () => {
    fc.assert(fc.property(someUnits, aLevel, (units, alone) => sameFigure(alpha([...units, [alone]]), alpha(units))));
  });

  it("say nothing where there is no pair", () => {
    assert.equal(shareAgreeing([[1], []]), undefined);
    assert.equal(weightedKappa([], linear), undefined);
    assert.equal(alpha([[1], [2], []]), undefined);
  });
});

describe("the interval of alpha", () => {
  const scored = Array.from({ length: 20 }, (_, nth) => [
    [nth % 4, nth % 3],
    [nth % 4, nth % 4],
  ]);
  const reports = scored.map((units) => coincidences(units, LEVELS));

  it("is the same for the same seed, and another for another", () => {
    assert.deepEqual(alphaInterval(reports, "one"), alphaInterval(reports, "one"));
    assert.notDeepEqual(alphaInterval(reports, "one"), alphaInterval(reports, "other"));
  });

  it("lies around alpha, and is narrower for more reports", () => {
    const width = (interval: ReturnType<typeof alphaInterval>) =>
      interval ? interval.high - interval.low : Number.NaN;
    const some = alphaInterval(reports, "seed");
    const many = alphaInterval([...reports, ...reports, ...reports, ...reports], "seed");
    const whole = alpha(scored.flat()) ?? Number.NaN;
    assert.ok(some && some.low < whole && whole < some.high);
    assert.ok(width(many) < 0.7 * width(some));
  });

  it("is not given where most resamples have no variation", () => {
    const alike = Array.from({ length: 9 }, () => coincidences([[1, 1]], LEVELS));
    assert.equal(alphaInterval([...alike, coincidences([[1, 2]], LEVELS)], "seed"), undefined);
  });
});
