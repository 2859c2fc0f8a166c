import assert from "node:assert/strict";
import type { Item } from "../../services/board/schema.js";
import { ballotOf, standing, tally } from "../../services/board/tally-rules.js";
import { cast } from "../../services/board/voting/voting-rules.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { anItem, deputy, member } from "../support/board-house.js";
import { aPerson } from "../support/survey-house.js";
import { Desk } from "./desk.js";

const before = new Date("2026-12-04T16:59:59.999Z");
const deadline = new Date("2026-12-04T17:00:00.000Z");

describe("A vote", () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });

  it("is the member's, whichever of member and deputy came first", () => {
    desk.votes(deputy("one"), "reject");
    desk.votes(member("one"), "approve");
    desk.votes(deputy("one"), "abstain");
    assert.deepEqual(desk.of, { one: "approve" });
    assert.equal(desk.item.votes.length, 3);
  });

  it("is the deputy's where no member has voted", () => {
    desk.votes(deputy("one"), "reject");
    assert.deepEqual(desk.of, { one: "reject" });
  });

  it("can be changed until the deadline, the last one counts", () => {
    desk.votes(member("one"), "reject");
    desk.votes(member("one"), "approve");
    assert.deepEqual(desk.of, { one: "approve" });
  });

  it("is the last of a partner's members, where it has several", () => {
    const seats = anItem().roll.map((seat) =>
      seat.partner === "one" ? { ...seat, members: [member("one"), member("one", 2)].map(personKey) } : seat,
    );
    desk = new Desk(anItem({ roll: seats }));
    desk.votes(member("one"), "reject");
    desk.votes(member("one", 2), "approve");
    assert.deepEqual(desk.of, { one: "approve" });
    desk.votes(member("one"), "abstain");
    assert.deepEqual(desk.of, { one: "abstain" });
  });

  it("pressed twice is one, and so is one whose answer was lost", () => {
    assert.equal(desk.votes(member("one"), "approve").isNew, true);
    assert.equal(desk.votes(member("one"), "approve").isNew, false);
    const given = { choice: "reject", comment: "", forMinutes: false, version: 1 } as const;
    const by = { id: "lost", person: member("one") };
    const first = cast(desk.item, by, given, before);
    assert.equal(cast(first.next as Item, by, given, deadline).next, undefined);
    assert.equal(desk.item.votes.length, 1);
    assert.equal(desk.item.acts.length, 1);
  });

  it("with another comment is another one", () => {
    desk.votes(member("one"), "approve");
    assert.equal(desk.votes(member("one"), "approve", { comment: "With thanks" }).isNew, true);
  });

  it("is refused from the deadline on, by the clock at the moment of the change", () => {
    assert.equal(desk.votes(member("one"), "approve", {}, deadline).refusal, "over");
    const late = new Date(deadline.getTime() + 5_000);
    assert.equal(desk.votes(member("one"), "approve", {}, late).refusal, "over");
    assert.equal(desk.votes(member("one"), "approve", {}, before).refusal, undefined);
  });

  it("is refused on an item that was closed or withdrawn meanwhile", () => {
    for (const status of ["closed", "withdrawn"] as const)
      assert.equal(new Desk(anItem({ status })).votes(member("one"), "approve").refusal, "over");
  });

  it("is refused on another wording than the last", () => {
    const [first] = anItem().wordings as [Item["wordings"][number]];
    desk = new Desk(anItem({ wordings: [first, { ...first, version: 2 }] }));
    assert.equal(desk.votes(member("one"), "approve").refusal, "reworded");
    assert.equal(desk.votes(member("one"), "approve", { version: 3 }).refusal, "reworded");
    assert.equal(desk.votes(member("one"), "approve", { version: 2 }).refusal, undefined);
  });

  it("is refused after a dozen changes, and what was recorded last stands", () => {
    for (let n = 0; n < 12; n += 1) desk.votes(member("one"), n % 2 === 0 ? "approve" : "reject");
    assert.equal(desk.votes(member("one"), "abstain").refusal, "often");
    assert.deepEqual(desk.of, { one: "reject" });
    assert.equal(desk.votes(deputy("one"), "abstain").refusal, undefined);
  });

  it("is never earlier than the one before, where two processes' clocks differ", () => {
    desk.votes(member("one"), "reject", {}, new Date("2026-12-01T10:00:05.000Z"));
    desk.votes(member("one"), "approve", {}, new Date("2026-12-01T10:00:01.000Z"));
    assert.deepEqual(desk.of, { one: "approve" });
  });

  for (const [why, person, sentence] of [
    ["has left that day", { ...member("one"), status: "left" as const }, /had a seat .* and have none now/],
    ["lost the role that day", { ...member("one"), roles: [] }, /had a seat .* and have none now/],
    ["went to another partner that day", { ...member("one"), partner: "two" }, /had a seat .* and have none now/],
    ["is a member since the item was opened", member("one", 2), /You have no seat in this vote/],
    [
      "is a deputy now, and was on the roll as member",
      { ...member("one"), roles: ["board-deputy" as const] },
      /none now/,
    ],
    [
      "is of a partner without a seat",
      aPerson(7, { partner: "aside", roles: ["board-member"] }),
      /partner has no seat/,
    ],
  ] as const)
    it(`is nobody's who ${why}`, () => {
      assert.throws(() => desk.votes(person as Person, "approve"), sentence);
      assert.throws(() => desk.declares(person as Person), sentence);
      assert.equal(desk.item.votes.length, 0);
    });

  it("leaves an act with the wording's hash, and no words or people in what is hashed", () => {
    desk.votes(member("one"), "approve", { comment: "=1+1 [x](javascript:1)", forMinutes: true });
    const [{ at: _, ...act }] = desk.item.acts as [Item["acts"][number]];
    assert.deepEqual(act, {
      ...{ id: "act-1", event: "board.voted", by: personKey(member("one")) },
      text: { id: "item-1", version: 1, sha256: "0".repeat(64) },
      details: { vote: "act-1", no: 1, partner: "one", as: "member", version: 1, forMinutes: 1, choice: "approve" },
      said: { comment: "=1+1 [x](javascript:1)" },
    });
  });

  it("seals the choice of a secret ballot apart from what is hashed", () => {
    const { terms } = anItem();
    desk = new Desk(anItem({ terms: { ...terms, secretUntilClose: true } }));
    desk.votes(member("one"), "reject");
    assert.doesNotMatch(JSON.stringify(desk.item.acts[0]?.details), /reject/);
    assert.deepEqual(desk.item.acts[0]?.said, { choice: "reject" });
  });
});

describe("An interest", () => {
  it("declared and taken back a thousand times fills no row: it is refused at last, and can still be taken back", () => {
    const recorded = Object.fromEntries(
      Array.from({ length: 999 }, (_, n) => [`early-${n}`, { seq: n + 1, hash: "0".repeat(64) }]),
    );
    const desk = new Desk(anItem({ recorded }));
    assert.equal(desk.declares(member("one")).refusal, undefined);
    const full = { ...recorded, "early-999": { seq: 1000, hash: "0".repeat(64) } };
    desk.item = { ...desk.item, recorded: full };
    assert.equal(desk.declares(member("two")).refusal, "often");
    assert.equal(desk.takesBack(member("one")).refusal, undefined);
    assert.deepEqual(desk.item.interests, []);
  });

  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });

  it("takes the partner's votes out while it stands, and lets nobody vote for it", () => {
    desk.votes(member("one"), "approve");
    desk.declares(member("one"));
    assert.deepEqual([tally(ballotOf(desk.item)).voted, tally(ballotOf(desk.item)).eligible], [0, 4]);
    assert.equal(desk.votes(deputy("one"), "reject").refusal, "interest");
    desk.takesBack(member("one"));
    assert.deepEqual([tally(ballotOf(desk.item)).approve, tally(ballotOf(desk.item)).eligible], [1, 5]);
  });

  it("is a deputy's to declare only while no member has voted", () => {
    assert.equal(desk.declares(deputy("one")).isNew, true);
    desk.takesBack(deputy("one"));
    desk.votes(member("one"), "approve");
    assert.equal(desk.declares(deputy("one")).refusal, "member-voted");
  });

  it("is taken back by who declared it; a deputy's by a member, too, a member's by no deputy", () => {
    desk.declares(member("one"));
    assert.equal(desk.takesBack(deputy("one")).isNew, false);
    assert.equal(desk.takesBack(member("two")).isNew, false);
    assert.equal(desk.takesBack(member("one")).isNew, true);
    desk.declares(deputy("one"));
    assert.equal(desk.takesBack(member("one")).isNew, true);
    assert.deepEqual(desk.item.interests, []);
  });

  it("of one deputy is not another deputy's to take back", () => {
    const deputies = [deputy("one"), { ...deputy("one"), objectId: member("two").objectId }] as const;
    const [seat, ...others] = anItem().roll as [Item["roll"][number]];
    desk = new Desk(anItem({ roll: [{ ...seat, deputies: deputies.map(personKey) }, ...others] }));
    desk.declares(deputies[0]);
    assert.equal(desk.takesBack(deputies[1]).isNew, false);
    assert.equal(desk.item.interests.length, 1);
  });

  it("is declared once, and neither declared nor taken back after the deadline", () => {
    desk.declares(member("one"));
    assert.equal(desk.declares(member("one")).isNew, false);
    assert.equal(desk.takesBack(member("one"), deadline).refusal, "over");
    assert.equal(desk.declares(member("two"), deadline).refusal, "over");
    assert.equal(desk.item.interests.length, 1);
  });
});

describe("A vote by phone", () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
    desk.enters(member("one"), "approve");
  });

  it("stands as the member's once confirmed, above the deputy's, marked as what it is", () => {
    desk.says(member("one"), "confirmed");
    desk.votes(deputy("one"), "reject");
    assert.deepEqual(desk.of, { one: "approve" });
    assert.equal(standing(ballotOf(desk.item)).get("one")?.phone?.by, "casey");
  });

  for (const who of [member("one"), deputy("one")])
    it(`stands until it is confirmed only where there is no vote of the partner's own: ${who.name}`, () => {
      assert.deepEqual(desk.of, { one: "approve" });
      desk.votes(who, "reject");
      assert.deepEqual(desk.of, { one: "reject" });
      desk.enters(member("one"), "abstain");
      assert.deepEqual(desk.of, { one: "reject" });
      desk.says(member("one"), "confirmed");
      assert.deepEqual(desk.of, { one: "abstain" });
    });

  it("gives way to what the member voted after it, though they confirm it then", () => {
    desk.votes(member("one"), "reject");
    desk.says(member("one"), "confirmed");
    assert.deepEqual(desk.of, { one: "reject" });
  });

  it("is void once the member contradicts, and the one entered before it stands again", () => {
    desk.enters(member("one"), "abstain");
    assert.deepEqual(desk.of, { one: "abstain" });
    desk.says(member("one"), "contradicted");
    assert.deepEqual(desk.of, { one: "approve" });
  });

  it("changes nothing of what was decided where it is confirmed after the deadline", () => {
    desk.votes(deputy("one"), "reject");
    desk.says(member("one"), "confirmed", deadline);
    assert.deepEqual(desk.of, { one: "reject" });
    assert.deepEqual(desk.item.acts.at(-1)?.details, { vote: "act-1", partner: "one", late: 1 });
    assert.equal(desk.says(member("one"), "contradicted", deadline).isNew, false);
  });

  it("keeps no deputy from declaring an interest before it is confirmed", () => {
    assert.equal(desk.declares(deputy("one")).refusal, undefined);
    desk.takesBack(deputy("one"));
    desk.says(member("one"), "confirmed");
    assert.equal(desk.declares(deputy("one")).refusal, "member-voted");
  });

  it("stays counted where the member contradicts after the deadline, and is disputed", () => {
    desk.says(member("one"), "contradicted", deadline);
    assert.deepEqual(desk.of, { one: "approve" });
    assert.equal(desk.item.votes[0]?.phone?.disputed, deadline.toISOString());
    assert.deepEqual(desk.item.acts.at(-1)?.details, { vote: "act-1", partner: "one", late: 1 });
  });

  it("is the member's own to confirm or to contradict, and the first word holds", () => {
    assert.throws(() => desk.says(deputy("one"), "contradicted"), /No vote was entered for you/);
    desk.says(member("one"), "confirmed");
    assert.equal(desk.says(member("one"), "contradicted").isNew, false);
    assert.deepEqual(desk.of, { one: "approve" });
  });

  it("is for members who have their seat now, and entered once", () => {
    assert.throws(() => desk.enters(deputy("two"), "approve"), /no seat as a member/);
    assert.throws(() => desk.enters({ ...member("two"), status: "left" }, "approve"), /no seat as a member/);
    assert.equal(desk.enters(member("one"), "approve").isNew, false);
    assert.equal(desk.enters(member("two"), "approve", deadline).refusal, "over");
  });
});
