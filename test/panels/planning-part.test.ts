import assert from "node:assert/strict";
import { planning } from "../../bot/capabilities/panels/planning.js";
import type { Turn } from "../../bot/capability.js";
import type { Card } from "../../cards/card.js";
import { refOf } from "../../services/panels/planning/panel.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { inputs, nodes, titles, words } from "../support/card-words.js";
import { aPanelHouse, aReport, aReview, aSheet, PanelHouse, panelist } from "../support/panel-house.js";
import { aSentRound, DAYS, pasted, REPORTS } from "../support/panel-rounds.js";

/** Somebody at the cards of this part. */
function at(house: PanelHouse, person: Person) {
  const part = planning({ panels: house.panels, fileUrl: (token) => token });
  const run = async (verb: string, data: object): Promise<Card> => {
    const action = part.actions.find((one) => one.verb === verb);
    if (!action) throw new Error(`nobody knows ${verb}`);
    return action.run({ person, now: house.clock.now() } as Turn, action.schema.parse(data));
  };
  const press = (card: Card, title: string, typed: object = {}) => {
    const button = nodes(card).find((node) => node.type === "Action.Execute" && node.title === title);
    if (!button) throw new Error(`no ${title} among ${titles(card)}`);
    return run(`${button.verb}`, { ...(button.data as object), ...typed });
  };
  return { part, run, press };
}

describe("A coordinator", () => {
  it("brings a round from its start to its panel, button by button", async () => {
    const house = new PanelHouse();
    const { run, press } = at(house, house.coordinator);
    let card = await press(await run("panels.start", {}), "Start", DAYS);
    card = await press(await press(card, "Reports"), "Add these reports", { frame: pasted(REPORTS) });
    const members = house.people.map((one) => refOf(personKey(one))).join(",");
    card = await press(await press(card, "Members"), "Save", { members });
    card = await press(card, "Draw");
    assert.match(words(card), /3 reports of 21 will be reviewed/);
    card = await press(card, "Send");
    assert.match(words(card), /0 of 6 sheets are in/);
    assert.deepEqual(titles(card), ["Reports", "Feedback", "Learning", "Remind", "More", "Back"]);
    card = await press(await press(await press(card, "More"), "Close"), "Close for good");
    assert.equal([...house.rounds.kept.values()][0]?.status, "closed");
  });

  it("gets everything typed back where something is wrong", async () => {
    const house = new PanelHouse();
    const { run, press } = at(house, house.coordinator);
    const card = await press(await run("panels.start", {}), "Start", { ...DAYS, meetingOn: "2026-12-01" });
    assert.deepEqual(
      inputs(card).map(({ value }) => value),
      ["Autumn 2026", "2026-12-04", "2026-12-01", 2],
    );
    assert.match(words(card), /Choose Friday 4 December 2026 or a later day/);
  });

  it("is told the same by Remind, whoever has handed in", async () => {
    const answers = [[], [1, 3]].map(async (done) => {
      const house = await aPanelHouse([aReview({ sheets: done.map((n) => aSheet(panelist(n))) })]);
      return words(await at(house, house.conflicted).run("panels.remind", { round: "round-1" }));
    });
    const [none, all] = await Promise.all(answers);
    assert.equal(none, all);
  });

  it("finds a report without enough reviewers in their inbox", async () => {
    const house = await aPanelHouse([aReview({ reviewers: [] })]);
    const { part } = at(house, house.coordinator);
    const items = await part.waiting?.(house.coordinator, house.clock);
    assert.deepEqual(
      items?.map(({ title }) => title),
      ["A report has too few reviewers"],
    );
    assert.deepEqual(await part.waiting?.(house.conflicted, house.clock), []);
  });
});

describe("A member", () => {
  it("is asked for each report that is theirs, with a button to score it", async () => {
    const house = await aPanelHouse([aReview(), aReview({ report: aReport(2) })]);
    const { part } = at(house, panelist(1));
    const made = await part.messages["panels.invitation"]?.([panelist(1), panelist(2)], "round-1");
    assert.deepEqual([...(made?.keys() ?? [])], [personKey(panelist(1))]);
    const [card] = made?.values() ?? [];
    assert.deepEqual(card && titles(card), ["Score: A26-001", "Score: A26-002"]);
    assert.match(card ? words(card) : "", /You have 2 reports to score by Friday 4 December/);
  });

  it("is told of one report alone where it was given to them later", async () => {
    const house = await aPanelHouse([aReview(), aReview({ report: aReport(2) })]);
    const made = await at(house, panelist(1)).part.messages["panels.given"]?.([panelist(1)], "round-1|2");
    assert.deepEqual([...(made?.values() ?? [])].flatMap(titles), ["Score"]);
  });

  it("is reminded of nothing once they have handed in, or the round is closed", async () => {
    const done = await aPanelHouse([aReview({ sheets: [aSheet(panelist(1))] })]);
    const closed = await aPanelHouse();
    await closed.panels.planning.opening.close("round-1", closed.coordinator);
    for (const house of [done, closed]) {
      const made = await at(house, panelist(1)).part.messages["panels.reminder"]?.([panelist(1)], "round-1");
      assert.equal(made?.size, 0);
    }
  });

  it("finds each report that is theirs to score in their inbox, until the day is over", async () => {
    const { house } = await aSentRound();
    const { part } = at(house, house.coordinator);
    const items = (await Promise.all(house.people.map((one) => part.waiting?.(one, house.clock) ?? []))).flat();
    assert.equal(items.length, 6);
    assert.match(items[0]?.title ?? "", /^Score A26-0\d\d$/);
    assert.ok(items.every(({ due }) => due.toISOString() === "2026-12-05T00:00:00.000Z"));
  });
});
