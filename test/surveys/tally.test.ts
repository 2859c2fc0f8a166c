import assert from "node:assert/strict";
import fc from "fast-check";
import type { Definition } from "../../services/surveys/schema.js";
import { percent, Tallies } from "../../services/surveys/tally.js";
import type { QuestionFigures } from "../../services/surveys/views.js";
import { aDefinition } from "../support/survey-house.js";

const LEAST = { answers: 5, comments: 10 };

function figures(definition: Definition, answers: readonly Parameters<Tallies["add"]>[0][]): QuestionFigures[] {
  const tallies = new Tallies(definition);
  for (const one of answers) tallies.add(one);
  return tallies.figures(LEAST).map((question) => question.figures);
}

function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

describe("figures of a survey", () => {
  it("count each option, in the scale's order, with its share of those who answered", () => {
    const [workload] = figures(aDefinition(), [
      ...times(6, { workload: "good" }),
      ...times(2, { workload: "poor" }),
      {},
    ]);
    assert.equal(workload?.kind, "bars");
    assert.deepEqual(
      workload?.kind === "bars" && [
        workload.base,
        workload.bars.map(({ title, count, percent: share }) => [title, count, share]),
      ],
      [
        8,
        [
          ["very poor", 0, 0],
          ["poor", 2, 25],
          ["ok", 0, 0],
          ["good", 6, 75],
          ["excellent", 0, 0],
        ],
      ],
    );
  });

  it("are held back for a question that fewer than five answered, whatever the rest", () => {
    const all = figures(aDefinition(), [
      ...times(4, { workload: "good", stay: "yes" }),
      ...times(6, { workload: "ok" }),
    ]);
    assert.deepEqual(
      all.map(({ kind }) => kind),
      ["bars", "too-few", "too-few", "comments"],
    );
  });

  it("quote the headline over all its questions, a position among them", () => {
    const position = { id: "view", type: "position", text: "For or against?", required: true } as const;
    const definition = aDefinition({
      questions: [position],
      headline: { label: "for", questions: ["view"], counts: ["for"] },
    });
    const tallies = new Tallies(definition);
    for (const view of ["for", "for", "mixed", "against"] as const) {
      tallies.add({ view: { position: view, respondent: "person", people: 1 } });
    }
    assert.equal(percent(tallies.headlineHits, tallies.headlineBase), 50);
  });

  it("tell groups and individuals apart only where neither kind is a few", () => {
    const position = { id: "view", type: "position", text: "For or against?", required: true } as const;
    const definition = aDefinition({
      questions: [position],
      headline: { label: "for", questions: ["view"], counts: ["for"] },
    });
    const person = { view: { position: "for", respondent: "person", people: 1 } } as const;
    const group = { view: { position: "mixed", respondent: "group", people: 12 } } as const;
    const [few] = figures(definition, [...times(8, person), ...times(2, group)]);
    assert.equal(few?.kind === "position" && few.respondents, undefined);
    const [enough] = figures(definition, [...times(8, person), ...times(5, group)]);
    assert.deepEqual(enough?.kind === "position" && enough.respondents, { individuals: 8, groups: 5, people: 68 });
  });

  it("sum up to the number of answers, in whatever order they come", () => {
    const answer = fc.record({ workload: fc.constantFrom("poor", "ok", "good") }, { requiredKeys: [] });
    fc.assert(
      fc.property(fc.array(answer, { minLength: 5 }), (answers) => {
        const [forward] = figures(aDefinition(), answers);
        const [backward] = figures(aDefinition(), [...answers].reverse());
        assert.deepEqual(forward, backward);
        if (forward?.kind !== "bars") return;
        assert.equal(
          forward.bars.reduce((sum, { count }) => sum + count, 0),
          forward.base,
        );
      }),
      { seed: 20261122 },
    );
  });
});
