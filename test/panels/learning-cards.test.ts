import assert from "node:assert/strict";
import { previewCard, publishedCard, summaryCard } from "../../cards/panels.js";
import type { SummaryView } from "../../services/panels/learning/views.js";
import { some } from "./agreed.js";

const LEVELS = 7;

/** As large as the rules allow: twelve criteria, seven levels, texts as long as can be. */
function theLargest(): SummaryView {
  const spread = (name: string) => ({ name, reports: 900, counts: some(LEVELS + 1, (nth) => 100 + nth) });
  const names = some(12, (nth) => `${nth} ${"é".repeat(76)}`);
  return {
    ...{ round: "round-1", title: "x".repeat(80), threshold: 5, goodPractice: "é".repeat(2000) },
    scale: some(LEVELS, (value) => ({ value, title: "L".repeat(40), descriptor: "What it takes." })),
    themes: names.map((title) => ({ title, text: "é".repeat(800) })),
    figures: {
      ...{ reports: 900, criteria: names.map(spread), groups: some(14, (nth) => `Programme ${nth}`).map(spread) },
      trend: some(9, (nth) => ({ round: `r${nth}`, title: `Round ${"of ".repeat(20)}${nth}`, percent: nth })),
    },
  };
}

describe("cards of a summary", () => {
  it("hold the largest that there can be", () => {
    const summary = theLargest();
    for (const part of ["scores", "themes", "groups"] as const) assert.ok(summaryCard(summary, part));
    assert.ok(publishedCard({ summary, channel: "placement panels", isPosted: false }));
  });

  it("promise no post before publishing, since there may be no channel for it", () => {
    const card = JSON.stringify(previewCard({ summary: theLargest(), isEmpty: false, channel: "placement panels" }));
    assert.match(card, /posted in the channel for placement panels, if there is one/);
  });

  it("show every theme once, some a card", () => {
    const summary = theLargest();
    const shown = [0, 4, 8].map((from) => JSON.stringify(summaryCard(summary, "themes", from)));
    const times = summary.themes.map(({ title }) => shown.filter((card) => card.includes(`"${title}"`)).length);
    assert.deepEqual(times, Array(12).fill(1));
    assert.ok(!shown[2]?.includes("More themes"));
  });

  it("say in words what the pictures show", () => {
    const figures = { reports: 6, criteria: [{ name: "Knowledge", reports: 6, counts: [0, 2, 3, 0, 0, 0, 0, 1] }] };
    const card = JSON.stringify(summaryCard({ ...theLargest(), figures: { ...figures, groups: [], trend: [] } }));
    assert.match(card, /"altText":"Knowledge\. L+:\s2 · L+:\s3 · Not evidenced:\s1"/);
  });
});
