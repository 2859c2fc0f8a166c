import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import type { AgreeFeedback, AgreeScores } from "../../services/panels/moderation/views.js";
import { personKey } from "../../services/people/schema.js";
import { aPanelHouse, aReview, aRound, aSheet, USUAL_RULES } from "../support/panel-house.js";
import { AT, ada, ben, both, cleo, compared, LAST, revealed, TEXTS, talkedOver } from "../support/panel-talk.js";
import { aPerson } from "../support/survey-house.js";

describe("What is agreed", () => {
  it("begins with the scores that are alike", async () => {
    const sheets = [aSheet(ada, 3), aSheet(ben, 3, { scores: { ...aSheet(ben, 3).scores, diversity: 1 } })];
    const house = await aPanelHouse([aReview({ sheets, revealed })]);
    const { values } = (await house.panels.moderation.agreeing.form(ada, AT, 0)) as AgreeScores;
    deepEqual([values["score.professionalism"], values["score.diversity"]], ["3", undefined]);
  });

  it("is written by one, who agrees with it, and the others are asked", async () => {
    const house = await talkedOver();
    equal(await house.panels.moderation.agreeing.propose(ada, AT, TEXTS), undefined);
    const { agreement, agreedAt } = house.review();
    deepEqual([agreement?.version, agreement?.agreed.map(({ by }) => by), agreedAt], [1, [personKey(ada)], undefined]);
    deepEqual([...house.deliveries.planned.values()], [[personKey(ben)]]);
    equal((await house.panels.moderation.agreeing.toAgree(ben, "round-1|1"))?.by, "Panelist 1");
    equal(await house.panels.moderation.agreeing.toAgree(ada, "round-1|1"), undefined);
  });

  it("is agreed when the last reviewer agrees; the first scores stay as they were", async () => {
    const house = await talkedOver();
    await house.panels.moderation.agreeing.propose(ada, AT, TEXTS);
    equal(await house.panels.moderation.agreeing.agree(ben, AT, 1), true);
    ok(house.review().agreedAt);
    deepEqual(house.review().sheets, both);
  });

  it("needs no word of somebody who was away when it was revealed early, so that it does not wait for them again", async () => {
    const early = { ...revealed, reason: "The panel meets." };
    const house = await talkedOver(ada, { sheets: [aSheet(ada)], revealed: early });
    await house.panels.moderation.agreeing.propose(ada, AT, TEXTS);
    ok(house.review().agreedAt);
    deepEqual(compared(await house.panels.moderation.compare(ada, AT)).agreement?.missing, []);
  });

  it("may be written by a coordinator, who agrees to nothing", async () => {
    const { coordinator } = await aPanelHouse();
    const house = await talkedOver(coordinator);
    await house.panels.moderation.agreeing.propose(coordinator, AT, TEXTS);
    deepEqual(house.review().agreement?.agreed, []);
    await rejects(house.panels.moderation.agreeing.agree(coordinator, AT, 1), { code: "not-found" });
  });

  it("needs every score and all three texts, and loses nothing while they are missing", async () => {
    const house = await aPanelHouse([aReview({ sheets: both, revealed })]);
    const { agreeing } = house.panels.moderation;
    const scores = (await agreeing.propose(ada, AT, TEXTS)) as AgreeScores;
    deepEqual([scores.page, Object.keys(scores.errors).length], [0, 3]);
    const filled = await talkedOver();
    const texts = { strengths: "Clear.", develop: "x".repeat(1501), action: "" };
    const form = (await filled.panels.moderation.agreeing.propose(ada, AT, texts)) as AgreeFeedback;
    deepEqual([form.page, Object.keys(form.errors), form.values.develop?.length], [LAST, ["develop"], 1501]);
    const empty = (await filled.panels.moderation.agreeing.propose(ada, AT, { action: "" })) as AgreeFeedback;
    deepEqual([empty.page, Object.keys(empty.errors)], [LAST, ["develop", "action"]]);
    equal(empty.values.strengths, "Clear.");
  });

  it("that is changed is a new version, which all are asked for again; the earlier one is kept", async () => {
    const house = await talkedOver();
    const { agreeing } = house.panels.moderation;
    await agreeing.propose(ada, AT, TEXTS);
    await agreeing.agree(ben, AT, 1);
    house.clock.turnTo("2026-12-11T10:00:00.000Z");
    await agreeing.propose(ben, AT, { ...TEXTS, action: "Read two papers." });
    const { agreement, earlier, agreedAt } = house.review();
    deepEqual([agreement?.version, earlier.map(({ version }) => version), agreedAt], [2, [1], undefined]);
    equal(await agreeing.agree(ada, AT, 1), false);
    equal(house.review().agreedAt, undefined);
    equal(await agreeing.agree(ada, AT, 2), true);
  });

  it("that somebody else wrote meanwhile is not written over unseen", async () => {
    const house = await talkedOver();
    const { agreeing } = house.panels.moderation;
    await agreeing.keep(ben, AT, LAST, LAST, { strengths: "Ben's." });
    await agreeing.keep(ben, AT, 0, 1, Object.fromEntries(USUAL_RULES.criteria.map(({ id }) => [`score.${id}`, "1"])));
    for (const page of [1, 2]) {
      const typed = Object.fromEntries(USUAL_RULES.criteria.map(({ id }) => [`score.${id}`, "1"]));
      await agreeing.keep(ben, AT, page, page + 1, typed);
    }
    await agreeing.propose(ada, AT, TEXTS);
    const form = (await agreeing.propose(ben, AT, { ...TEXTS, strengths: "Ben's." })) as AgreeFeedback;
    match(form.notice, /Somebody else wrote a version meanwhile/);
    deepEqual([form.values.strengths, house.review().agreement?.version], ["Ben's.", 1]);
    equal(await agreeing.propose(ben, AT, {}), undefined);
    equal(house.review().agreement?.strengths, "Ben's.");
  });

  it("stands once the feedback has been sent", async () => {
    const act = { at: "2026-12-12T10:00:00.000Z", by: "somebody" };
    const feedback = { ...TEXTS, passOn: "", accepted: {}, changed: act, sent: act, to: [] };
    const house = await aPanelHouse([aReview({ sheets: both, revealed, feedback })]);
    await rejects(house.panels.moderation.agreeing.form(ada, AT, 0), { code: "already-done" });
    await rejects(house.panels.moderation.agreeing.propose(ada, AT, TEXTS), { code: "already-done" });
    equal(compared(await house.panels.moderation.compare(ada, AT)).canPropose, false);
  });

  it("can't be written before the reveal, nor in a closed round", async () => {
    const before = await aPanelHouse([aReview({ sheets: both })]);
    await rejects(before.panels.moderation.agreeing.form(ada, AT, 0), { code: "not-found" });
    const closed = await aPanelHouse([aReview({ sheets: both, revealed })], aRound({ status: "closed" }));
    await rejects(closed.panels.moderation.agreeing.keep(ada, AT, 0, 1, {}), { code: "stale", message: /closed/ });
    equal(compared(await closed.panels.moderation.compare(ada, AT)).canAgree, false);
  });

  it("stands without somebody who never agrees, once a coordinator says why; they may agree all the same", async () => {
    const house = await talkedOver();
    const { agreeing } = house.panels.moderation;
    await agreeing.propose(ada, AT, TEXTS);
    const form = await agreeing.goOnForm(house.coordinator, AT);
    deepEqual([form.version, form.missing], [1, [ben.name]]);
    ok((await agreeing.goOn(house.coordinator, AT, 1, {}))?.errors.reason);
    equal(house.review().agreedAt, undefined);
    equal(await agreeing.goOn(house.coordinator, AT, 1, { reason: "On long leave." }), undefined);
    ok(house.review().agreedAt);
    equal(compared(await house.panels.moderation.compare(ada, AT)).agreement?.without, "On long leave.");
    equal(house.audit.kept.filter(({ event }) => event === "panels.went-on").length, 1);
    ok(await agreeing.agree(ben, AT, 1));
    ok(house.review().agreedAt);
  });

  it("is nobody's but a coordinator's to go on with, never without any reviewer's word, and open again when changed", async () => {
    const house = await talkedOver(
      aPerson(999, { name: "Casey Example", roles: ["coordinator"], partner: "central-team" }),
    );
    const { agreeing } = house.panels.moderation;
    await agreeing.propose(house.coordinator, AT, TEXTS);
    await rejects(agreeing.goOn(house.coordinator, AT, 1, { reason: "Now" }), /nobody has agreed yet/);
    await agreeing.agree(ada, AT, 1);
    for (const other of [ada, ben, cleo, house.conflicted])
      await rejects(agreeing.goOn(other, AT, 1, { reason: "Now" }), /not one of yours/);
    await agreeing.goOn(house.coordinator, AT, 1, { reason: "Now" });
    await agreeing.propose(ben, AT, { ...TEXTS, develop: "More." });
    equal(house.review().agreedAt, undefined);
  });
});
