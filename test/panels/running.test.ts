import assert from "node:assert/strict";
import { personKey } from "../../services/people/schema.js";
import { aPanelHouse, aReport, aReview, aRound, aSheet, panelist } from "../support/panel-house.js";
import { aReadyRound, aSentRound, DAYS, keys } from "../support/panel-rounds.js";

describe("Sending a round", () => {
  it("invites each who scores, once, and reminds the panel three and one working days before scores are due", async () => {
    const { house, id } = await aSentRound();
    house.clock.turnTo("2026-11-23T10:00:30Z");
    await house.panels.planning.opening.send(id, house.coordinator);
    await house.passUntil("2026-12-05T00:00:00Z");
    assert.deepEqual(
      [...house.deliveries.planned.keys()],
      [`${id}.invitation`, `${id}.reminder.2026-12-01`, `${id}.reminder.2026-12-03`],
    );
    assert.equal(house.entries.filter(({ event }) => event === "panels.sent").length, 1);
  });

  it("invites them even where the process that opened it died", async () => {
    const { house, id } = await aReadyRound();
    const { drawing, opening } = house.panels.planning;
    await drawing.draw(id, house.coordinator);
    const plan = house.deliveries.plan.bind(house.deliveries);
    house.deliveries.plan = async () => Promise.reject(new Error("died"));
    await assert.rejects(opening.send(id, house.coordinator), /died/);
    house.deliveries.plan = plan;
    assert.equal(house.round(id).status, "open");
    await house.passUntil("2026-11-23T10:05:00Z");
    assert.ok(house.deliveries.planned.has(`${id}.invitation`));
  });

  it("is refused before the draw, and once the day for scores is over", async () => {
    const { house, id } = await aReadyRound();
    const { drawing, opening } = house.panels.planning;
    await assert.rejects(opening.send(id, house.coordinator), /moved on/);
    await drawing.draw(id, house.coordinator);
    house.clock.turnTo("2026-12-05T10:00:00Z");
    await assert.rejects(opening.send(id, house.coordinator), /Choose another under Settings/);
  });

  it("opens no round again that was closed at that moment", async () => {
    const { house, id } = await aReadyRound();
    const { drawing, opening } = house.panels.planning;
    await drawing.draw(id, house.coordinator);
    const drawn = house.round(id);
    house.rounds.kept.set(id, { ...drawn, status: "closed" });
    house.rounds.find = async () => drawn;
    await assert.rejects(opening.send(id, house.coordinator), /moved on/);
    assert.equal(house.round(id).status, "closed");
  });

  it("tells each their own reports, and nobody who has nothing to score", async () => {
    const house = await aPanelHouse([aReview(), aReview({ report: aReport(2), reviewers: keys(2, 3) })]);
    const own = await house.panels.planning.turns.of([panelist(1), panelist(3), panelist(4)], "round-1");
    const numbers = [...own].map(([key, { reports }]) => [key, reports.map(({ no }) => no)]);
    assert.deepEqual(numbers, [
      [keys(1)[0], [1]],
      [keys(3)[0], [1, 2]],
    ]);
  });
});

describe("Reminders", () => {
  it("move with the day, and those that would be past are left out", async () => {
    const { house, id } = await aSentRound();
    await house.panels.planning.starting.saveSettings(id, { ...DAYS, scoresDue: "2026-11-25" }, house.coordinator);
    await house.passUntil("2026-12-10T00:00:00Z");
    const reminders = [...house.deliveries.planned.keys()].filter((one) => one.includes("reminder"));
    assert.deepEqual(reminders, [`${id}.reminder.2026-11-24`]);
  });

  it("go to the whole panel on paper, at most once a day, whoever has handed in: nobody can tell who had", async () => {
    const all = [1, 3].map((n) => aSheet(panelist(n)));
    for (const sheets of [[], all]) {
      const house = await aPanelHouse([aReview({ sheets })]);
      for (const _ of [1, 2]) await house.panels.planning.reminding.remind("round-1", house.coordinator);
      assert.deepEqual([...house.deliveries.planned], [["round-1.reminder.2026-11-23", keys(1, 2, 3, 4)]]);
      assert.equal(house.deliveries.plans.get("round-1.reminder.2026-11-23")?.discreet, true);
    }
  });

  it("are of use until scores are due, and after that for as long as somebody's are missing", async () => {
    const house = await aPanelHouse();
    for (const at of ["2026-12-04T10:00:00Z", "2026-12-05T10:00:00Z"]) {
      house.clock.turnTo(at);
      await house.panels.planning.reminding.remind("round-1", house.coordinator);
    }
    const until = [...house.deliveries.plans.values()].map(({ usefulUntil }) => usefulUntil?.toISOString());
    assert.deepEqual(until, ["2026-12-05T00:00:00.000Z", undefined]);
  });

  it("end with the round", async () => {
    const { house, id } = await aSentRound();
    await house.passUntil("2026-11-23T10:05:00Z");
    await house.panels.planning.opening.close(id, house.coordinator);
    assert.equal(house.timers.nextWake(), undefined);
    assert.deepEqual([...house.deliveries.planned.keys()], [`${id}.invitation`]);
    await assert.rejects(house.panels.planning.reminding.remind(id, house.coordinator), /Nobody scores/);
  });
});

describe("An open round's card", () => {
  it("counts the sheets of the reports that one is not kept from, and says nothing else of them", async () => {
    const other = aReview({ report: aReport(2, { agency: "hill-council" }), sheets: [aSheet(panelist(1))] });
    const house = await aPanelHouse([aReview({ sheets: [1, 3].map((n) => aSheet(panelist(n))) }), other]);
    const of = async (who: typeof house.coordinator) =>
      (await house.panels.planning.following.round("round-1", who)).sheets;
    assert.deepEqual(await of(house.coordinator), { in: 3, of: 4 });
    assert.deepEqual(await of(house.conflicted), { in: 1, of: 2 });
  });

  it("wants no sheet any more that was not in at an early reveal", async () => {
    const revealed = { at: "2026-11-24T10:00:00.000Z", by: "x" };
    const house = await aPanelHouse([aReview({ sheets: [aSheet(panelist(1))], revealed })]);
    const { sheets } = await house.panels.planning.following.round("round-1", house.coordinator);
    assert.deepEqual(sheets, { in: 1, of: 1 });
  });

  it("is the same whatever was scored, when it was handed in, and by whom", async () => {
    const views = [aSheet(panelist(1), 1), aSheet(panelist(3), 4, { handedInAt: "2026-11-30T10:00:00.000Z" })].map(
      async (sheet) => {
        const house = await aPanelHouse([aReview({ sheets: [sheet] })]);
        return house.panels.planning.following.round("round-1", house.coordinator);
      },
    );
    const [one, other] = await Promise.all(views);
    assert.deepEqual(one, other);
  });

  it("says what is unfinished before it is closed, and closes once", async () => {
    const house = await aPanelHouse([aReview({ sheets: [aSheet(panelist(1))] }), aReview({ report: aReport(2) })]);
    const { following, opening } = house.panels.planning;
    const { sheetsMissing, notRevealed } = await following.closing("round-1", house.coordinator);
    assert.deepEqual([sheetsMissing, notRevealed], [3, 0]);
    await opening.close("round-1", house.coordinator);
    house.clock.turnDays(1);
    await opening.close("round-1", house.coordinator);
    assert.equal(house.round().closed?.by, personKey(house.coordinator));
    assert.equal(house.entries.filter(({ event }) => event === "panels.closed").length, 1);
  });

  it("can't be closed before it was sent", async () => {
    const house = await aPanelHouse([], aRound({ status: "draft" }));
    await assert.rejects(house.panels.planning.opening.close("round-1", house.coordinator), /moved on/);
  });
});
