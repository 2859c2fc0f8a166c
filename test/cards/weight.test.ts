import assert from "node:assert/strict";
import fc from "fast-check";
import { weigh } from "../../cards/weight.js";

const json = fc.letrec((tie) => ({
  text: fc.string({ unit: "binary" }),
  value: fc.oneof(
    { maxDepth: 4 },
    tie("text"),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    tie("list"),
    tie("object"),
  ),
  list: fc.array(tie("value")),
  object: fc.dictionary(fc.stringMatching(/^[a-zA-Z$]{1,9}$/), tie("value")),
})).value;

describe("the weight of a card", () => {
  it("is the length of its JSON, whatever is in it", () => {
    fc.assert(
      fc.property(json, (value) => {
        assert.equal(weigh(value).units, JSON.stringify(value).length);
      }),
      { seed: 20261122, numRuns: 500 },
    );
  });

  it("tells of an expression wherever it is", () => {
    assert.equal(weigh({ body: [{ text: "a" }, { text: "costs $5, {really}" }] }).hasExpression, false);
    assert.equal(weigh({ body: [{ text: "a" }, { facts: [{ value: "${name}" }] }] }).hasExpression, true);
  });
});
