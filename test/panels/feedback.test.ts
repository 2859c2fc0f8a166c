import assert from "node:assert/strict";
import { type Person, personKey } from "../../services/people/schema.js";
import { ada, anAgreedReview, at, bo, check, FIRST, place, sent, TEXTS, worded } from "../support/panel-feedback.js";
import { aPanelHouse, type PanelHouse } from "../support/panel-house.js";
import { aPerson } from "../support/survey-house.js";

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
