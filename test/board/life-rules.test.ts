import assert from "node:assert/strict";
import {
  type Doing,
  decided,
  extended,
  madeSecret,
  numbered,
  opened,
  redrafted,
  reworded,
  withdrawn,
} from "../../services/board/items/life-rules.js";
import type { Changed } from "../../services/board/ports.js";
import type { Item } from "../../services/board/schema.js";
import { ballotOf, tally } from "../../services/board/tally-rules.js";
import { anItem, aSeat, aVote } from "../support/board-house.js";

const LATER = new Date("2026-12-11T17:00:00.000Z");
const TEXT = { title: "Budget 2027-28", question: "Do you approve the new budget?" };
const ROLL = ["one", "two", "three"].map(aSeat);

describe("an item's life", () => {
  const steps: readonly [what: string, rule: (item: Item, doing: Doing) => Changed<Item>, item: Item][] = [
    ["opening", (item, doing) => opened(item, ROLL, doing), aDraft()],
    ["rewording", (item, doing) => reworded(item, TEXT, doing), anItem()],
    ["making secret", madeSecret, anItem()],
    ["extending", (item, doing) => extended(item, LATER, "Late paper.", doing), anItem()],
    ["withdrawing", (item, doing) => withdrawn(item, "A mistake.", doing), anItem()],
    ["closing", (item, doing) => decided(item, { ...doing, now: LATER }), anItem()],
  ];
  for (const [what, rule, item] of steps) {
    it(`changes nothing where ${what} meets its own change, on its way to the record or there already`, () => {
      const once = rule(item, at());
      assert.ok(once.next);
      assert.equal(once.next.acts.length, 1);
      const recorded = { ...once.next, acts: [], recorded: { act: { seq: 1, hash: "0".repeat(64) } } };
      for (const met of [once.next, recorded]) {
        const again = rule(met, at());
        assert.equal(again.next, undefined);
        assert.deepEqual(again.result, met);
      }
    });
  }

  it("freezes rule and roll at the opening, on the record too", () => {
    const { next } = opened(aDraft(), ROLL, at());
    assert.deepEqual(next?.roll, ROLL);
    const [act] = next?.acts ?? [];
    assert.equal(act?.details.partners, "one,two,three");
    assert.equal(act?.details.rule, "simple-majority");
    assert.equal(act?.text?.sha256, next?.wordings[0]?.sha256);
    assert.throws(() => redrafted(next as Item, { proposer: "x" }), { code: "already-done" });
  });

  it("is not opened after its deadline, with too large a quorum, or where nobody could vote", () => {
    const empty = ROLL.map((seat) => ({ ...seat, members: [], deputies: [] }));
    assert.throws(() => opened(aDraft(), ROLL, at(LATER)), /later/);
    assert.throws(() => opened(aDraft(), ROLL.slice(0, 2), at()), /quorum/);
    assert.throws(() => opened(aDraft(), empty, at()), /nobody could vote/);
  });

  it("empties the votes with a new wording, and keeps them as they were given", () => {
    const item = anItem({ votes: [aVote("one", "approve"), aVote("two", "reject")] });
    const { next } = reworded(item, TEXT, at());
    assert.deepEqual(next?.votes, item.votes);
    assert.equal(tally(ballotOf(next as Item)).voted, 0);
    assert.equal(next?.acts[0]?.details.emptied, 2);
    assert.equal(next?.acts[0]?.text?.version, 2);
    assert.throws(() => reworded(next as Item, TEXT, at(undefined, "other")), /already/);
  });

  it("is never less secret than it was", () => {
    const secret = madeSecret(anItem(), at()).next as Item;
    assert.equal(secret.terms.secretUntilClose, true);
    assert.equal(madeSecret(secret, at(undefined, "other")).next, undefined);
  });

  it("is extended once, to a later time, before its deadline", () => {
    const { next } = extended(anItem(), LATER, "Late paper.", at());
    assert.equal(next?.deadline, LATER.toISOString());
    assert.throws(() => extended(next as Item, new Date("2027-01-01"), "More.", at(undefined, "b")), /once/);
    assert.throws(() => extended(anItem(), new Date(anItem().deadline), "Same.", at()), /later/);
    assert.throws(() => extended(anItem(), LATER, "Late.", at(new Date(anItem().deadline))), { code: "not-open" });
  });

  it("counts nothing that came after the deadline, however late it is closed", () => {
    const late = aVote("four", "reject", { at: "2026-12-04T17:00:05.000Z" });
    const item = anItem({ votes: ["one", "two", "three"].map((one) => aVote(one, "approve")).concat(late) });
    const { closed } = decided(item, at(LATER)).result;
    assert.equal(closed?.outcome.voted, 3);
    assert.equal(closed?.at, item.deadline);
  });

  it("keeps the number that it was given first", () => {
    const closed = decided(anItem(), at(LATER)).result;
    const first = numbered(closed, "2026-27/1").result;
    assert.equal(numbered(first, "2026-27/2").next, undefined);
  });

  it("stays open before its deadline, unless it closes early and is settled", () => {
    const votes = ["one", "two", "three"].map((one) => aVote(one, "approve"));
    const early = { ...anItem().terms, closesEarly: true };
    assert.equal(decided(anItem({ votes }), at()).next, undefined);
    assert.equal(decided(anItem({ votes: votes.slice(1), terms: early }), at()).next, undefined);
    assert.equal(decided(anItem({ votes, terms: early }), at()).result.closed?.why, "settled");
  });
});

function aDraft(): Item {
  return anItem({ status: "draft", roll: [], opened: undefined });
}

function at(now = new Date("2026-11-24T10:00:00.000Z"), act = "act"): Doing {
  return { act, by: anItem().created.by, now };
}
