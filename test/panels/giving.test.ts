import assert from "node:assert/strict";
import { refOf } from "../../services/panels/planning/panel.js";
import type { Review } from "../../services/panels/schema.js";
import {
  aPanelHouse,
  aReport,
  aReview,
  aRound,
  aSheet,
  type PanelHouse,
  panelist,
  USUAL_RULES,
} from "../support/panel-house.js";
import { aSentRound, keys } from "../support/panel-rounds.js";

const at = "2026-11-24T10:00:00.000Z";
/** Report 1 after panelist 1 declared a conflict. */
const left = (members: Partial<Review> = {}) =>
  aReview({ reviewers: keys(3), conflicts: keys(1).map((by) => ({ at, by })), ...members });

describe("A report whose reviewer declared a conflict", () => {
  it("goes to who has fewest, of another agency than the other reviewer's, who is told", async () => {
    const house = await aPanelHouse([left(), aReview({ report: aReport(2), reviewers: keys(3, 4) })]);
    assert.equal(await house.panels.planning.reallocate(house.round(), 1), "given");
    assert.deepEqual(house.review().reviewers.toSorted(), keys(2, 3));
    assert.deepEqual([...house.deliveries.planned.values()], [keys(2)]);
    assert.deepEqual(house.review(2).reviewers, keys(3, 4));
  });

  it("is given once, however often that is asked for", async () => {
    const house = await aPanelHouse([left()]);
    const again = () => house.panels.planning.reallocate(house.round(), 1);
    await Promise.all([again(), again()]);
    assert.equal(await again(), "none");
    assert.equal(house.deliveries.planned.size, 1);
    assert.equal(house.review().reviewers.length, 2);
  });

  it("waits for a coordinator where nobody is left, but for one who is kept from it", async () => {
    const conflicts = keys(1, 2, 4).map((by) => ({ at, by }));
    const house = await aPanelHouse([left({ conflicts })]);
    const problem = await house.panels.planning.reallocate(house.round(), 1);
    assert.deepEqual(problem, { no: 1, agency: "vale-council", eligible: 1, needed: 2, why: "conflicts" });
    const { following } = house.panels.planning;
    assert.deepEqual(await following.short(house.coordinator), [{ round: "round-1", title: "Autumn 2026", count: 1 }]);
    assert.equal((await following.round("round-1", house.coordinator)).problems.length, 1);
    assert.deepEqual(await following.short(house.conflicted), []);
    assert.deepEqual((await following.round("round-1", house.conflicted)).problems, []);
  });

  it("is not given to anybody before the round is sent, nor once it is closed", async () => {
    for (const status of ["drawn", "closed"] as const) {
      const house = await aPanelHouse([left()], aRound({ status }));
      assert.equal(await house.panels.planning.reallocate(house.round(), 1), "none");
      assert.equal(house.deliveries.planned.size, 0);
    }
  });

  it("is told of so that no list of messages names who got it", async () => {
    const house = await aPanelHouse([left()]);
    await house.panels.planning.reallocate(house.round(), 1);
    const [plan] = house.deliveries.plans.values();
    assert.deepEqual([plan?.discreet, plan?.manner, plan?.message.subject], [true, "asks", "round-1|1"]);
    assert.match(plan?.id ?? "", /^round-1\.given\.[0-9a-f]{16}$/);
  });

  it("is nobody's to give any more after the reveal", async () => {
    const house = await aPanelHouse([left({ revealed: { at, by: "x" } })]);
    assert.equal(await house.panels.planning.reallocate(house.round(), 1), "none");
    assert.deepEqual(house.review().reviewers, keys(3));
  });
});

describe("A member who left", () => {
  it("is named on the round's card, and what they have not handed in goes to others", async () => {
    const done = aReview({ report: aReport(2), sheets: [aSheet(panelist(1))] });
    const house = await aPanelHouse([
      aReview({ drafts: { [keys(1)[0] ?? ""]: { scores: {}, comments: {}, comment: "" } } }),
      done,
    ]);
    house.people[0] = panelist(1, { status: "left" });
    const { following, giving } = house.panels.planning;
    assert.deepEqual((await following.round("round-1", house.coordinator)).gone, ["Panelist 1"]);
    await giving.handOverGone("round-1", house.coordinator);
    assert.deepEqual(house.review(1).reviewers.toSorted(), keys(2, 3));
    assert.deepEqual(house.review(1).drafts, {});
    assert.deepEqual(house.review(2).reviewers, keys(1, 3));
    assert.deepEqual((await following.round("round-1", house.coordinator)).gone, []);
  });

  it("is named whether or not they handed in", async () => {
    const gone = [[], [aSheet(panelist(1))]].map(async (sheets) => {
      const house = await aPanelHouse([aReview({ sheets })]);
      house.people[0] = panelist(1, { roles: [] });
      return (await house.panels.planning.following.round("round-1", house.coordinator)).gone;
    });
    assert.deepEqual(await Promise.all(gone), [["Panelist 1"], ["Panelist 1"]]);
  });

  it("is not waited for any more where the others agree; their sheet stays", async () => {
    const house = await aPanelHouse([aReview({ sheets: [1, 3].map((n) => aSheet(panelist(n))) })]);
    const [at, one] = [{ round: "round-1", no: 1 }, panelist(3)];
    const { moderation, planning } = house.panels;
    await moderation.reveal(one, at, {});
    const typed = Object.fromEntries(USUAL_RULES.criteria.map(({ id }) => [`score.${id}`, "3"]));
    for (const page of [0, 1, 2]) await moderation.agreeing.keep(one, at, page, page + 1, typed);
    await moderation.agreeing.propose(one, at, { strengths: "Clear.", develop: "Theory.", action: "Read." });
    assert.equal(house.review().agreedAt, undefined);
    house.people[0] = panelist(1, { status: "left" });
    await planning.giving.handOverGone("round-1", house.coordinator);
    assert.equal(house.review().agreedAt, house.clock.now().toISOString());
    assert.deepEqual([house.review().reviewers, house.review().sheets.length], [keys(1, 3), 2]);
  });

  it("is waited for again where they come back before the others agreed", async () => {
    const house = await aPanelHouse([aReview({ sheets: [1, 3].map((n) => aSheet(panelist(n))) })]);
    const choose = (...ns: number[]) =>
      house.panels.planning.choosing.save(
        "round-1",
        {
          members: keys(...ns)
            .map(refOf)
            .join(","),
        },
        house.coordinator,
      );
    await choose(2, 3, 4);
    assert.deepEqual(house.review().excused, keys(1));
    await choose(1, 2, 3, 4);
    assert.deepEqual(house.review().excused, []);
  });

  it("left by a coordinator: others get their reports at once", async () => {
    const house = await aPanelHouse();
    const members = keys(2, 3, 4).map(refOf).join(",");
    assert.equal(await house.panels.planning.choosing.save("round-1", { members }, house.coordinator), undefined);
    assert.deepEqual(house.review().reviewers.toSorted(), keys(2, 3));
  });
});

describe("Whoever takes somebody out of a report and is cut short", () => {
  const IN_TWO_MINUTES = "2026-11-23T10:02:00.000Z";
  const declares = (house: PanelHouse) =>
    house.panels.scoring.declareConflict(panelist(1), { round: "round-1", no: 1 });
  const erases = (house: PanelHouse) => house.panels.personalData[0]?.erase(panelist(1));
  const leavesOut = (house: PanelHouse) =>
    house.panels.planning.choosing.save("round-1", { members: keys(2, 3, 4).map(refOf).join(",") }, house.coordinator);
  const handsOver = (house: PanelHouse) => {
    house.people[0] = panelist(1, { status: "left" });
    return house.panels.planning.giving.handOverGone("round-1", house.coordinator);
  };

  for (const [what, act] of Object.entries({ declares, erases, leavesOut, handsOver })) {
    it(`has others put in their place within minutes: ${what}`, async () => {
      const house = await aPanelHouse();
      const { giving } = house.panels.planning;
      const cut = async () => Promise.reject(new Error("the process is gone"));
      giving.handOver = giving.reallocate = cut;
      await Promise.resolve(act(house)).catch(() => undefined);
      assert.ok(!house.review().reviewers.includes(keys(2)[0] ?? ""));
      Reflect.deleteProperty(giving, "handOver");
      Reflect.deleteProperty(giving, "reallocate");
      await house.passUntil(IN_TWO_MINUTES);
      assert.deepEqual(house.review().reviewers.toSorted(), keys(2, 3));
    });
  }
});

describe("A late report", () => {
  const typed = {
    ...{ reference: "A26-099", agency: "vale-council", programme: "msw", stage: "epr", outcome: "pass" },
    ...{ link: "https://files.example/A26-099.pdf", reason: "It came after the draw" },
  };

  it("comes on top of the sample, is given out, and its reviewers are told", async () => {
    const { house, id } = await aSentRound();
    const { late, following } = house.panels.planning;
    assert.equal(await late.add(id, typed, house.coordinator), undefined);
    const { why, reason, reviewers, report } = house.review(22, id);
    assert.deepEqual(
      [why, reason, reviewers.length, report.reference],
      ["late", "It came after the draw", 2, "A26-099"],
    );
    assert.equal(house.deliveries.planned.size, 3);
    const { isFrameAsDrawn, whys } = await following.sample(id, house.coordinator);
    assert.deepEqual([isFrameAsDrawn, whys], [true, { fail: 1, borderline: 0, drawn: 2, late: 1 }]);
    assert.deepEqual([house.round(id).reports, house.round(id).drawn?.sample.length], [22, 3]);
  });

  it("gets a number of its own where two are added at once", async () => {
    const { house, id } = await aSentRound();
    const { late } = house.panels.planning;
    const two = ["A26-098", "A26-099"].map((reference) => late.add(id, { ...typed, reference }, house.coordinator));
    await Promise.all(two);
    assert.deepEqual([22, 23].map((no) => house.review(no, id).report.reference).sort(), ["A26-098", "A26-099"]);
    assert.deepEqual([house.round(id).reports, (await house.rounds.frame(id)).length], [23, 23]);
  });

  it("is refused, with a sentence at the field, by the rules of the frame and without a reason", async () => {
    const { house, id } = await aSentRound();
    const wrong = { ...typed, reference: "a26-001", link: "http://files.example", reason: "" };
    const form = await house.panels.planning.late.add(id, wrong, house.coordinator);
    assert.deepEqual(Object.keys(form?.errors ?? {}).sort(), ["link", "reason", "reference"]);
    assert.deepEqual(form?.values, wrong);
    assert.equal(house.round(id).reports, 21);
  });
});
