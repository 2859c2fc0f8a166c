import assert from "node:assert/strict";
import { boardCard, decisionPostCard, manageCard, outcomeCard, overCard, previewCard } from "../../cards/board.js";
import type { ItemLine, ItemView } from "../../services/board/views.js";
import { titles, words } from "../support/card-words.js";

const DECISION = {
  ...{ result: "approved" as const, at: new Date("2026-12-04T17:00:00.000Z"), why: "deadline" as const },
  ...{ number: "2026-27/3", arithmetic: "9 of 11 partners voted" },
};

describe("the card of an item", () => {
  it("offers to extend and to make secret only what can be", () => {
    const fresh = titles(manageCard(aView()));
    assert.deepEqual(fresh, [
      "Change the wording",
      "Extend",
      "Make it secret",
      "Enter a phone vote",
      "Withdraw",
      "Back",
    ]);
    const extension = { from: new Date("2026-11-27T17:00:00.000Z"), reason: "Late." };
    const done = titles(manageCard(aView({ isSecret: true, extension })));
    assert.ok(!done.includes("Extend") && !done.includes("Make it secret"));
  });

  it("names partners for whom nobody can vote before it is sent", () => {
    const roll = [
      { name: "Vale County", members: ["Megan"], deputies: ["Tom"], isOutOfReach: false },
      { name: "Vale Haven", members: [], deputies: [], isOutOfReach: false },
    ];
    const shown = words(previewCard({ item: aView({ status: "draft" }), roll }));
    assert.match(shown, /Nobody can vote for Vale Haven\./);
    assert.match(shown, /Vale County: Megan, Tom \(deputy\)/);
  });

  it("names the partners that have not voted, so that somebody can ring them", () => {
    assert.match(
      words(manageCard(aView({ missing: ["Vale County", "Wold"] }))),
      /Not voted yet \(2\)\nVale County, Wold/,
    );
    assert.doesNotMatch(words(manageCard(aView())), /Not voted yet/);
  });

  it("says when an item closes early, by whether it is secret", () => {
    assert.match(words(manageCard(aView({ closesEarly: true }))), /once no partner's missing vote could change/);
    assert.match(words(manageCard(aView({ closesEarly: true, isSecret: true }))), /once every partner has voted/);
  });

  it("says that the quorum shows at the close only, where it would tell of abstentions", () => {
    const progress = { voted: 1, eligible: 5, quorum: 1, isQuorate: undefined };
    assert.match(words(manageCard(aView({ isSecret: true, progress }))), /shows at the close/);
  });

  it("offers again only what lapsed, once, and to coordinators", () => {
    const lapsed = { ...DECISION, result: "lapsed" as const, number: undefined };
    const offers = (view: ItemView, plans = true) => titles(outcomeCard(view, plans)).includes("Offer again");
    assert.equal(offers(aView({ status: "closed", decision: lapsed })), true);
    assert.equal(offers(aView({ status: "closed", decision: lapsed }), false), false);
    assert.equal(offers(aView({ status: "closed", decision: lapsed, offeredAs: "b" })), false);
    assert.equal(offers(aView({ status: "closed", decision: DECISION })), false);
  });

  it("leads from an earlier wording's card to the new one, and shows the outcome once there is one", () => {
    assert.deepEqual(titles(overCard(aView({ version: 2 }))), ["Vote on the new wording"]);
    assert.match(words(overCard(aView({ status: "closed", decision: DECISION }))), /Approved, decision 2026-27\/3/);
  });

  it("shows in the channel what was decided and the figures, without a button", () => {
    const card = decisionPostCard(aView({ status: "closed", decision: DECISION }));
    assert.deepEqual(titles(card), []);
    assert.match(words(card), /9 of 11 partners voted/);
  });
});

describe("the list of the board", () => {
  it("leads voters to voting, and coordinators to managing", () => {
    const lines = [aLine({ own: "not-voted" })];
    assert.deepEqual(titles(boardCard({ items: lines, plans: false })), ["Vote", "Minutes"]);
    assert.deepEqual(titles(boardCard({ items: [aLine()], plans: true })), ["Open", "Start an item", "Minutes"]);
  });

  it("leads a coordinator who is on the board to voting, where others come to managing", () => {
    const card = JSON.stringify(boardCard({ items: [aLine({ own: "not-voted" })], plans: true }));
    assert.match(card, /"verb":"board.item"/);
    assert.doesNotMatch(card, /board.manage/);
  });

  it("goes on to the next page where there are many", () => {
    const items = Array.from({ length: 9 }, (_, n) => aLine({ item: `i${n}`, title: `Item ${n}` }));
    assert.equal(titles(boardCard({ items, plans: true })).length, 6);
    assert.ok(titles(boardCard({ items, plans: true })).includes("Show more"));
    assert.ok(titles(boardCard({ items, plans: true }, 6)).includes("Back"));
  });
});

function aLine(members: Partial<ItemLine> = {}): ItemLine {
  const { item, title, status, deadline, progress } = aView();
  return { item, title, status, deadline, progress, decision: undefined, own: undefined, ...members };
}

function aView(members: Partial<ItemView> = {}): ItemView {
  return {
    ...{ item: "i", status: "open", title: "Budget", question: "Do you approve?", paper: undefined, version: 1 },
    ...{ kind: "decision", proposer: "Ingrid", deadline: new Date("2026-12-04T17:00:00.000Z") },
    ...{ rule: "simple majority of votes cast, quorum 6", isSecret: false, closesEarly: false },
    progress: { voted: 4, eligible: 11, quorum: 6, isQuorate: false },
    ...{ votes: [], missing: [], extension: undefined, withdrawn: undefined, decision: undefined },
    ...{ withoutChannel: false, offeredAs: undefined, ...members },
  };
}
