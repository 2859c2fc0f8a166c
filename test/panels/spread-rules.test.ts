import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type AgreedReport,
  agreedReport,
  groupsOf,
  learningFigures,
  tellable,
  trendOf,
  upperHalfPercent,
} from "../../services/panels/learning/spread-rules.js";
import { STAGES } from "../../services/panels/schema.js";
import { aRound, USUAL_RULES } from "../support/panel-house.js";
import { allScores, anAgreed, aRevealed, some } from "./agreed.js";

const LAW = { rules: USUAL_RULES, threshold: 5 };
const PROGRAMMES = USUAL_RULES.programmes.slice(0, 3).map(({ id }) => id);

function reports(count: number, stage: AgreedReport["stage"] = "midway", from = 1): AgreedReport[] {
  return some(count, (nth) => ({ no: from + nth - 1, stage, programme: "ba", scores: allScores(3) }));
}

const numbers = (those: readonly AgreedReport[]) => new Set(those.map(({ no }) => no));

describe("figures that everyone may see", () => {
  it("count how often each level was agreed, from the lowest on, and not evidenced last", () => {
    const agreed = [...reports(4), { ...(reports(1)[0] as AgreedReport), no: 9, scores: allScores("not-evidenced") }];
    const { criteria, reports: told } = learningFigures(agreed, [], LAW);
    assert.equal(told, 5);
    assert.deepEqual(criteria[0], { id: "professionalism", reports: 5, counts: [0, 0, 4, 0, 1] });
  });

  it("are none of fewer reports than the threshold", () => {
    const { criteria, stages, reports: told } = learningFigures(reports(4), [], LAW);
    assert.deepEqual([told, criteria, stages], [0, [], []]);
  });

  it("hide a stage that is small, and the one from which it could be worked out", () => {
    assert.deepEqual(learningFigures([...reports(9), ...reports(3, "epr", 10)], [], LAW).stages, []);
    const { stages } = learningFigures([...reports(9), ...reports(5, "epr", 10)], [], LAW);
    assert.deepEqual(
      stages.map(({ id, reports: count }) => [id, count]),
      [
        ["midway", 9],
        ["epr", 5],
      ],
    );
  });

  it("leave out what a coordinator who knows all the other reports could work out", () => {
    const agreed = reports(20);
    const kept = (count: number) => [numbers(agreed.slice(count))];
    assert.equal(learningFigures(agreed, kept(2), LAW).reports, 18);
    assert.equal(learningFigures(agreed, kept(5), LAW).reports, 20);
  });

  it("leave out more where leaving out for one leaves another with few", () => {
    const agreed = reports(20);
    const one = numbers(agreed.slice(2));
    const other = numbers(agreed.filter(({ no }) => no !== 2 && (no < 4 || no > 7)));
    assert.equal(learningFigures(agreed, [other], LAW).reports, 20);
    assert.equal(learningFigures(agreed, [one, other], LAW).reports, 14);
  });

  it("are about none or enough of the reports that a reader does not know, and so are their differences", () => {
    const aKnown = fc.uniqueArray(fc.integer({ min: 1, max: 24 }), { maxLength: 24 });
    const aKind = fc.record({ stage: fc.constantFrom(...STAGES), programme: fc.constantFrom(...PROGRAMMES) });
    const enough = (those: readonly unknown[]) => assert.ok(those.length === 0 || those.length >= LAW.threshold);
    fc.assert(
      fc.property(fc.array(aKind, { maxLength: 24 }), fc.array(aKnown, { maxLength: 3 }), (kinds, readers) => {
        const agreed = kinds.map((kind, at) => ({ ...kind, no: at + 1, scores: allScores(3) }));
        const known = readers.map((one) => new Set(one));
        const { told, groups } = tellable(agreed, known, LAW);
        for (const reader of [new Set<number>(), ...known]) {
          const unknown = told.filter(({ no }) => !reader.has(no));
          for (const group of groups) {
            enough(unknown.filter((report) => groupsOf(report).includes(group)));
            enough(unknown.filter((report) => !groupsOf(report).includes(group)));
          }
        }
      }),
    );
  });

  it("are of agreed reports alone", () => {
    assert.equal(agreedReport(aRevealed(1)), undefined);
    assert.equal(agreedReport(anAgreed(1))?.no, 1);
  });
});

describe("the share in the upper half of the scale", () => {
  it("counts the upper levels, without the middle one, among scores on the scale", () => {
    assert.equal(upperHalfPercent([{ counts: [1, 1, 1, 1, 7] }]), 50);
    assert.equal(upperHalfPercent([{ counts: [1, 1, 1, 1, 1, 0] }]), 40);
    assert.equal(upperHalfPercent([{ counts: [0, 0, 0, 0, 7] }]), undefined);
  });

  it("is compared over earlier rounds that asked the same, and were published", () => {
    const [agreed, rules] = [reports(5), { ...USUAL_RULES, criteria: USUAL_RULES.criteria.slice(1) }];
    const figures = { ...learningFigures(agreed, [], LAW), trend: [] };
    const by = { at: "2026-03-01T10:00:00.000Z", by: "t:1" };
    const learning = { themes: {}, goodPractice: "", accepted: {}, changed: by, published: by, figures };
    const spring = aRound({ id: "spring", title: "Spring 2026", created: by, learning });
    const others = [spring, { ...spring, id: "other", rules }, aRound({ id: "not-published", created: by })];
    const trend = trendOf(aRound(), figures.criteria, others);
    assert.deepEqual(
      trend.map(({ title, percent }) => [title, percent]),
      [
        ["Spring 2026", 100],
        ["Autumn 2026", 100],
      ],
    );
  });
});
