import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { differenceIn } from "../../services/panels/moderation/compare-rules.js";
import type { CompareView } from "../../services/panels/moderation/views.js";
import type { Review } from "../../services/panels/schema.js";
import { personKey } from "../../services/people/schema.js";
import { aPanelHouse, aReport, aReview, aRound, aSheet, panelist } from "../support/panel-house.js";
import { AT, ada, ben, both, cleo, compared, revealed, TEXTS, talkedOver } from "../support/panel-talk.js";

describe("A round's reports", () => {
  it("come to coordinators in the order in which the meeting takes them up", async () => {
    const at = (no: number, differing: Partial<Review>) => aReview({ report: aReport(no), ...differing });
    const agreedAt = "2026-12-02T10:00:00.000Z";
    const house = await aPanelHouse([
      at(1, { sheets: both, revealed, agreedAt }),
      at(2, {}),
      at(3, { sheets: both }),
      at(4, { sheets: both, revealed }),
    ]);
    const { lines } = await house.panels.moderation.reports(house.coordinator, AT.round);
    deepEqual(
      lines.map(({ no, state }) => [no, state]),
      [
        [4, "talk"],
        [3, "ready"],
        [2, "scoring"],
        [1, "agreed"],
      ],
    );
  });

  it("whose sheets are all in are due by the meeting, no longer by the day for scores", async () => {
    const due = async (review: Partial<Review>) => {
      const house = await aPanelHouse([aReview(review)], aRound({ scoresDue: "2026-12-04", meetingOn: "2026-12-10" }));
      return (await house.panels.overview.turns(ada))[0]?.due;
    };
    deepEqual([await due({}), await due({ sheets: both })], ["2026-12-04", "2026-12-10"]);
  });

  it("that wait for reviewers to agree are told from those to talk over", async () => {
    const house = await talkedOver();
    await house.panels.moderation.agreeing.propose(ada, AT, TEXTS);
    const { lines } = await house.panels.moderation.reports(house.coordinator, AT.round);
    equal(lines[0]?.state, "agreeing");
  });
});

describe("Revealing", () => {
  it("is for everybody on the report once all are in, and for coordinators who are not kept from it", async () => {
    for (const who of [ada, ben, undefined]) {
      const house = await aPanelHouse([aReview({ sheets: both })]);
      compared((await house.panels.moderation.reveal(who ?? house.coordinator, AT, {})) as CompareView);
      equal(house.review().revealed?.by, personKey(who ?? house.coordinator));
    }
  });

  it("before all are in is a coordinator's, with a reason that is recorded", async () => {
    const house = await aPanelHouse([aReview({ sheets: [aSheet(ada)] })]);
    const { moderation } = house.panels;
    await rejects(moderation.reveal(ada, AT, { reason: "I am curious" }), { code: "not-open" });
    const form = await moderation.reveal(house.coordinator, AT, { reason: " " });
    match("errors" in form ? (form.errors.reason ?? "") : "", /Say why/);
    equal(house.review().revealed, undefined);
    await moderation.reveal(house.coordinator, AT, { reason: "The panel meets." });
    equal(house.review().revealed?.reason, "The panel meets.");
  });

  it("is early too where a conflict left a place that nobody has taken, though all who remain are in", async () => {
    const house = await aPanelHouse([aReview({ reviewers: [personKey(ada)], sheets: [aSheet(ada)] })]);
    const { moderation } = house.panels;
    await rejects(moderation.reveal(ada, AT, {}), { code: "not-open" });
    deepEqual(await moderation.ready(house.coordinator), []);
    equal((await moderation.reports(house.coordinator, "round-1")).lines[0]?.state, "scoring");
    await moderation.reveal(house.coordinator, AT, { reason: "Nobody else may score it." });
    equal(house.review().revealed?.reason, "Nobody else may score it.");
  });

  it("is nothing that a coordinator who scores the report can do early", async () => {
    const scoring = panelist(1, { roles: ["panel-member", "coordinator"] });
    const house = await aPanelHouse();
    await rejects(house.panels.moderation.revealForm(scoring, AT), { code: "not-found" });
    await rejects(house.panels.moderation.reveal(scoring, AT, { reason: "Now" }), { code: "not-open" });
  });

  it("is recorded once, however often it is pressed, without the reason's words", async () => {
    const house = await aPanelHouse([aReview({ sheets: both })]);
    for (const who of [ada, ben]) await house.panels.moderation.reveal(who, AT, { reason: "canary" });
    equal(house.review().revealed?.by, personKey(ada));
    deepEqual(
      house.entries.map(({ event, details }) => [event, details]),
      [["panels.revealed", { no: 1, early: 0 }]],
    );
  });

  it("is not for people who have nothing to do with the report", async () => {
    const house = await aPanelHouse([aReview({ sheets: both })]);
    for (const one of [cleo, house.conflicted]) {
      await rejects(house.panels.moderation.reveal(one, AT, { reason: "Now" }), { code: "not-found" });
      await rejects(house.panels.moderation.compare(one, AT), { code: "not-found" });
    }
  });
});

describe("Scores side by side", () => {
  it("mark where they differ by two or more, or where not all find evidence", () => {
    const marked = (...scores: Parameters<typeof differenceIn>[0]) => differenceIn(scores, 2).marked;
    deepEqual([marked(2, 3), marked(2, 4), marked(1, 2, 3)], [false, true, true]);
    deepEqual([marked(3, "not-evidenced"), marked("not-evidenced", "not-evidenced")], [true, false]);
    deepEqual([marked(), marked(4)], [false, false]);
  });

  it("show each criterion with everybody's score and name", async () => {
    const house = await aPanelHouse([aReview({ sheets: both, revealed })]);
    const view = compared(await house.panels.moderation.compare(ben, AT));
    deepEqual(
      view.reviewers.map(({ name }) => name),
      ["Panelist 1", "Panelist 3"],
    );
    deepEqual(
      view.lines[0]?.scores.map(({ score }) => score),
      [2, 4],
    );
    equal(
      view.lines.every(({ marked, difference }) => marked && difference === 2),
      true,
    );
  });

  it("have the comments of each reviewer on a page of their own", async () => {
    const sheets = [aSheet(ada, 2, { comments: { diversity: "Thin." }, comment: "So so." }), aSheet(ben)];
    const house = await aPanelHouse([aReview({ sheets, revealed })]);
    const page = await house.panels.moderation.comments(ben, AT, 0);
    deepEqual([page.name, page.comment, page.pages], ["Panelist 1", "So so.", 2]);
    equal(page.lines.find(({ title }) => title === "Diversity")?.comment, "Thin.");
  });
});

describe("A coordinator's list", () => {
  it("says how far each report is, and of one that is being scored nothing more", async () => {
    const states = [{}, { sheets: [aSheet(ada)] }, { sheets: both }, { sheets: both, revealed }];
    const reviews = states.map((state, index) => aReview({ report: aReport(index + 1), ...state }));
    const house = await aPanelHouse(reviews);
    const { lines } = await house.panels.moderation.reports(house.coordinator, "round-1");
    deepEqual(
      lines.map(({ state }) => state),
      ["talk", "ready", "scoring", "scoring"],
    );
    const [one, other] = lines.filter(({ state }) => state === "scoring");
    deepEqual({ ...one, no: 0, reference: "", link: "" }, { ...other, no: 0, reference: "", link: "" });
  });

  it("leaves out what they are kept from, and counts what they could reveal without it", async () => {
    const reviews = [
      aReview({ sheets: both }),
      aReview({ report: aReport(2, { agency: "hill-council" }), sheets: both }),
    ];
    const house = await aPanelHouse(reviews);
    const list = await house.panels.moderation.reports(house.conflicted, "round-1");
    deepEqual([list.lines.map(({ no }) => no), list.kept], [[2], 1]);
    deepEqual(
      (await house.panels.moderation.ready(house.conflicted)).map(({ ready }) => ready),
      [1],
    );
    deepEqual(
      (await house.panels.moderation.ready(house.coordinator)).map(({ ready }) => ready),
      [2],
    );
  });
});
