import assert from "node:assert/strict";
import fc from "fast-check";
import { BASES, CHOICES, type Choice, KINDS_OF_ITEM, RULES, type Terms } from "../../services/board/schema.js";
import { ballotOf, progressOf, standing, tally } from "../../services/board/tally-rules.js";
import { anItem, aSeat, aVote } from "../support/board-house.js";

const PARTNERS = ["one", "two", "three", "four"];
/** What a partner can do. */
const DEEDS = [...CHOICES, "interest", "nothing"] as const;
type Deed = (typeof DEEDS)[number];

const someTerms: fc.Arbitrary<Terms> = fc.record({
  kind: fc.constantFrom(...KINDS_OF_ITEM),
  rule: fc.constantFrom(...RULES),
  of: fc.constantFrom(...BASES),
  quorum: fc.integer({ min: 0, max: 4 }),
  abstentionsCountForQuorum: fc.boolean(),
  secretUntilClose: fc.boolean(),
  closesEarly: fc.boolean(),
  interest: fc.constantFrom("vote-and-quorum" as const, "vote" as const),
});

describe("the tally of a ballot", () => {
  it("is what counting by hand gives, whatever the rule and whatever partners do", () => {
    const deeds = allDeeds(PARTNERS.length);
    fc.assert(
      fc.property(someTerms, (terms) => {
        for (const each of deeds) assert.equal(tally(ballot(each, terms)).result, byHand(each, terms), each.join());
      }),
      { numRuns: 30 },
    );
  });

  it("counts each partner once: its figures add up", () => {
    for (const each of allDeeds(PARTNERS.length)) {
      const { approve, reject, abstain, interests, voted } = tally(ballot(each, anItem().terms));
      const silent = each.filter((deed) => deed === "nothing").length;
      assert.equal(approve + reject + abstain, voted);
      assert.equal(voted + interests + silent, PARTNERS.length);
    }
  });

  it("has a tie rejected, and two thirds exactly approved", () => {
    const twoThirds = { ...anItem().terms, rule: "two-thirds" as const };
    assert.equal(tally(ballot(["approve", "reject", "approve", "reject"], anItem().terms)).result, "rejected");
    assert.equal(tally(ballot(["approve", "approve", "reject", "abstain"], twoThirds)).result, "approved");
    assert.equal(tally(ballot(["approve", "approve", "reject", "reject"], twoThirds)).result, "rejected");
  });

  it("leaves out the vote of a partner that has declared an interest, and has it back when it is taken back", () => {
    const item = anItem({ votes: [aVote("one", "approve")], interests: [anInterest("one")] });
    assert.equal(tally(ballotOf(item)).voted, 0);
    assert.equal(tally(ballotOf({ ...item, interests: [] })).voted, 1);
  });
});

describe("the vote of a partner that stands", () => {
  it("is the member's, whichever came last", () => {
    const [member, deputy] = [
      aVote("one", "approve", { at: "2026-11-24T10:00:00.000Z" }),
      aVote("one", "reject", { as: "deputy", at: "2026-11-24T11:00:00.000Z" }),
    ];
    for (const votes of [
      [member, deputy],
      [deputy, member],
    ])
      assert.equal(standing(ballotOf(anItem({ votes }))).get("one")?.choice, "approve");
  });

  it("is of the deputy's the last, as long as the member says nothing", () => {
    const votes = [
      aVote("one", "reject", { as: "deputy", at: "2026-11-24T11:00:00.000Z" }),
      aVote("one", "approve", { as: "deputy", at: "2026-11-24T10:00:00.000Z" }),
    ];
    assert.equal(standing(ballotOf(anItem({ votes }))).get("one")?.choice, "reject");
  });

  it("is none on an earlier wording, after the deadline, contradicted, or of somebody off the roll", () => {
    const votes = [
      aVote("one", "approve", { version: 2 }),
      aVote("two", "approve", { at: "2026-12-04T17:00:00.001Z" }),
      aVote("three", "approve", { phone: { by: "c", contradicted: "2026-11-24T11:00:00.000Z" } }),
      aVote("aside", "approve"),
    ];
    assert.equal(standing(ballotOf(anItem({ votes }))).size, 0);
  });
});

describe("what shows of a ballot before its close", () => {
  it("doesn't tell of a secret ballot's abstentions by whether the quorum is met", () => {
    const terms = { ...anItem().terms, quorum: 1, abstentionsCountForQuorum: false, secretUntilClose: true };
    const seen = CHOICES.map((choice) => progressOf(ballotOf(anItem({ terms, votes: [aVote("one", choice)] }))));
    assert.deepEqual(seen[0], seen[2]);
    const open = { ...terms, secretUntilClose: false };
    const shown = CHOICES.map((choice) => progressOf(ballotOf(anItem({ terms: open, votes: [aVote("one", choice)] }))));
    assert.deepEqual(
      shown.map(({ isQuorate }) => isQuorate),
      [true, true, false],
    );
  });
});

function anInterest(partner: string) {
  return { id: `i-${partner}`, partner, person: "p", at: "2026-11-24T10:00:00.000Z", reason: "We would be paid." };
}

function ballot(deeds: readonly Deed[], terms: Terms) {
  const of = (which: (deed: Deed) => boolean) => PARTNERS.filter((_, at) => which(deeds[at] ?? "nothing"));
  return ballotOf(
    anItem({
      terms,
      roll: PARTNERS.map(aSeat),
      votes: CHOICES.flatMap((choice) => of((deed) => deed === choice).map((partner) => aVote(partner, choice))),
      interests: of((deed) => deed === "interest").map(anInterest),
    }),
  );
}

function allDeeds(partners: number): Deed[][] {
  if (partners === 0) return [[]];
  return allDeeds(partners - 1).flatMap((rest) => DEEDS.map((deed) => [...rest, deed]));
}

/** Another way to say the rules: by crossing out, with shares instead of products. */
function byHand(deeds: readonly Deed[], terms: Terms): string {
  const atTheTable = deeds.filter((deed) => terms.interest === "vote" || deed !== "interest");
  if (deeds.every((deed) => deed === "interest")) return "lapsed";
  const present = atTheTable.filter(
    (deed) => deed !== "nothing" && (deed !== "abstain" || terms.abstentionsCountForQuorum),
  );
  if (present.length < terms.quorum && present.length < atTheTable.length) return "lapsed";
  if (terms.kind === "noting") return "noted";
  const is = (choice: Choice) => deeds.filter((deed) => deed === choice).length;
  const base = terms.of === "eligible" ? atTheTable.length : is("approve") + is("reject");
  const share = base === 0 ? 0 : is("approve") / base;
  const carried = {
    "simple-majority": share > 0.5,
    "two-thirds": share > 0.6666,
    unanimous: share === 1,
    "no-objection": !deeds.includes("reject"),
  }[terms.rule];
  return carried ? "approved" : "rejected";
}
