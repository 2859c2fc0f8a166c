import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import * as cards from "../../cards/panels.js";
import type { FrameForm, RoundView, SampleView } from "../../services/panels/planning/views.js";
import { inputs, nodes, titles, words } from "../support/card-words.js";

const round: RoundView = {
  ...{ round: "r", title: "Autumn 2026", status: "draft", scoresDue: "2026-12-04", meetingOn: "2026-12-10" },
  ...{ reports: 120, reviewed: 0, members: 14, reviewers: 2, gone: [], problems: [], ofOneAgency: 0 },
  sheets: { in: 0, of: 0 },
};
const short = {
  why: "own-agency",
  agencies: ["Hill Trust"],
  reports: [{ no: 3, reference: "A26-003" }],
  missing: 1,
} as const;

describe("The card of a round", () => {
  it("offers to draw only when there is something to draw from, and somebody to score", () => {
    const offers = (view: RoundView) => titles(cards.roundCard(view)).includes("Draw");
    equal(offers(round), true);
    for (const missing of [{ reports: 0 }, { members: 0 }, { scoresDue: undefined }])
      equal(offers({ ...round, ...missing }), false);
  });

  it("says that there is no drawing again, before and after", () => {
    match(words(cards.roundCard(round)), /can't be drawn again/);
    match(words(cards.roundCard({ ...round, status: "drawn" })), /can't be drawn again/);
  });

  it("offers members in the place of sending while reports have too few reviewers, and says what helps", () => {
    const card = cards.roundCard({ ...round, status: "drawn", problems: [short] });
    equal(titles(card).includes("Send"), false);
    match(words(card), /1 more member who is not of Hill Trust/);
    match(words(card), /Too few reviewers: A26-003/);
  });

  it("tells nothing but how many sheets are in when it is open", () => {
    const card = cards.roundCard({ ...round, status: "open", reviewed: 21, sheets: { in: 31, of: 42 } });
    match(words(card), /31 of 42 sheets are in/);
    doesNotMatch(words(card), /A26|member|:\d\d/);
  });

  it("claims of a closed round no more than what was in it: some reports may not have been agreed", () => {
    const card = cards.roundCard({ ...round, status: "closed", reviewed: 21 });
    match(words(card), /21 reports of 120 were in it/);
  });

  it("offers to give away what members have who left", () => {
    const card = cards.roundCard({ ...round, status: "open", gone: ["Megan Bowen"], problems: [short] });
    equal(titles(card)[0], "Give their reports to others");
    equal(titles(card).length, 6);
  });

  it("names some of many reports and says how many more there are", () => {
    const reports = Array.from({ length: 40 }, (_, n) => ({ no: n + 1, reference: `R${n + 1}` }));
    const card = cards.roundCard({ ...round, status: "drawn", problems: [{ ...short, reports }] });
    match(words(card), /R6 and 34 more/);
  });
});

describe("A round's cards", () => {
  it("show by its look what comes next while it is set up", () => {
    const main = (view: RoundView) =>
      nodes(cards.roundCard(view))
        .filter(({ style, type }) => type === "Action.Execute" && style === "positive")
        .map(({ title }) => title);
    deepEqual(main({ ...round, reports: 0, members: 0 }), ["Reports"]);
    deepEqual(main({ ...round, members: 0 }), ["Members"]);
    deepEqual(main(round), ["Draw"]);
  });

  it("have a way back", () => {
    const drawn = [cards.roundCard({ ...round, status: "drawn" }), cards.roundCard({ ...round, status: "open" })];
    for (const card of [cards.roundCard(round), ...drawn, cards.moreCard(round)]) equal(titles(card).at(-1), "Back");
  });
});

describe("The card on which reports are pasted", () => {
  const form: FrameForm = {
    ...{ round: "r", title: "Autumn 2026", reports: 3, pasted: "", isTooLong: false, programmes: ["BA"], mistakes: [] },
  };

  it("ends each mistake with one mark", () => {
    const agency = { line: 4, column: "agency", wrong: "there is no such agency", right: "did you mean Hill Trust?" };
    const outcome = { line: 5, column: "outcome", wrong: "there is no such outcome", right: "use pass" };
    const told = words(cards.frameCard({ ...form, mistakes: [agency, outcome] }));
    match(told, /did you mean Hill Trust\?$/m);
    match(told, /use pass\.$/m);
  });

  it("names ten mistakes and how many more there are, and gives back what was pasted", () => {
    const mistakes = Array.from({ length: 25 }, (_, n) => ({
      ...{ line: n + 2, column: "link", wrong: "this is no link", right: "use one that begins with https://" },
    }));
    const card = cards.frameCard({ ...form, mistakes, pasted: "a\tb\nc" });
    match(words(card), /Line 11, link: this is no link; use one/);
    doesNotMatch(words(card), /Line 12/);
    match(words(card), /And 15 more/);
    equal(inputs(card)[0]?.value, "a\tb\nc");
  });

  it("offers to replace only what is there", () => {
    deepEqual(titles(cards.frameCard(form)), ["Add these reports", "Replace all", "Cancel"]);
    deepEqual(titles(cards.frameCard({ ...form, reports: 0 })), ["Add these reports", "Cancel"]);
  });
});

describe("The record of the draw", () => {
  const lines = Array.from({ length: 30 }, (_, n) => ({
    ...({
      no: n + 1,
      reference: `R${n + 1}`,
      stage: "epr",
      programme: "BA",
      agency: "Hill Trust",
      why: "drawn",
    } as const),
    reason: undefined,
  }));
  const view: SampleView = {
    ...{
      round: "r",
      title: "Autumn 2026",
      drawnOn: "2026-11-17",
      algorithm: "sha256-rank-1",
      seed: "0123456789abcdef",
    },
    ...{ frame: "ab".repeat(32), isFrameAsDrawn: true, rule: { passesPercent: 10, cover: ["stage", "programme"] } },
    ...{ reports: { pass: 300, borderline: 0, fail: 0 }, whys: { fail: 0, borderline: 0, drawn: 30, late: 0 } },
    ...{ stages: { midway: 0, epr: 30 }, programmes: [{ title: "BA", count: 30 }], lines },
    takesLate: true,
  };

  it("is where late reports are added, until the round is closed", () => {
    equal(titles(cards.sampleCard(view)).includes("Add a late report"), true);
    equal(titles(cards.sampleCard({ ...view, takesLate: false })).includes("Add a late report"), false);
  });

  it("shows every report once, page by page", () => {
    const pages = [0, 12, 24].map((from) => words(cards.sampleCard(view, from)).match(/^R\d+$/gm) ?? []);
    deepEqual(
      pages.flat(),
      lines.map(({ reference }) => reference),
    );
    equal(titles(cards.sampleCard(view, 24)).includes("Show more"), false);
  });

  it("gives all that is needed to draw it again, and says so where the frame is another now", () => {
    const card = JSON.stringify(cards.checkSampleCard(view));
    match(card, /01234567 89abcdef/);
    match(card, /sha256-rank-1/);
    doesNotMatch(card, /no longer those/);
    match(words(cards.checkSampleCard({ ...view, isFrameAsDrawn: false })), /no longer those/);
  });
});
