import assert from "node:assert/strict";
import fc from "fast-check";
import { type Atom, publishable } from "../../services/surveys/suppression-rules.js";
import { disclosed, type Member } from "../support/disclosure.js";

const groupOf = (kind: string, many: number) => fc.integer({ min: 1, max: many }).map((n) => `${kind}:${n}`);
/** Partners nest in sides but for the last, which has people on both, as a university has. */
const member: fc.Arbitrary<Member> = fc
  .tuple(groupOf("partner", 4), groupOf("cohort", 2), fc.boolean())
  .map(([partner, cohort, odd]) => ["all", sideOf(partner, odd), partner, cohort]);

function sideOf(partner: string, odd: boolean): string {
  if (partner === "partner:4") return odd ? "side:1" : "side:2";
  return partner === "partner:1" ? "side:1" : "side:2";
}

function atomsOf(members: readonly Member[]): Atom[] {
  return members.map((groups) => ({ groups, people: 1 }));
}

function candidatesOf(members: readonly Member[]): string[] {
  return [...new Set(members.flat())];
}

describe("the small-group law", () => {
  it("lets nobody work out a figure on fewer than five people, by any sums and differences", () => {
    fc.assert(
      fc.property(fc.array(member, { maxLength: 45 }), (members) => {
        const published = publishable(atomsOf(members), candidatesOf(members), 5);
        assert.equal(disclosed(members, published, 5), undefined);
      }),
      { numRuns: 150, seed: 20261122 },
    );
  });

  it("holds back a second partner when the side's total would give the first away", () => {
    const members = [
      ...people(3, "side:1", "partner:1"),
      ...people(8, "side:1", "partner:2"),
      ...people(9, "side:1", "partner:3"),
    ];
    const published = publishable(atomsOf(members), ["all", "side:1", "partner:3", "partner:2", "partner:1"], 5);
    assert.deepEqual(published, ["all", "side:1", "partner:3"]);
  });

  it("sees a small rest through two ways of dividing people", () => {
    // All five of partner 1 are in cohort 2, which has two people more.
    const members = [
      ...people(5, "partner:1", "cohort:2"),
      ...people(2, "partner:2", "cohort:2"),
      ...people(10, "partner:2", "cohort:1"),
    ];
    assert.deepEqual(publishable(atomsOf(members), ["all", "cohort:1", "cohort:2", "partner:1", "partner:2"], 5), [
      "all",
      "cohort:1",
      "cohort:2",
    ]);
  });

  it("shows everything when every group is large", () => {
    const members = [
      ...people(20, "side:1", "partner:1"),
      ...people(20, "side:2", "partner:2"),
      ...people(20, "side:2", "partner:3"),
    ];
    assert.equal(publishable(atomsOf(members), candidatesOf(members), 5).length, 6);
  });

  it("is decided in time, on the safe side, for people who are hardly two in the same groups", () => {
    const members = Array.from({ length: 140 }, (_, n) => {
      const side = `side:${((n * 7) >> 2) % 3}`;
      return ["all", side, `partner:${n % 14}`, `cohort:${((n * 13) >> 3) % 4}`];
    });
    for (const threshold of [5, 10]) {
      const published = publishable(atomsOf(members), candidatesOf(members), threshold);
      assert.ok(["all", "side:0", "side:1", "side:2"].every((group) => published.includes(group)));
    }
  });

  it("shows nothing of four people", () => {
    assert.deepEqual(publishable(atomsOf(people(4, "side:1")), ["all", "side:1"], 5), []);
  });

  it("has a checker that finds what the rule must prevent", () => {
    const members = [...people(3, "partner:1"), ...people(8, "partner:2")];
    assert.equal(disclosed(members, ["all", "partner:2"], 5)?.length, 1);
    assert.equal(disclosed(members, ["all"], 5), undefined);
  });
});

function people(count: number, ...groups: string[]): Member[] {
  return Array.from({ length: count }, () => ["all", ...groups]);
}
