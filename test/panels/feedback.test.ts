import assert from "node:assert/strict";
import { toFollowUp } from "../../services/panels/feedback/feedback-rules.js";
import { campaigns } from "../../services/panels/feedback/sending.js";
import type { Review } from "../../services/panels/schema.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { aPanelHouse, aReview, aRound, aSheet, type PanelHouse, panelist } from "../support/panel-house.js";
import { aPerson } from "../support/survey-house.js";

const [ada, bo] = [panelist(1), panelist(3)];
const AGREED = "2026-11-20T10:00:00.000Z";
const at = (review: Person) => ({ at: AGREED, by: personKey(review) });

/** Agreed by its reviewers, nothing worded yet. */
function anAgreedReview(members: Partial<Review> = {}): Review {
  return aReview({
    ...{ sheets: [aSheet(ada), aSheet(bo, 1)], revealed: at(ada), agreedAt: AGREED },
    agreement: {
      ...{ version: 1, proposed: at(ada), scores: {}, agreed: [at(ada), at(bo)] },
      ...{ strengths: "Rich evidence.", develop: "More analysis.", action: "Plan a session on reflection." },
    },
    ...members,
  });
}

const TEXTS = {
  strengths: "Rich evidence.",
  develop: "More analysis.",
  action: "Plan a session.",
  passOn: "Thank them.",
};
const place = { round: "round-1", no: 1 };

/** Worded, with nothing pointed out unless `texts` say so. */
async function worded(house: PanelHouse, texts: Partial<typeof TEXTS> = {}, by = house.coordinator): Promise<string> {
  const { version } = await house.panels.feedback.checking.form(by, "round-1", 1);
  assert.equal(await house.panels.feedback.checking.save(by, { ...place, version }, { ...TEXTS, ...texts }), undefined);
  return house.review().feedback?.changed.at ?? "";
}

async function sent(house: PanelHouse): Promise<void> {
  const version = await worded(house);
  await house.panels.feedback.sending.send(house.coordinator, "round-1", 1, version);
}

const check = (house: PanelHouse) => house.panels.feedback.checking.check(house.coordinator, "round-1", 1);
const FIRST = campaigns.first("round-1", 1);
const REMINDER = campaigns.reminder("round-1", 1);

describe("wording feedback", () => {
  it("begins with what was agreed, and an action to pass on", async () => {
    const house = await aPanelHouse([anAgreedReview()]);
    const { values } = await house.panels.feedback.checking.form(house.coordinator, "round-1", 1);
    assert.equal(values.strengths, "Rich evidence.");
    assert.match(values.passOn ?? "", /Plan a session on reflection/);
  });

  it("gives back all that was typed where a field is left out or too long", async () => {
    const house = await aPanelHouse([anAgreedReview()]);
    const typed = { ...TEXTS, action: " ", develop: "x".repeat(1501) };
    const form = await house.panels.feedback.checking.save(house.coordinator, { ...place, version: "" }, typed);
    assert.deepEqual(Object.keys(form?.errors ?? {}), ["develop", "action"]);
    assert.deepEqual(form?.values, { ...typed, action: "" });
    assert.equal(house.review().feedback, undefined);
  });

  it("never silently puts itself in the place of a colleague's", async () => {
    const house = await aPanelHouse([anAgreedReview()]);
    await worded(house);
    const late = await house.panels.feedback.checking.save(
      house.coordinator,
      { ...place, version: "" },
      { ...TEXTS, action: "Mine" },
    );
    assert.equal(late?.values.action, "Mine");
    assert.match(late?.errors.strengths ?? "", /meanwhile/);
    assert.equal(house.review().feedback?.action, "Plan a session.");
  });

  it("begins anew when the panel agrees anew", async () => {
    const house = await aPanelHouse([anAgreedReview()]);
    const version = await worded(house, { action: "Worded before." });
    await house.reviews.change("round-1", 1, (one) => ({
      next: { ...one, agreedAt: "2026-11-24T10:00:00.000Z" },
      result: 0,
    }));
    const form = await house.panels.feedback.checking.form(house.coordinator, "round-1", 1);
    assert.equal(form.values.action, "Plan a session on reflection.");
    await assert.rejects(house.panels.feedback.sending.send(house.coordinator, "round-1", 1, version), {
      code: "stale",
    });
  });

  it("is not for a report that is not agreed, for its reviewers, or for who is kept from it", async () => {
    const { agreedAt: _, ...open } = anAgreedReview();
    const form = (house: PanelHouse, who: Person) => house.panels.feedback.checking.form(who, "round-1", 1);
    const [early, house] = [await aPanelHouse([open]), await aPanelHouse([anAgreedReview()])];
    await assert.rejects(form(early, early.coordinator), { code: "not-open" });
    await assert.rejects(form(house, { ...ada, roles: ["coordinator"] }), { code: "not-permitted" });
    await assert.rejects(form(house, house.conflicted), { code: "not-found" });
    const kept = await aPanelHouse([anAgreedReview({ conflicts: [at(ada)] })]);
    await assert.rejects(form(kept, { ...ada, roles: ["coordinator"] }), { code: "not-found" });
    assert.deepEqual((await house.panels.feedback.following.list(house.conflicted, "round-1")).lines, []);
  });
});

describe("the check before feedback leaves", () => {
  it("points out each place in its sentence, and lets nothing go before it is changed or accepted with a reason", async () => {
    const house = await aPanelHouse([anAgreedReview()]);
    const { checking, sending } = house.panels.feedback;
    const version = await worded(house, { passOn: "Good. Thanks to Casey Example. Call 07700 900123." });
    const [name, phone] = (await check(house))?.open ?? [];
    assert.deepEqual(
      name?.pieces.map(({ text }) => text),
      ["Thanks to ", "Casey Example", "."],
    );
    assert.equal(phone?.kind, "phone");
    const send = (seen: string) => sending.send(house.coordinator, "round-1", 1, seen);
    await assert.rejects(send(version), { code: "invalid" });
    assert.match(
      (await checking.accept(house.coordinator, { ...place, key: name?.key ?? "" }, {}))?.error ?? "",
      /why/,
    );
    await checking.accept(house.coordinator, { ...place, key: name?.key ?? "" }, { reason: "She wrote the guide." });
    await assert.rejects(send(version), { code: "invalid" });
    await send(await worded(house, { passOn: "Good. Thanks to Casey Example." }));
    assert.ok(house.review().feedback?.sent);
  });

  it("is asked again where the accepted words stand once more", async () => {
    const house = await aPanelHouse([anAgreedReview()]);
    await worded(house, { passOn: "Thanks to Casey." });
    const key = (await check(house))?.open[0]?.key ?? "";
    await house.panels.feedback.checking.accept(house.coordinator, { ...place, key }, { reason: "Agreed with her." });
    await worded(house, { passOn: "Thanks to Casey.", action: "Plan more." });
    assert.deepEqual((await check(house))?.open, []);
    await worded(house, { passOn: "Thanks to Casey. Ask Casey." });
    assert.equal((await check(house))?.open.length, 1);
  });

  it("leaves no words in the record", async () => {
    const house = await aPanelHouse([anAgreedReview()]);
    await worded(house, { passOn: "Thanks to Casey." });
    const key = (await check(house))?.open[0]?.key ?? "";
    await house.panels.feedback.checking.accept(house.coordinator, { ...place, key }, { reason: "Casey agreed." });
    assert.deepEqual(
      house.entries.map(({ event, details }) => ({ event, details })),
      [
        { event: "panels.feedback-changed", details: { no: 1 } },
        { event: "panels.finding-accepted", details: { no: 1, kind: "name", field: "passOn" } },
      ],
    );
  });
});

describe("sending feedback", () => {
  it("reaches the WFD leads of the report's agency and nobody else, once", async () => {
    const house = await aPanelHouse([anAgreedReview()]);
    const [colleague, elsewhere] = [
      aPerson(50, { roles: ["wfd-lead"] }),
      aPerson(51, { roles: ["wfd-lead"], partner: "hill-trust" }),
    ];
    house.people.push(colleague, elsewhere, aPerson(52, { roles: ["wfd-lead"], status: "left" }));
    await sent(house);
    assert.deepEqual(
      house.deliveries.planned.get(FIRST)?.toSorted(),
      [colleague, house.lead].map(personKey).toSorted(),
    );
    await house.panels.feedback.sending.send(
      { ...house.coordinator, objectId: ada.objectId.replace("101", "900") },
      "round-1",
      1,
      "",
    );
    assert.equal(house.entries.filter(({ event }) => event === "panels.feedback-sent").length, 1);
    await assert.rejects(house.panels.feedback.receiving.view(elsewhere, "round-1", 1), { code: "not-found" });
  });

  it("tells the agency nothing of reviewers and scores", async () => {
    const house = await aPanelHouse([anAgreedReview()]);
    await sent(house);
    const view = JSON.stringify(await house.panels.feedback.receiving.view(house.lead, "round-1", 1));
    for (const word of [ada.name, bo.name, ada.objectId, bo.objectId, "scores"]) assert.ok(!view.includes(word), word);
  });

  it("says that an agency has no WFD lead, and goes once it has one", async () => {
    const house = await aPanelHouse([anAgreedReview()]);
    house.lead.roles.length = 0;
    await assert.rejects(sent(house), { code: "unavailable", message: /Vale Council has no WFD lead/ });
    const { following, sending } = house.panels.feedback;
    assert.deepEqual(
      (await following.leadsMissing(house.coordinator)).map(({ agency, count }) => [agency, count]),
      [["Vale Council", 1]],
    );
    assert.deepEqual(await following.leadsMissing(house.conflicted), []);
    house.people.push(aPerson(50, { roles: ["wfd-lead"] }));
    await sending.send(house.coordinator, "round-1", 1, house.review().feedback?.changed.at ?? "");
    assert.equal(house.deliveries.planned.get(FIRST)?.length, 1);
    assert.deepEqual(await following.leadsMissing(house.coordinator), []);
  });

  it("is made up for when it was cut short after the decision", async () => {
    const house = await aPanelHouse([anAgreedReview()]);
    const plan = house.deliveries.plan.bind(house.deliveries);
    house.deliveries.plan = () => Promise.reject(new Error("storage is away"));
    await sent(house);
    assert.equal(house.deliveries.planned.size, 0);
    house.deliveries.plan = plan;
    await house.passUntil("2026-11-23T10:05:00Z");
    assert.equal(house.deliveries.planned.get(FIRST)?.length, 1);
    assert.deepEqual(house.review().feedback?.to, [personKey(house.lead)]);
  });

  it("takes the wording that was looked at, and no other", async () => {
    const house = await aPanelHouse([anAgreedReview()]);
    const version = await worded(house);
    house.clock.turnTo("2026-11-23T10:01:00Z");
    await worded(house, { action: "Another." });
    await assert.rejects(house.panels.feedback.sending.send(house.coordinator, "round-1", 1, version), {
      code: "stale",
    });
    assert.equal(house.review().feedback?.sent, undefined);
  });

  it("is stopped by a conflict that is declared", async () => {
    const house = await aPanelHouse([anAgreedReview()]);
    const version = await worded(house);
    await house.reviews.change("round-1", 1, (one) => ({
      next: { ...one, conflicts: [at(house.coordinator)] },
      result: 0,
    }));
    await assert.rejects(house.panels.feedback.sending.send(house.coordinator, "round-1", 1, version), {
      code: "not-found",
    });
  });
});

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
