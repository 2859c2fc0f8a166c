import assert from "node:assert/strict";
import * as cards from "../../cards/surveys.js";
import type { WaveResults } from "../../services/surveys/views.js";
import { nodes, titles, words } from "../support/card-words.js";
import { WAVE } from "../support/forms.js";

describe("results", () => {
  const bars = (count: number) => ({
    kind: "bars" as const,
    base: 20,
    bars: Array.from({ length: count }, (_, n) => ({
      title: `${"Option ".repeat(11)}${n}`.slice(-80),
      count: n,
      percent: n,
    })),
  });
  const results = (members: Partial<WaveResults> = {}): WaveResults => ({
    waveId: WAVE,
    title: "Pulse",
    mode: "anonymous",
    closedInWords: "Monday 30 November 2026",
    invited: 40,
    answered: 20,
    threshold: 5,
    headline: { label: "Good or excellent", percent: 54, base: 160 },
    questions: [],
    breakdowns: {},
    trend: [],
    questionTrends: [],
    comments: [],
    commentsHeldBack: false,
    ...members,
  });
  const largest = Array.from({ length: 20 }, (_, n) => ({
    id: `q${n}`,
    text: `${n}: ${"W".repeat(190)}`,
    figures: bars(12),
  }));

  it("show each of twenty questions with twelve long options once, over pages that fit", () => {
    const all = results({ questions: largest });
    const shown = Array.from({ length: 20 }, (_, page) => cards.resultsCard(all, page));
    const pages = [...new Set(shown.map((card) => JSON.stringify(card)))];
    for (const { text } of largest) assert.equal(pages.filter((page) => page.includes(`"${text}"`)).length, 1);
    for (const page of pages) assert.ok(page.length * 2 <= 60 * 1024);
  });

  it("lead to everything there is, and back", () => {
    const group = [{ name: "A", base: 9, headlinePercent: 50 }];
    const point = { waveTitle: "Before", closedOn: "2026-05-01", percent: 50, base: 100 };
    const everything = results({
      questions: [{ id: "c", text: "Why?", figures: { kind: "comments", base: 12 } }, ...largest],
      breakdowns: { side: group, partner: group, cohort: group },
      trend: [point, { ...point, percent: 54 }],
    });
    const card = cards.resultsCard(everything);
    assert.deepEqual(titles(card), ["More questions", "Breakdown", "Trend", "Comments", "Back"]);
    assert.deepEqual(titles(cards.breakdownCard(everything, "side")), ["By partner", "By cohort", "Back"]);
    assert.match(words(card), /▲ Up 4 points from 50% in Before/);
  });

  it("name the waves of a trend in words, and under the line by months, each another", () => {
    const at = (waveTitle: string, closedOn: string, percent: number) => ({ waveTitle, closedOn, percent, base: 9 });
    const trend = [at("First", "2026-05-01", 40), at("Second", "2026-05-29", 45), at("Third", "2026-11-22", 50)];
    const card = cards.trendCard(results({ trend }));
    assert.match(words(card), /First: 40%; Second: 45%; Third: 50%/);
    for (const label of ["May 2026", "May 2026 (2)", "Nov 2026"]) {
      assert.ok(JSON.stringify(card).includes(`"x":"${label}"`), label);
    }
  });

  it("show no figure where too few answered", () => {
    const card = cards.resultsCard(results({ answered: 3, headline: { label: "Good", percent: undefined, base: 3 } }));
    assert.match(words(card), /No figure/);
    assert.doesNotMatch(words(card), /0%\n/);
  });

  it("promise a least number of people only where there is one", () => {
    const partner = [{ name: "Large", base: 9, headlinePercent: 50 }];
    const text = (mode: "named" | "anonymous") =>
      words(cards.breakdownCard(results({ mode, breakdowns: { partner } }), "partner"));
    assert.match(text("anonymous"), /at least 5 people/);
    assert.doesNotMatch(text("named"), /at least/);
  });

  it("name groups that are held back, without any figure of theirs", () => {
    const groups = [
      { name: "Large", base: 9, headlinePercent: 50 },
      { name: "Small", base: 3, headlinePercent: undefined },
    ];
    const text = words(cards.breakdownCard(results({ breakdowns: { partner: groups } }), "partner"));
    assert.match(text, /Large: 50% of 9 people/);
    assert.match(text, /Not shown apart: Small\./);
    assert.doesNotMatch(text, /Small: |\b3 people/);
  });

  it("show comments word for word, five a card, whatever is in them", () => {
    const nasty = ["**b** [l](http://x.example)", "<b>&amp;</b>", "# a\n- b", "{$when}", '"'.repeat(2000), "last"];
    const first = cards.commentsCard(results({ comments: nasty }));
    const shown = nodes(first).filter(({ type }) => type === "TextRun");
    assert.deepEqual(
      shown.map(({ text }) => text),
      nasty.slice(0, 5),
    );
    assert.deepEqual(titles(first), ["More comments", "Back"]);
    assert.deepEqual(titles(cards.commentsCard(results({ comments: nasty }), 1)), ["Comments before these", "Back"]);
  });

  it("tell everyone who was asked the headline and how many answered, and nothing else", () => {
    const text = words(cards.toldCard(results({ questions: largest, comments: ["secret"] })));
    assert.match(text, /54%\nGood or excellent/);
    assert.match(text, /20 of 40 people answered \(50%\)/);
    assert.doesNotMatch(text, /secret|W{10}/);
  });
});
