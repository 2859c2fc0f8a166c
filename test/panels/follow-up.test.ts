import assert from "node:assert/strict";
import { toFollowUp } from "../../services/panels/feedback/feedback-rules.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { AGREED, anAgreedReview, FIRST, REMINDER, sent } from "../support/panel-feedback.js";
import { aPanelHouse, aReview, aRound, type PanelHouse } from "../support/panel-house.js";
import { aPerson } from "../support/survey-house.js";

describe("following feedback up", () => {
  const follow = (house: PanelHouse) => house.panels.feedback.following.followUps(house.coordinator);

  it("reminds once after ten working days, and hands on to a coordinator after five more", async () => {
    const house = await aPanelHouse([anAgreedReview()]);
    await sent(house);
    await house.passUntil("2026-12-07T08:59:00Z");
    assert.ok(!house.deliveries.planned.has(REMINDER));
    await house.passUntil("2026-12-07T09:00:00Z");
    assert.deepEqual(house.deliveries.planned.get(REMINDER), [personKey(house.lead)]);
    await house.passUntil("2026-12-14T08:59:00Z");
    assert.deepEqual(await follow(house), []);
    await house.passUntil("2026-12-14T09:00:00Z");
    assert.deepEqual(
      (await follow(house)).map(({ reference, agency }) => [reference, agency]),
      [["A26-001", "Vale Council"]],
    );
    assert.deepEqual(await house.panels.feedback.following.followUps(house.conflicted), []);
    assert.equal(house.timers.nextWake(), undefined);
    assert.deepEqual(house.failures, []);
  });

  it("ends when a coordinator says that they did, or when it is acknowledged after all", async () => {
    const house = await aPanelHouse([anAgreedReview()]);
    await sent(house);
    await house.passUntil("2026-12-14T09:00:00Z");
    await house.panels.feedback.sending.followUp(house.coordinator, "round-1", 1);
    assert.deepEqual(await follow(house), []);
    assert.equal(house.review().feedback?.followUp?.done?.by, personKey(house.coordinator));
    await house.panels.feedback.receiving.acknowledge(house.lead, "round-1", 1);
    assert.equal(
      (await house.panels.feedback.following.list(house.coordinator, "round-1")).lines[0]?.state,
      "acknowledged",
    );
  });

  it("ends when a WFD lead acknowledges: no reminder after that, and others' cards say so", async () => {
    const house = await aPanelHouse([anAgreedReview()]);
    const newcomer = aPerson(50, { name: "Noor Example", roles: ["wfd-lead"] });
    await sent(house);
    house.people.push(newcomer);
    const { receiving, following } = house.panels.feedback;
    assert.equal((await following.toTake(newcomer)).length, 1);
    assert.equal((await receiving.acknowledge(newcomer, "round-1", 1)).acknowledged?.by, "Noor Example");
    house.clock.turnTo("2026-11-24T10:00:00Z");
    const again = await receiving.acknowledge(house.lead, "round-1", 1);
    assert.deepEqual(again.acknowledged, { by: "Noor Example", at: new Date("2026-11-23T10:00:00Z") });
    assert.equal(house.deliveries.retired.get(FIRST)?.kind, "panels.feedback-done");
    assert.deepEqual(await following.toTake(house.lead), []);
    assert.equal(await receiving.asked(house.lead, "round-1|1"), undefined);
    await house.passUntil("2027-02-01T09:00:00Z");
    assert.ok(!house.deliveries.planned.has(REMINDER));
    assert.deepEqual(await follow(house), []);
  });

  it("never reminds or hands on after an acknowledgement, however late the timer", async () => {
    const house = await aPanelHouse([anAgreedReview()]);
    await sent(house);
    await house.panels.feedback.receiving.acknowledge(house.lead, "round-1", 1);
    const late = new Date("2027-02-01T09:00:00Z");
    assert.equal(await house.panels.feedback.sending.tend("round-1", 1, late), undefined);
    assert.ok(!house.deliveries.planned.has(REMINDER));
    const review = house.review();
    const reminded = review.feedback && { ...review.feedback, remindedAt: AGREED };
    assert.equal(toFollowUp({ ...review, feedback: reminded }, late.toISOString()).next, undefined);
  });

  it("catches up after a long break: the reminder first, and its days again before a coordinator is asked", async () => {
    const house = await aPanelHouse([anAgreedReview()]);
    await sent(house);
    house.clock.turnTo("2027-01-11T09:00:00Z");
    await house.schedule.runDue();
    assert.ok(house.deliveries.planned.has(REMINDER));
    assert.deepEqual(await follow(house), []);
    await house.passUntil("2027-01-18T09:00:00Z");
    assert.equal((await follow(house)).length, 1);
  });

  it("cannot be acknowledged by somebody of another agency, or before it is sent", async () => {
    const house = await aPanelHouse([anAgreedReview()]);
    const acknowledge = (who: Person) => house.panels.feedback.receiving.acknowledge(who, "round-1", 1);
    await assert.rejects(acknowledge(house.lead), { code: "not-found" });
    await sent(house);
    await assert.rejects(acknowledge(aPerson(51, { roles: ["wfd-lead"], partner: "hill-trust" })), {
      code: "not-found",
    });
    await assert.rejects(acknowledge(house.coordinator), { code: "not-found" });
  });
});

describe("what waits for a coordinator", () => {
  it("is one item a round for all that is to be checked, without what they are kept from", async () => {
    const second = anAgreedReview({ report: { ...aReview().report, no: 2, reference: "A26-002" } });
    const house = await aPanelHouse([anAgreedReview(), second], aRound({ status: "closed" }));
    const { following } = house.panels.feedback;
    const due = new Date("2026-11-27T09:00:00Z");
    assert.deepEqual(await following.toCheck(house.coordinator), [
      { round: "round-1", title: "Autumn 2026", count: 2, due },
    ]);
    assert.deepEqual(await following.toCheck(house.conflicted), []);
    assert.deepEqual(await following.toCheck(house.lead), []);
  });
});
