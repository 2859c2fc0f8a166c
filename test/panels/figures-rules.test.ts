import assert from "node:assert/strict";
import { agreementFigures } from "../../services/panels/learning/figures-rules.js";
import type { Review, Score } from "../../services/panels/schema.js";
import { USUAL_RULES } from "../support/panel-house.js";
import { aRevealed, some } from "./agreed.js";

const figures = (reviews: readonly Review[], seed = "seed") => agreementFigures(reviews, USUAL_RULES, seed);
/** Six reports of which four have the same scores. */
const SIX: readonly (readonly [Score, Score])[] = [
  [1, 1],
  [2, 2],
  [3, 3],
  [4, 4],
  [1, 2],
  [3, 4],
];

describe("how far a round's reviewers agree", () => {
  it("is told over first scores of all criteria", () => {
    const { reports, comparisons, percent, kappa, alpha, criteria } = figures(
      SIX.map((pair, at) => aRevealed(at + 1, pair)),
    );
    assert.deepEqual([reports, comparisons, percent], [6, 54, 67]);
    assert.ok(kappa && kappa.linear > 0.6 && kappa.quadratic > kappa.linear);
    assert.ok(
      alpha?.low !== undefined && alpha.high !== undefined && alpha.low < alpha.value && alpha.value <= alpha.high,
    );
    assert.deepEqual(criteria[0], { title: "Professionalism", percent: 67 });
  });

  it("is too little to say over fewer than five reports", () => {
    const { percent, kappa, alpha, criteria } = figures(some(4, (no) => aRevealed(no, [1, 4])));
    assert.deepEqual([percent, kappa, alpha, criteria[0]?.percent], Array(4).fill(undefined));
  });

  it("leaves out what is not revealed, and reports that one alone scored", () => {
    const hidden = some(5, (no) => ({ ...aRevealed(no), revealed: undefined }));
    const alone = some(5, (no) => ({ ...aRevealed(no), sheets: aRevealed(no).sheets.slice(1) }));
    assert.equal(figures([...hidden, ...alone]).reports, 0);
  });

  it("takes not evidenced as a score of its own for the per cent, and as missing for kappa and alpha", () => {
    const six = SIX.map((pair, at) => aRevealed(at + 1, pair));
    const missing = some(6, (nth) => aRevealed(nth + 6, ["not-evidenced", "not-evidenced"]));
    const { percent, kappa, alpha } = figures([...six, ...missing]);
    assert.equal(percent, 83);
    assert.deepEqual([kappa, alpha?.value], [figures(six).kappa, figures(six).alpha?.value]);
  });

  it("says no kappa and no alpha where scores don't vary", () => {
    const { percent, kappa, alpha } = figures(some(6, (no) => aRevealed(no, [3, 3])));
    assert.deepEqual([percent, kappa, alpha], [100, undefined, undefined]);
  });

  it("comes out the same for whoever works it out with the round's seed", () => {
    const reviews = some(12, (no) => aRevealed(no, SIX[no % 6]));
    assert.deepEqual(figures(reviews), figures(reviews));
    assert.notDeepEqual(figures(reviews).alpha, figures(reviews, "another").alpha);
  });
});
