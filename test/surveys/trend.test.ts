import assert from "node:assert/strict";
import type { Answers, Definition } from "../../services/surveys/schema.js";
import { percent, Tallies } from "../../services/surveys/tally.js";
import { type ToldWave, trendsOf } from "../../services/surveys/trend.js";
import { aDefinition } from "../support/survey-house.js";

/** A wave in which so many of ten answered "good" to both questions, and the others "poor". */
function told(title: string, good: number, definition: Definition = aDefinition()): ToldWave {
  const tallies = new Tallies(definition);
  for (let n = 0; n < 10; n += 1) {
    const answer = n < good ? "good" : "poor";
    tallies.add({ workload: answer, support: answer } satisfies Answers);
  }
  const headline = { label: "", percent: percent(tallies.headlineHits, tallies.headlineBase), base: tallies.answered };
  return {
    definition,
    closedOn: "2026-11-23",
    results: { title, headline, questions: tallies.figures({ answers: 5, comments: 10 }) },
  };
}

/** The same survey with another wording of the first question. */
const [workload, ...others] = aDefinition().questions;
const reworded = aDefinition({ questions: [{ ...workload, text: "And your caseload?" } as never, ...others] });

describe("the trend", () => {
  it("has a point a wave, oldest first, for the headline and for each of its questions", () => {
    const { trend, questionTrends } = trendsOf(told("Autumn", 7), [told("Spring", 4), told("Summer", 5)]);
    assert.deepEqual(
      trend.map((point) => [point.waveTitle, point.percent]),
      [
        ["Spring", 40],
        ["Summer", 50],
        ["Autumn", 70],
      ],
    );
    assert.deepEqual(
      questionTrends.map(({ points }) => points.map((point) => point.percent)),
      [
        [40, 50, 70],
        [40, 50, 70],
      ],
    );
  });

  it("compares only what was asked in the same words", () => {
    const { trend, questionTrends } = trendsOf(told("Autumn", 7), [told("Spring", 4, reworded)]);
    assert.deepEqual(
      trend.map((point) => point.waveTitle),
      ["Autumn"],
    );
    assert.deepEqual(
      questionTrends.map(({ points }) => points.length),
      [1, 2],
    );
  });

  it("leaves out other surveys, and figures that were held back", () => {
    const other = told("Other", 5, aDefinition({ id: "other" }));
    const early = told("Early", 3);
    const held: ToldWave = {
      ...early,
      results: {
        ...early.results,
        headline: { ...early.results.headline, percent: undefined },
        questions: early.results.questions.map((question) => ({ ...question, figures: { kind: "too-few" } })),
      },
    };
    const { trend, questionTrends } = trendsOf(told("Autumn", 7), [other, held]);
    assert.deepEqual(
      trend.map((point) => point.waveTitle),
      ["Autumn"],
    );
    assert.deepEqual(
      questionTrends.map(({ points }) => points.length),
      [1, 1],
    );
  });
});
