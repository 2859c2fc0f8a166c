import assert from "node:assert/strict";
import { sha256 } from "../../services/kernel/hash.js";
import { frameText } from "../../services/panels/planning/frame-rules.js";
import { refOf } from "../../services/panels/planning/panel.js";
import { sampleOf } from "../../services/panels/planning/sample-rules.js";
import { personKey } from "../../services/people/schema.js";
import { aReport, aSheet, PanelHouse, panelist } from "../support/panel-house.js";
import { aReadyRound, aSentRound, keys, REPORTS } from "../support/panel-rounds.js";

describe("Drawing", () => {
  it("takes every fail and a tenth of the passes, and gives each to members of two agencies", async () => {
    const { house, id } = await aReadyRound();
    await house.panels.planning.drawing.draw(id, house.coordinator);
    const reviews = await house.reviews.of(id);
    assert.deepEqual(reviews.map(({ why }) => why).sort(), ["drawn", "drawn", "fail"]);
    for (const { reviewers } of reviews) {
      assert.equal(reviewers.filter((key) => keys(1, 2).includes(key)).length, 1);
      assert.equal(reviewers.filter((key) => keys(3, 4).includes(key)).length, 1);
    }
  });

  it("happens once: pressed again, and twice at once, the sample is the first one's", async () => {
    const { house, id } = await aReadyRound();
    const { drawing } = house.panels.planning;
    await Promise.all([drawing.draw(id, house.coordinator), drawing.draw(id, house.conflicted)]);
    const { drawn } = house.round(id);
    await drawing.draw(id, house.conflicted);
    assert.deepEqual(house.round(id).drawn, drawn);
    assert.deepEqual(
      (await house.reviews.of(id)).map(({ report }) => report.no),
      drawn?.sample,
    );
    assert.equal(house.entries.filter(({ event }) => event === "panels.drawn").length, 1);
  });

  it("is recorded so that anybody can do it again: algorithm, seed, the frame's sum, the sample", async () => {
    const { house, id } = await aReadyRound();
    await house.panels.planning.drawing.draw(id, house.coordinator);
    const details = house.entries.find(({ event }) => event === "panels.drawn")?.details ?? {};
    assert.equal(details.frame, sha256(frameText(REPORTS)));
    const again = sampleOf(REPORTS, house.round(id).rules, `${details.seed}`).map(({ no }) => no);
    assert.equal(details.sample, again.join(" "));
    assert.equal(details.algorithm, "sha256-rank-1");
  });

  it("ends what a process that died left half done", async () => {
    const { house, id } = await aReadyRound();
    const { drawing, following } = house.panels.planning;
    await drawing.draw(id, house.coordinator);
    const all = await house.reviews.of(id);
    await house.reviews.removeOf(id);
    await following.round(id, house.coordinator);
    assert.deepEqual(await house.reviews.of(id), all);
  });

  it("is tried again later where somebody adds reports at that moment", async () => {
    const { house, id } = await aReadyRound();
    const read = house.rounds.frame.bind(house.rounds);
    house.rounds.frame = async (round) => (await read(round)).slice(0, 5);
    await assert.rejects(house.panels.planning.drawing.draw(id, house.coordinator), /Try again/);
    assert.equal(house.round(id).status, "draft");
  });

  it("takes no report from somebody who has handed in, whoever comes late with giving out", async () => {
    const { house, id } = await aSentRound();
    const [first] = await house.reviews.of(id);
    const before = await house.reviews.change(id, first?.report.no ?? 0, (one) => {
      const sheets = [aSheet(panelist(1), 3, { reviewer: one.reviewers[0] ?? "" })];
      return { next: { ...one, sheets }, result: one.reviewers };
    });
    house.people.splice(0, 4, panelist(5), panelist(6));
    const members = [5, 6].map((n) => personKey(panelist(n)));
    await house.panels.planning.drawing.giveOut({ ...house.round(id), status: "drawn", members });
    assert.deepEqual(house.review(first?.report.no, id).reviewers, before);
  });

  it("needs reports, members and days", async () => {
    const { house, id } = await aReadyRound();
    for (const missing of [{ members: [] }, { scoresDue: undefined }, { meetingOn: undefined }]) {
      const ready = house.round(id);
      house.rounds.kept.set(id, { ...ready, ...missing } as typeof ready);
      await assert.rejects(house.panels.planning.drawing.draw(id, house.coordinator));
      house.rounds.kept.set(id, ready);
    }
    assert.equal(house.round(id).status, "draft");
  });
});

describe("A sample that is drawn, before it is sent", () => {
  it("stays as it is when the members change, and is given out anew", async () => {
    const { house, id } = await aReadyRound();
    const { drawing, choosing } = house.panels.planning;
    await drawing.draw(id, house.coordinator);
    const { drawn } = house.round(id);
    const members = keys(1, 3).map(refOf).join(",");
    await choosing.save(id, { members }, house.coordinator);
    assert.deepEqual(house.round(id).drawn, drawn);
    for (const { reviewers } of await house.reviews.of(id)) assert.deepEqual([...reviewers].sort(), keys(1, 3));
  });

  it("is sent without those who left meanwhile", async () => {
    const { house, id } = await aReadyRound();
    await house.panels.planning.drawing.draw(id, house.coordinator);
    house.people[0] = panelist(1, { status: "left" });
    await house.panels.planning.opening.send(id, house.coordinator);
    const reviewers = (await house.reviews.of(id)).flatMap((one) => one.reviewers);
    assert.equal(reviewers.length, 6);
    assert.ok(!reviewers.includes(personKey(panelist(1))));
  });

  it("can't be sent while a report has too few reviewers, and the card says which and what helps", async () => {
    const reports = [aReport(1, { outcome: "fail", agency: "hill-trust" }), aReport(2, { outcome: "fail" })];
    const house = new PanelHouse([panelist(1), panelist(3)]);
    const { id } = await aReadyRound(house, reports);
    const { drawing, following, opening } = house.panels.planning;
    await drawing.draw(id, house.coordinator);
    const { problems } = await following.round(id, house.coordinator);
    assert.deepEqual(problems, [
      { why: "own-agency", agencies: ["Hill Trust"], reports: [{ no: 1, reference: "A26-001" }], missing: 1 },
    ]);
    await assert.rejects(opening.send(id, house.coordinator), /Choose more members/);
    assert.equal(house.deliveries.planned.size, 0);
  });

  it("shows a coordinator nothing of reports that they are kept from", async () => {
    const reports = [aReport(1, { outcome: "fail", agency: "hill-trust" }), aReport(2, { outcome: "fail" })];
    const house = new PanelHouse([panelist(1)]);
    const { id } = await aReadyRound(house, reports);
    await house.panels.planning.drawing.draw(id, house.coordinator);
    const { problems } = await house.panels.planning.following.round(id, house.conflicted);
    assert.deepEqual(
      problems.flatMap((one) => one.reports.map(({ no }) => no)),
      [1],
    );
    const sample = await house.panels.planning.following.sample(id, house.conflicted);
    assert.deepEqual([sample.lines.map(({ no }) => no), sample.whys.fail], [[1], 1]);
  });

  it("can be thrown away, with all that belongs to it, and that is recorded", async () => {
    const { house, id } = await aReadyRound();
    await house.panels.planning.drawing.draw(id, house.coordinator);
    await house.panels.planning.opening.throwAway(id, house.coordinator);
    assert.deepEqual([house.rounds.kept.size, house.rounds.frames.size, house.reviews.kept.size], [0, 0, 0]);
    assert.equal(house.entries.at(-1)?.event, "panels.thrown-away");
  });

  it("can't be thrown away once it is sent", async () => {
    const { house, id } = await aSentRound();
    await assert.rejects(house.panels.planning.opening.throwAway(id, house.coordinator), /can't be thrown away/);
    assert.ok(house.round(id));
    assert.equal(personKey(house.coordinator), house.round(id).opened?.by);
  });
});
