import assert from "node:assert/strict";
import { feedback } from "../../bot/capabilities/panels/feedback.js";
import type { Card } from "../../cards/card.js";
import type { Review } from "../../services/panels/schema.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { aPanelHouse, aReview, aSheet, type PanelHouse, panelist } from "../support/panel-house.js";

const [ada, bo] = [panelist(1), panelist(3)];
const act = { at: "2026-11-20T10:00:00.000Z", by: personKey(ada) };
const agreement = {
  version: 1,
  proposed: act,
  scores: {},
  strengths: "Rich.",
  develop: "Analysis.",
  action: "Plan.",
  agreed: [act],
};
const agreed: Partial<Review> = { sheets: [aSheet(ada), aSheet(bo)], revealed: act, agreement, agreedAt: act.at };

/** Presses a button of the feedback's cards, as the bot would. */
async function press(house: PanelHouse, person: Person, verb: string, data: object = {}): Promise<string> {
  const part = feedback({ panels: house.panels, fileUrl: (token) => token });
  const action = part.actions.find((one) => one.verb === `panels.${verb}`) ?? assert.fail(`no ${verb}`);
  const turn = { person, now: house.clock.now(), partnership: house.context.partnership };
  const parsed = action.schema.parse({ round: "round-1", no: "1", ...data });
  return JSON.stringify(await action.run({ ...turn, place: undefined as never, messageId: undefined }, parsed));
}

async function message(house: PanelHouse, kind: string): Promise<Card | undefined> {
  const { messages } = feedback({ panels: house.panels, fileUrl: (token) => token });
  const cards = await messages[kind]?.([house.lead, house.coordinator], "round-1|1");
  assert.equal(cards?.has(personKey(house.coordinator)), false);
  return cards?.get(personKey(house.lead));
}

describe("feedback from the panel's agreement to the agency, card by card", () => {
  it("is worded, checked, accepted, sent and acknowledged", async () => {
    const house = await aPanelHouse([aReview(agreed)]);
    const { coordinator, lead } = house;
    const texts = { strengths: "Rich.", develop: "Analysis.", action: "Plan.", passOn: "Thanks to Casey Example." };
    const version = house.clock.now().toISOString();
    assert.match(await press(house, coordinator, "feedback-list"), /To check and send/);
    assert.match(await press(house, coordinator, "feedback-check"), /Save and check/);
    assert.match(await press(house, coordinator, "feedback-save", { ...texts, action: "" }), /Name one action/);
    const check = await press(house, coordinator, "feedback-save", texts);
    assert.ok(check.includes("Somebody's name?") && !check.includes('"Send"'));
    const key = /name\.passOn\.[0-9a-f]{16}/.exec(check)?.[0];
    assert.match(
      await press(house, coordinator, "feedback-accept", { finding: key, reason: "" }),
      /Please check: Say why/,
    );
    assert.match(await press(house, coordinator, "feedback-accept", { finding: key, reason: "Agreed." }), /"Send"/);
    assert.match(await press(house, coordinator, "feedback-send", { version }), /Sent on Monday 23 November 2026/);
    assert.match(JSON.stringify(await message(house, "panels.feedback")), /"Acknowledge"/);
    assert.match(await press(house, lead, "acknowledge"), /Acknowledged by Lee Example/);
    assert.equal(await message(house, "panels.feedback"), undefined);
    assert.equal(await message(house, "panels.feedback-reminder"), undefined);
    assert.match(JSON.stringify(await message(house, "panels.feedback-done")), /Acknowledged by Lee Example/);
    assert.match(await press(house, coordinator, "feedback-edit"), /Acknowledged by Lee Example/);
  });

  it("waits in the inbox: to check, to acknowledge, to follow up", async () => {
    const house = await aPanelHouse([aReview(agreed)]);
    const { coordinator, lead, conflicted, clock } = house;
    const part = feedback({ panels: house.panels, fileUrl: (token) => token });
    const titles = async (person: Person) => (await part.waiting?.(person, clock))?.map(({ title }) => title);
    assert.deepEqual(await titles(coordinator), ["One piece of feedback to check"]);
    const texts = { strengths: "Rich.", develop: "Analysis.", action: "Plan.", passOn: "Thank them." };
    await press(house, coordinator, "feedback-save", texts);
    await press(house, coordinator, "feedback-send", { version: clock.now().toISOString() });
    assert.deepEqual([await titles(coordinator), await titles(lead)], [[], ["Feedback on A26-001"]]);
    await house.passUntil("2026-12-14T09:00:00Z");
    assert.match(JSON.stringify(await message(house, "panels.feedback-reminder")), /Reminder: feedback on A26-001/);
    assert.deepEqual(await titles(coordinator), ["Follow up: no answer on A26-001 from Vale Council"]);
    assert.deepEqual(await titles(conflicted), []);
    assert.match(await press(house, coordinator, "feedback-check"), /"Followed up"/);
    assert.match(await press(house, coordinator, "followed-up"), /No answer; followed up/);
    assert.deepEqual(await titles(coordinator), []);
  });
});
