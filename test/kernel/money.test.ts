import assert from "node:assert/strict";
import fc from "fast-check";
import { penceIn, pounds } from "../../services/kernel/money.js";

describe("money", () => {
  it("is shown in whole pounds, and with pence where there are some", () => {
    assert.deepEqual([2_600_000, 86_667, 5, 0].map(pounds), ["£26,000", "£866.67", "£0.05", "£0"]);
  });

  it("is read as people write it", () => {
    const typed = ["26,000", "£26000.00", " £ 26 000 ", "866.67", "0.1", "1,000,000"];
    assert.deepEqual(typed.map(penceIn), [2_600_000, 2_600_000, 2_600_000, 86_667, 10, 100_000_000]);
  });

  for (const typed of ["26k", "1e5", "twenty", "26,00", "1.000,50", "26.", ".5", "=1+1", "NaN", "٣"]) {
    it(`is not guessed at: “${typed}” is to be written in figures`, () => {
      assert.match(String(penceIn(typed)), /in figures/);
    });
  }

  it("is above zero, at most a million pounds and never a part of a penny: each has its own sentence", () => {
    assert.match(String(penceIn("-5")), /without a sign/);
    assert.match(String(penceIn("0.00")), /above zero/);
    assert.match(String(penceIn("1000000.01")), /at most £1,000,000/);
    assert.match(String(penceIn("9".repeat(400))), /at most £1,000,000/);
    assert.match(String(penceIn("26.005")), /two digits/);
    assert.match(String(penceIn("")), /for example/);
  });

  it("comes back as the same pence, whichever sum it was", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000_000 }), (pence) => {
        assert.equal(penceIn(pounds(pence)), pence);
      }),
    );
  });
});
