import assert from "node:assert/strict";
import { ballotOf, tally } from "../../services/board/tally-rules.js";
import { personKey } from "../../services/people/schema.js";
import { anItem, aVote, BoardHouse, deputy, member } from "../support/board-house.js";

describe("what the board holds on a person", () => {
  it("is exported as far as it is theirs, and nothing of a colleague", async () => {
    const { data } = aHouse();
    const exported = JSON.stringify(await data.export(member("one")));
    assert.match(exported, /Ours alone/);
    assert.doesNotMatch(exported, /Of the deputy|Of another/);
    assert.equal((await data.describe(member("one"))).count, 1);
    assert.equal((await data.describe(member("one", 2))).count, 0);
  });

  it("goes without changing the outcome: a tombstone stands in their place, and what was for the minutes stays", async () => {
    const { house, data } = aHouse();
    const before = tally(ballotOf(house.item()));
    assert.equal(await data.erase(member("one")), 1);
    const text = JSON.stringify(house.item());
    assert.ok(!text.includes(personKey(member("one"))));
    assert.ok(!text.includes("Ours alone"));
    assert.match(text, /For the minutes/);
    assert.match(text, /Of another/);
    assert.deepEqual(tally(ballotOf(house.item())), before);
    assert.equal(await data.erase(member("one")), 0);
  });

  it("doesn't stop the item: others are reminded, and it closes", async () => {
    const { house, data } = aHouse();
    await data.erase(deputy("two"));
    await house.board.items.closing.closeWhenDue("item-1");
    house.clock.turnTo("2026-12-04T17:00:00.000Z");
    await house.board.items.closing.closeWhenDue("item-1");
    assert.equal(house.item().status, "closed");
    assert.equal(house.deliveries.planned.get("board-decided.item-1")?.length, 9);
  });
});

function aHouse() {
  const house = new BoardHouse();
  const votes = [
    aVote("one", "approve", { id: "1", comment: "Ours alone" }),
    aVote("one", "approve", { id: "2", comment: "For the minutes", forMinutes: true }),
    aVote("one", "reject", { id: "3", as: "deputy", person: personKey(deputy("one")), comment: "Of the deputy" }),
    aVote("three", "approve", { comment: "Of another" }),
  ];
  house.items.kept.set("item-1", anItem({ votes }));
  const [data] = house.board.personalData;
  assert.ok(data);
  return { house, data };
}
