import { deepEqual, doesNotMatch, equal, match, ok } from "node:assert/strict";
import { scoresImage } from "../../cards/panels/scores-image.js";
import { commentsCard, compareCard, reportsCard, sheetCard } from "../../cards/panels.js";
import type { Compared, CompareLine } from "../../services/panels/moderation/views.js";
import type { ReportHead } from "../../services/panels/views.js";
import { inputs, nodes, titles, words } from "../support/card-words.js";
import { USUAL_RULES } from "../support/panel-house.js";

const { scale, criteria } = USUAL_RULES;
const head: ReportHead = {
  ...{ round: "r", title: "Autumn 2026", no: 3, reference: "A26-003", stage: "midway", programme: "BA" },
  ...{ outcome: "pass", link: "https://files.example/3.pdf" },
};

function aLine(title: string, scores: readonly (number | "not-evidenced")[], marked = false): CompareLine {
  const difference = marked ? 2 : 0;
  const given = scores.map((score, reviewer) => ({ reviewer, score }));
  return { title, scores: given, difference, someNotEvidenced: false, marked, agreed: undefined };
}

function aComparison(differing: Partial<Compared> = {}): Compared {
  return {
    ...{
      kind: "compared",
      head,
      scale,
      reason: undefined,
      agreement: undefined,
      canAgree: false,
      canPropose: true,
      canGoOn: false,
    },
    reviewers: ["Ada Example", "Ben Example"].map((name) => ({ name, hasSheet: true })),
    lines: [aLine("Knowledge", [2, 4], true), aLine("Diversity", [3, 3])],
    ...differing,
  };
}

describe("Scores side by side on a card", () => {
  it("say in words what the picture shows", () => {
    const card = compareCard(aComparison());
    match(words(card), /▸ 1 Knowledge: 2 and 4, differ by 2\n2 Diversity: 3 and 3/);
    const [image] = nodes(card).filter(({ type }) => type === "Image");
    match(`${image?.altText}`, /Ada Example and Ben Example.*To talk over: Knowledge\./);
  });

  it("tell marked rows by their shape: the picture is another one even where all marks stand as before", () => {
    const [plain, marked] = [false, true].map((is) => scoresImage([aLine("Knowledge", [3, 3], is)], scale));
    ok(plain !== marked);
    const pictures = [
      [1, 2],
      [2, 1],
      [1, 1],
      ["not-evidenced", 1],
    ] as const;
    equal(new Set(pictures.map((scores) => scoresImage([aLine("x", scores)], scale))).size, pictures.length);
  });

  it("offer to agree only what is to be agreed, and at most six buttons", () => {
    const texts = { strengths: "a", develop: "b", action: "c" };
    const agreement = { version: 2, by: "Ada Example", ...texts, agreed: ["Ada Example"], missing: ["Ben Example"] };
    const toAgree = compareCard(aComparison({ agreement, canAgree: true }));
    deepEqual(titles(toAgree).slice(0, 2), ["Agree", "Change what is agreed"]);
    match(words(toAgree), /Still to agree: Ben Example/);
    equal(titles(compareCard(aComparison({ agreement }))).includes("Agree"), false);
    equal(titles(compareCard(aComparison({ agreement, canPropose: false }))).includes("Change what is agreed"), false);
  });

  it("lead a coordinator on to the round's other reports, and everybody else to what is theirs", () => {
    for (const view of [aComparison(), { kind: "not-revealed", head, next: "reveal" } as const]) {
      equal(titles(compareCard(view, "", true)).at(-1), "Reports");
      equal(titles(compareCard(view)).at(-1), "Panels");
    }
  });

  it("hold the longest comments on twelve criteria in one card", () => {
    const lines = Array.from({ length: 12 }, () => ({ title: "x".repeat(80), score: 3, comment: "*ß\n".repeat(333) }));
    const card = commentsCard({
      head,
      scale,
      name: "Ada Example",
      lines,
      comment: "*".repeat(1000),
      page: 0,
      pages: 2,
    });
    match(words(card), /ß/);
  });
});

describe("The card of a sheet", () => {
  it("tells the scale's levels once, and lets every page be left with nothing chosen", () => {
    const page = (at: number) =>
      sheetCard({
        ...{ kind: "criteria", head, due: undefined, page: at, pages: 4, scale, criteria: criteria.slice(0, 3) },
        ...{ values: {}, errors: {}, notice: "" },
      });
    match(words(page(0)), /1 · Weak: Little or no evidence/);
    doesNotMatch(words(page(1)), /Little or no evidence/);
    ok(inputs(page(0)).every(({ isRequired }) => isRequired === false));
    deepEqual(titles(page(1)), ["Next", "Previous", "Keep for later", "Declare a conflict"]);
  });
});

describe("A coordinator's card of reports", () => {
  it("shows every report on one of its pages, and counts what they are kept from", () => {
    const lines = Array.from({ length: 13 }, (_, index) => ({
      ...{ ...head, no: index + 1, reference: `A26-${index + 1}` },
      state: "scoring" as const,
    }));
    const view = { round: "r", title: "Autumn 2026", lines, kept: 2 };
    const seen: unknown[] = [];
    for (let from: number | undefined = 0; from !== undefined; ) {
      const card = reportsCard(view, from);
      seen.push(...titles(card));
      const more = nodes(card).find(({ title, type }) => title === "Show more" && type === "Action.Execute");
      from = more && Number((more.data as { from: string }).from);
    }
    deepEqual(
      seen.filter((title) => `${title}`.startsWith("A26")),
      lines.map(({ reference }) => reference),
    );
    match(words(reportsCard(view)), /13 being scored\n2 reports are kept from you/);
  });
});
