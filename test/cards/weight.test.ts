import assert from "node:assert/strict";
import fc from "fast-check";
import { hasExpression, unitsOf } from "../../cards/weight.js";

describe("the weight of a card", () => {
  it("is the length of its JSON, whatever is in it", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
        assert.equal(unitsOf(value), JSON.stringify(value).length);
      }),
      { seed: 20261122, numRuns: 500 },
    );
  });

  it("tells of an expression wherever it is", () => {
    assert.equal(hasExpression({ body: [{ text: "a" }, { text: "costs $5, {really}" }] }), false);
    assert.equal(hasExpression({ body: [{ text: "a" }, { facts: [{ value: "${name}" }] }] }), true);
  });
});
