import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import type { Item } from "../../services/board/schema.js";
import { anItem, aVote, BoardHouse, member } from "../support/board-house.js";

const HASH = "a".repeat(64);
const PERIOD = { from: "2026-11-01", until: "2026-12-31" };

describe("minutes", () => {
  it("have the decisions of the days in the order of their numbers, 9 before 10", async () => {
    const house = withItems(decision("b", 10), decision("a", 9), decision("c", 11, { closedAt: "2027-01-01" }));
    const { decided } = await house.board.minutes.between(PERIOD.from, PERIOD.until);
    assert.deepEqual(
      decided.map(({ number }) => number),
      ["2026-27/9", "2026-27/10"],
    );
  });

  it("count days as London has them, both included", async () => {
    const house = withItems(
      decision("a", 1, { closedAt: "2026-06-30T22:59:00.000Z" }),
      decision("b", 2, { closedAt: "2026-06-30T23:30:00.000Z" }),
    );
    const { decided } = await house.board.minutes.between("2026-07-01", "2026-07-01");
    assert.deepEqual(
      decided.map(({ item }) => item),
      ["b"],
    );
  });

  it("name the partner of a comment in an open ballot only, and have none that was not for them", async () => {
    const votes = [
      aVote("one", "approve", { comment: "Zeal is needed.", forMinutes: true }),
      aVote("two", "reject", { comment: "All too fast.", forMinutes: true }),
      aVote("three", "approve", { comment: "Between us.", forMinutes: false }),
    ];
    const secret = { ...anItem().terms, secretUntilClose: true };
    const house = withItems(decision("a", 1, { votes }), decision("b", 2, { votes, terms: secret }));
    const [open, closed] = (await house.board.minutes.between(PERIOD.from, PERIOD.until)).decided;
    assert.deepEqual(
      open?.comments.map(({ partner }) => partner),
      ["Partner one", "Partner two"],
    );
    assert.deepEqual(closed?.comments, [
      { partner: undefined, comment: "All too fast." },
      { partner: undefined, comment: "Zeal is needed." },
    ]);
    assert.deepEqual(closed?.votes, []);
  });

  it("are a Word document with arithmetic, votes, text version and the record's hash", async () => {
    const votes = [aVote("one", "approve"), aVote("two", "approve", { phone: { by: "c" } }), aVote("three", "reject")];
    const house = withItems(
      decision("a", 1, { votes }),
      decision("b", undefined, { votes: votes.slice(0, 1) }),
      anItem({
        id: "w",
        status: "withdrawn",
        withdrawn: { at: "2026-12-01T10:00:00.000Z", by: "x", reason: "A <mistake> & more" },
      }),
    );
    const text = await documentFrom(house);
    for (const part of [
      "2026-27/1  Budget 2027-28",
      "3 of 5 partners voted, quorum 3; 2 approve, 1 reject, 0 abstain; simple majority of votes cast: approved",
      "Approve: Partner one, Partner two (by phone)",
      `Text: version 1, SHA-256 ${"0".repeat(64)}.`,
      `Record: board:a, entry 7, ${HASH}.`,
      "Closed on Friday 4 December 2026 at 17:00.",
      "Lapsed for want of a quorum",
      "A &lt;mistake&gt; &amp; more",
    ])
      assert.ok(text.includes(part), part);
  });

  it("are not handed out to who has left the board meanwhile", async () => {
    const house = withItems(decision("a", 1));
    const made = await house.board.minutes.make(member("one"), PERIOD);
    assert.ok("token" in made);
    house.people = house.people.map((one) => (one.partner === "one" ? { ...one, roles: [] } : one));
    const request = JSON.parse(made.token);
    assert.equal(await house.producers.get("board-minutes")?.(request), undefined);
  });
});

/** Closed as such a number; without one it lapsed. */
function decision(
  id: string,
  number: number | undefined,
  { closedAt = "2026-12-04T17:00:00.000Z", ...members }: Partial<Item> & { readonly closedAt?: string } = {},
): Item {
  const item = anItem({ id, status: "closed", ...members });
  const count = (choice: string) => item.votes.filter((vote) => vote.choice === choice).length;
  const [approve, reject] = [count("approve"), count("reject")];
  const figures = {
    eligible: 5,
    voted: approve + reject,
    present: approve + reject,
    quorum: 3,
    abstain: 0,
    interests: 0,
  };
  return {
    ...item,
    recorded: { closing: { seq: 7, hash: HASH } },
    closed: {
      ...{ at: new Date(closedAt).toISOString(), why: "deadline", act: "closing" },
      ...(number !== undefined && { number: `2026-27/${number}` }),
      outcome: { ...figures, approve, reject, result: number === undefined ? "lapsed" : "approved" },
    },
  };
}

function withItems(...items: Item[]): BoardHouse {
  const house = new BoardHouse();
  for (const item of items) house.items.kept.set(item.id, item);
  return house;
}

async function documentFrom(house: BoardHouse): Promise<string> {
  const made = await house.board.minutes.make(house.coordinator, PERIOD);
  assert.ok("token" in made);
  const file = await house.producers.get("board-minutes")?.(JSON.parse(made.token));
  assert.ok(file);
  return strFromU8(unzipSync(file)["word/document.xml"] as Uint8Array);
}
