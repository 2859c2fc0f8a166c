import assert from "node:assert/strict";
import { remindersOf } from "../../services/fees/reminder-rules.js";
import { dateOf, daysBetween } from "../../services/kernel/dates.js";
import { personKey } from "../../services/people/schema.js";
import { FeesHouse } from "../support/fees-house.js";

function remindedOf(house: FeesHouse): Record<string, number> {
  const own = [...house.deliveries.planned].filter(([id]) => /remind|board/.test(id));
  return Object.fromEntries(own.map(([id, people]) => [id.replace("fees.2027-28.", ""), people.length]));
}

describe("reminders of the fee", () => {
  it("come 28, 14, 7 and 1 days before the due day and 7 after, at the last two to the board as well", async () => {
    const house = await FeesHouse.sent();
    await house.passUntil("2027-03-31T12:00:00Z");
    assert.deepEqual(remindedOf(house), {
      ...{
        "remind.-28": 6,
        "remind.-14": 6,
        "remind.-7": 6,
        "remind.-1": 6,
        "board.-1": 3,
        "remind.7": 6,
        "board.7": 3,
      },
    });
    assert.deepEqual(house.schedule.errors, []);
  });

  it("go to those outstanding only: who is silent, and whose query was answered", async () => {
    const house = await FeesHouse.sent();
    await house.confirm("one");
    await house.say("queried", "two");
    await house.passUntil("2027-01-02T12:00:00Z");
    assert.deepEqual(remindedOf(house), { "remind.-28": 2 });
    await house.follow("answered", "two", { note: "It pays for two posts." });
    await house.say("declined", "three");
    await house.passUntil("2027-01-16T12:00:00Z");
    assert.deepEqual(house.deliveries.planned.get("fees.2027-28.remind.-14"), [
      personKey(house.contact("two")),
      personKey(house.contact("two", 2)),
    ]);
  });

  it("leave alone who declined, even when a coordinator has followed it up: they can still change their mind", async () => {
    const house = await FeesHouse.sent();
    await house.say("declined", "one");
    await house.follow("answered", "one", { note: "We spoke." });
    await house.passUntil("2027-01-02T12:00:00Z");
    assert.deepEqual(remindedOf(house), { "remind.-28": 4 });
    assert.equal(await house.confirm("one"), "entered");
  });

  it("reach nobody when everybody has confirmed", async () => {
    const house = await FeesHouse.sent();
    for (const partner of ["one", "two", "three"]) await house.confirm(partner);
    await house.passUntil("2027-03-31T12:00:00Z");
    assert.deepEqual(remindedOf(house), {});
  });

  it("that were missed are caught up while they are of use, and otherwise recorded as too late, once each", async () => {
    const house = await FeesHouse.sent();
    house.clock.turnTo("2027-01-17T11:00:00Z");
    await house.schedule.runDue();
    await house.schedule.runDue();
    assert.deepEqual(remindedOf(house), { "remind.-14": 6 });
    assert.deepEqual(
      (await house.timers.late(new Date(0))).map(({ subject }) => subject),
      ["2027-28|-28"],
    );
  });

  it("that were due before the round was sent are not made up for", async () => {
    const house = new FeesHouse();
    house.clock.turnTo("2027-01-20T10:00:00Z");
    await house.fees.sending.send("2027-28", house.coordinator);
    await house.passUntil("2027-01-29T12:00:00Z");
    assert.deepEqual(Object.keys(remindedOf(house)), ["remind.-7", "remind.-1", "board.-1"]);
    assert.deepEqual(await house.timers.late(new Date(0)), []);
  });

  it("are of use until the day before the next, so that nobody is reminded twice on one day", () => {
    const reminders = remindersOf("2027-01-29", "09:00");
    const useful = reminders.map(({ usefulUntil }) =>
      daysBetween("2027-01-29", dateOf(new Date(usefulUntil.getTime() - 1))),
    );
    assert.deepEqual(useful, [-15, -8, -2, 0, 20]);
    assert.deepEqual(reminders.map(({ due }) => due.toISOString().slice(0, 16))[0], "2027-01-01T09:00");
  });

  it("after the due day silent partners wait for a coordinator", async () => {
    const house = await FeesHouse.sent();
    await house.confirm("one");
    house.clock.turnTo("2027-01-29T23:00:00Z");
    assert.deepEqual((await house.fees.looking.toFollowUp())?.late, []);
    house.clock.turnTo("2027-01-30T00:30:00Z");
    assert.deepEqual(
      (await house.fees.looking.toFollowUp())?.late.map(({ partner }) => partner),
      ["two", "three"],
    );
    assert.ok((await house.fees.looking.board(house.boardMember("two"), "2027-28"))?.isOverdue);
    assert.equal(await house.fees.looking.board(house.boardMember("one"), "2027-28"), undefined);
  });
});
