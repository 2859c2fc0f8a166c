import assert from "node:assert/strict";
import { personKey } from "../../services/people/schema.js";
import { PanelHouse, panelist } from "../support/panel-house.js";
import { aReadyRound, DAYS, pasted, REPORTS } from "../support/panel-rounds.js";

describe("Starting a round", () => {
  it("keeps title and days, begins with the partnership's rules, and twice makes one", async () => {
    const house = new PanelHouse();
    const { starting } = house.panels.planning;
    const { round: id } = starting.form();
    for (const _ of [1, 2])
      assert.equal(await starting.add(id, { ...DAYS, reviewers: "3" }, house.coordinator), undefined);
    const { title, status, scoresDue, meetingOn, rules, members } = house.round(id);
    assert.deepEqual([title, status, scoresDue, meetingOn], ["Autumn 2026", "draft", "2026-12-04", "2026-12-10"]);
    assert.deepEqual([rules.reviewers, rules.criteria.length, members.length], [3, 9, 0]);
    assert.equal(house.entries.length, 1);
  });

  for (const [wrong, typed] of [
    ["title", { title: "" }],
    ["title", { title: "x".repeat(81) }],
    ["scoresDue", { scoresDue: "2026-11-22" }],
    ["scoresDue", { scoresDue: "next week" }],
    ["meetingOn", { meetingOn: "2026-12-03" }],
    ["meetingOn", { meetingOn: "2028-01-01" }],
    ["reviewers", { reviewers: "5" }],
    ["reviewers", { reviewers: "" }],
  ] as const) {
    it(`says so where ${wrong} is ${JSON.stringify(Object.values(typed)[0]).slice(0, 14)}, and keeps the rest`, async () => {
      const house = new PanelHouse();
      const form = await house.panels.planning.starting.add("r", { ...DAYS, ...typed }, house.coordinator);
      assert.deepEqual(Object.keys(form?.errors ?? {}), [wrong]);
      assert.deepEqual(form?.values, { ...DAYS, ...typed });
      assert.equal(house.rounds.kept.size, 0);
    });
  }

  it("lets days stay that are past by now, and moves nobody's number of reviewers after the draw", async () => {
    const { house, id } = await aReadyRound();
    await house.panels.planning.drawing.draw(id, house.coordinator);
    house.clock.turnTo("2026-12-07T10:00:00Z");
    const typed = { ...DAYS, title: "Autumn", reviewers: "4" };
    assert.equal(await house.panels.planning.starting.saveSettings(id, typed, house.coordinator), undefined);
    assert.deepEqual([house.round(id).title, house.round(id).rules.reviewers], ["Autumn", 2]);
  });
});

describe("The reports of a round", () => {
  it("come in parts, numbered on, and can be replaced as a whole", async () => {
    const { house, id } = await aReadyRound(new PanelHouse(), REPORTS.slice(0, 2));
    const { framing } = house.panels.planning;
    const save = (how: "add" | "replace", from: number) =>
      framing.save(id, how, { frame: pasted(REPORTS.slice(from, from + 3)) }, house.coordinator);
    assert.equal(await save("add", 2), undefined);
    const numbers = (await house.rounds.frame(id)).map(({ no, reference }) => `${no} ${reference}`);
    assert.deepEqual(numbers, ["1 A26-001", "2 A26-002", "3 A26-003", "4 A26-004", "5 A26-005"]);
    assert.equal(await save("replace", 10), undefined);
    assert.deepEqual(
      (await house.rounds.frame(id)).map(({ no }) => no),
      [1, 2, 3],
    );
    assert.equal(house.round(id).reports, 3);
  });

  it("are refused as a whole, with the lines named and what was pasted given back", async () => {
    const { house, id } = await aReadyRound(new PanelHouse(), REPORTS.slice(0, 2));
    const frame = pasted(REPORTS.slice(1, 4));
    const form = await house.panels.planning.framing.save(id, "add", { frame }, house.coordinator);
    assert.deepEqual(
      form?.mistakes.map(({ line }) => line),
      [2],
    );
    assert.equal(form?.pasted, frame);
    assert.equal(house.round(id).reports, 2);
  });

  it("don't come back where they are too long for a card, and are never cut", async () => {
    const { house, id } = await aReadyRound();
    const frame = `${pasted(REPORTS.slice(0, 3))}${"\n".repeat(120_000)}`;
    const form = await house.panels.planning.framing.save(id, "replace", { frame }, house.coordinator);
    assert.deepEqual([form?.isTooLong, form?.pasted, form?.mistakes.length], [true, "", 1]);
    assert.equal(house.round(id).reports, REPORTS.length);
  });

  it("are fixed once the sample is drawn", async () => {
    const { house, id } = await aReadyRound();
    const { drawing, framing } = house.panels.planning;
    await drawing.draw(id, house.coordinator);
    const again = framing.save(id, "replace", { frame: pasted(REPORTS.slice(0, 3)) }, house.coordinator);
    await assert.rejects(again, /the reports are fixed/);
    assert.equal((await house.rounds.frame(id)).length, REPORTS.length);
  });

  it("are put back as they were where somebody draws while they are being saved", async () => {
    const { house, id } = await aReadyRound();
    const { drawing, framing } = house.panels.planning;
    const save = house.rounds.saveFrame.bind(house.rounds);
    let isFirst = true;
    house.rounds.saveFrame = async (round, reports) => {
      if (isFirst) {
        isFirst = false;
        await drawing.draw(id, house.coordinator);
      }
      await save(round, reports);
    };
    await assert.rejects(framing.save(id, "replace", { frame: pasted(REPORTS.slice(0, 3)) }, house.coordinator));
    const { isFrameAsDrawn } = await house.panels.planning.following.sample(id, house.coordinator);
    assert.equal(isFrameAsDrawn, true);
  });
});

describe("The panel's members", () => {
  it("are chosen among those who have the role", async () => {
    const others = [panelist(5, { roles: [] }), panelist(6, { status: "left" })];
    const house = new PanelHouse([panelist(1), panelist(3), ...others]);
    const { id } = await aReadyRound(house).catch(() => ({ id: [...house.rounds.kept.keys()][0] ?? "" }));
    const form = await house.panels.planning.choosing.form(id);
    assert.deepEqual(
      form.people.map(({ title }) => title),
      ["Panelist 1, Vale University", "Panelist 3, Hill Trust"],
    );
    assert.ok(!JSON.stringify(form).includes(personKey(panelist(1))));
  });

  it("can't be nobody, nor somebody who isn't there", async () => {
    const { house, id } = await aReadyRound();
    for (const members of ["", "nobody", `nobody,${house.people.length}`]) {
      const form = await house.panels.planning.choosing.save(id, { members }, house.coordinator);
      assert.ok(form?.errors.members);
    }
    assert.equal(house.round(id).members.length, 4);
  });
});
