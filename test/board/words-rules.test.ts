import assert from "node:assert/strict";
import { arithmeticInWords } from "../../services/board/items/words-rules.js";
import type { Outcome, Terms } from "../../services/board/schema.js";
import { outcomeOf } from "../../services/board/tally-rules.js";
import { anItem } from "../support/board-house.js";

describe("the arithmetic of a decision", () => {
  it("says who voted, the quorum, the figures, the rule and what it came to", () => {
    assert.equal(
      told({ quorum: 6 }, { approve: 7, reject: 1, abstain: 1 }),
      "9 of 11 partners voted, quorum 6; 7 approve, 1 reject, 1 abstain; simple majority of votes cast: approved",
    );
  });

  it("says that the quorum was not met, and of what it was counted", () => {
    assert.equal(
      told({ quorum: 3, abstentionsCountForQuorum: false }, { approve: 2, abstain: 1 }),
      "3 of 11 partners voted, quorum 3 without abstentions; 2 approve, 0 reject, 1 abstain; the quorum was not met: lapsed",
    );
  });

  it("says who was out for an interest, by the rule of the item", () => {
    assert.match(
      told({}, { approve: 6, interests: 2 }),
      /^6 of 9 partners voted, 2 took no part for an interest, quorum/,
    );
    assert.match(
      told({ interest: "vote" }, { approve: 6, interests: 2 }),
      /^6 of 11 partners voted, 2 took no part for an interest and count for the quorum,/,
    );
    assert.match(told({}, { interests: 11 }), /nobody was left to vote: lapsed$/);
  });

  it("names each rule", () => {
    const end = (terms: Partial<Terms>) => told(terms, { approve: 11 }).split("; ").at(-1);
    assert.equal(end({ rule: "two-thirds", of: "eligible" }), "two thirds of eligible partners: approved");
    assert.equal(end({ rule: "unanimous" }), "unanimity of votes cast: approved");
    assert.equal(end({ rule: "no-objection" }), "no objection: approved");
    assert.equal(end({ kind: "noting" }), "for noting: noted");
  });
});

function told(terms: Partial<Terms>, counts: Partial<Outcome>): string {
  const all = { ...anItem().terms, ...terms };
  return arithmeticInWords(
    outcomeOf(all, { seats: 11, approve: 0, reject: 0, abstain: 0, interests: 0, ...counts }),
    all,
  );
}
