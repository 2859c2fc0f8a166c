import assert from "node:assert/strict";
import fc from "fast-check";
import { isSettled } from "../../services/board/items/settled-rules.js";
import { BASES, CHOICES, KINDS_OF_ITEM, RULES, type Terms, type Vote } from "../../services/board/schema.js";
import { type Ballot, ballotOf, silent, tally } from "../../services/board/tally-rules.js";
import { anItem, aSeat, aVote } from "../support/board-house.js";

const PARTNERS = ["one", "two", "three", "four", "five"];
const DEEDS = [...CHOICES, "interest", "nothing"] as const;

describe("an item that closes early", () => {
  it("is settled when, and only when, every way to go on gives the same outcome", () => {
    const someBallot = fc.record({
      terms: fc.record({
        kind: fc.constantFrom(...KINDS_OF_ITEM),
        rule: fc.constantFrom(...RULES),
        of: fc.constantFrom(...BASES),
        quorum: fc.integer({ min: 0, max: 5 }),
        abstentionsCountForQuorum: fc.boolean(),
        interest: fc.constantFrom("vote-and-quorum" as const, "vote" as const),
      }),
      deeds: fc.array(fc.constantFrom(...DEEDS), { minLength: 5, maxLength: 5 }),
    });
    let settled = 0;
    fc.assert(
      fc.property(someBallot, ({ terms, deeds }) => {
        const ballot = given(terms, deeds);
        const results = new Set(allWaysOn(ballot).map((one) => tally(one).result));
        assert.equal(isSettled(ballot), results.size === 1);
        settled += results.size === 1 ? 1 : 0;
      }),
      { numRuns: 400 },
    );
    assert.ok(settled > 20, "both cases are met");
  });

  it("closes on three approvals of five by a simple majority, and not where one rejection could stop it", () => {
    const three = ["approve", "approve", "approve", "nothing", "nothing"] as const;
    assert.equal(isSettled(given({ of: "eligible" }, three)), true);
    assert.equal(isSettled(given({ of: "cast" }, three)), true);
    assert.equal(isSettled(given({ of: "cast", rule: "two-thirds" }, three)), false);
    assert.equal(isSettled(given({ of: "cast", rule: "unanimous" }, three)), false);
  });

  it("waits in a secret ballot for everybody, since not closing would tell how close it is", () => {
    const four = ["approve", "approve", "approve", "approve", "nothing"] as const;
    assert.equal(isSettled(given({ secretUntilClose: true }, four)), false);
    assert.equal(isSettled(given({ secretUntilClose: true }, [...four.slice(0, 4), "reject"])), true);
    assert.equal(isSettled(given({ secretUntilClose: true }, [...four.slice(0, 4), "interest"])), true);
  });

  it("is not settled by a vote by phone before the member confirms it, for it takes nobody's own vote away", () => {
    const three = given({ of: "eligible" }, ["approve", "approve", "nothing", "nothing", "nothing"]);
    const byPhone = (phone: Vote["phone"]) => ({
      ...three,
      votes: [...three.votes, aVote("three", "approve", { phone })],
    });
    assert.equal(isSettled(byPhone({ by: "casey" })), false);
    assert.equal(isSettled(byPhone({ by: "casey", confirmed: "2026-11-24T10:00:00.000Z" })), true);
  });

  it("is found out at once for a board of thirty partners of whom nobody has voted", () => {
    const many = Array.from({ length: 30 }, (_, n) => aSeat(`p${n}`));
    assert.equal(isSettled(ballotOf(anItem({ roll: many }))), false);
  });
});

function given(terms: Partial<Terms>, deeds: readonly (typeof DEEDS)[number][]): Ballot {
  return PARTNERS.reduce((ballot, partner, at) => withDeed(ballot, partner, deeds[at] ?? "nothing"), {
    ...ballotOf(anItem()),
    terms: { ...anItem().terms, ...terms },
  });
}

function withDeed(ballot: Ballot, partner: string, deed: (typeof DEEDS)[number]): Ballot {
  if (deed === "nothing") return ballot;
  if (deed !== "interest") return { ...ballot, votes: [...ballot.votes, aVote(partner, deed)] };
  const interest = { id: partner, partner, person: "p", at: "2026-11-24T10:00:00.000Z", reason: "Paid." };
  return { ...ballot, interests: [...ballot.interests, interest] };
}

function allWaysOn(ballot: Ballot): Ballot[] {
  return silent(ballot).reduce(
    (all, { partner }) => all.flatMap((one) => DEEDS.map((deed) => withDeed(one, partner, deed))),
    [ballot],
  );
}
