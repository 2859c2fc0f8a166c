import assert from "node:assert/strict";
import { judged, type Measure, table } from "../../bench/report.js";
import { inTurn, percentile } from "../../bench/rounds.js";

describe("The benchmark", () => {
  const throughput: Measure = { name: "Answers", unit: "a second", ours: 80, bare: 100, asked: { atLeast: 0.8 } };
  const time: Measure = { name: "Time", unit: "ms", ours: 131, bare: 100, asked: { atMost: 1.3 } };

  it("asks for more of some figures and for less of others", () => {
    assert.equal(judged(throughput).reached, true);
    assert.equal(judged({ ...throughput, ours: 79 }).reached, false);
    assert.equal(judged(time).reached, false);
    assert.equal(judged({ ...time, ours: 130 }).reached, true);
  });

  it("never calls a figure reached that could not be measured", () => {
    assert.equal(judged({ ...time, ours: Number.NaN }).reached, false);
    assert.equal(judged({ ...throughput, bare: Number.NaN }).reached, false);
  });

  it("shows each figure in a line, with what was asked for where something was", () => {
    const { asked: _, ...told } = time;
    const [heading, first, second] = table([judged(throughput), judged(told)]).split("\n");
    assert.match(heading ?? "", /^measure .* reached$/);
    assert.match(first ?? "", /^Answers, a second +80\.0 +100 +0\.80 +≥ 0\.8 +yes$/);
    assert.match(second ?? "", /^Time, ms +131 +100 +1\.31 *$/);
  });

  it("takes percentiles from values that were measured", () => {
    const values = Array.from({ length: 100 }, (_, n) => 100 - n);
    assert.deepEqual(
      [50, 99, 100].map((percent) => percentile(values, percent)),
      [50, 99, 100],
    );
  });

  it("lets the sides take turns at beginning, and forgets the warm-up", async () => {
    const order: string[] = [];
    const side = (name: string) => () => order.push(name);
    const rounds = await inTurn(2, { ours: side("ours"), bare: side("bare") });
    assert.deepEqual(order, ["ours", "bare", "bare", "ours", "ours", "bare"]);
    assert.deepEqual(rounds, [
      { ours: 4, bare: 3 },
      { ours: 5, bare: 6 },
    ]);
  });
});
