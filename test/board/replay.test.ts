import assert from "node:assert/strict";
import fc from "fast-check";
import { CHOICES } from "../../services/board/schema.js";
import { ballotOf, standing, tally } from "../../services/board/tally-rules.js";
import { replay } from "../../services/board/voting/replay-rules.js";
import { personKey } from "../../services/people/schema.js";
import { anItem, aSeat, deputy, member } from "../support/board-house.js";
import { Desk } from "./desk.js";

const PARTNERS = ["one", "two", "three"] as const;
const PEOPLE = PARTNERS.flatMap((id) => [member(id), member(id, 2), deputy(id)]);
const roll = PARTNERS.map((id) => ({ ...aSeat(id), members: [personKey(member(id)), personKey(member(id, 2))] }));

/** What can happen; minutes before the deadline, some after it. */
type Step = (desk: Desk, at: Date) => unknown;
const person = fc.constantFrom(...PEOPLE);
const choice = fc.constantFrom(...CHOICES);
const word = fc.constantFrom("confirmed" as const, "contradicted" as const);
const steps: fc.Arbitrary<Step>[] = [
  fc.tuple(person, choice, fc.boolean()).map(([who, what, isOld]) => (desk, at) => {
    const version = desk.item.wordings.length - (isOld ? 1 : 0);
    return desk.votes(who, what, { version: Math.max(1, version) }, at);
  }),
  person.map((who) => (desk, at) => desk.declares(who, at)),
  person.map((who) => (desk, at) => desk.takesBack(who, at)),
  fc.tuple(fc.constantFrom(...PARTNERS), choice).map(
    ([id, what]) =>
      (desk, at) =>
        desk.enters(member(id), what, at),
  ),
  fc.tuple(fc.constantFrom(...PARTNERS), word).map(([id, what]) => (desk, at) => {
    if (desk.item.votes.some(({ phone, partner }) => phone && partner === id)) desk.says(member(id), what, at);
  }),
  fc.boolean().map((isRewording) => (desk, at) => {
    if (at.toISOString() < desk.item.deadline) isRewording ? desk.rewords(at) : desk.makesSecret(at);
  }),
];
const happening = fc.tuple(fc.oneof({ weight: 4, arbitrary: steps[0] as fc.Arbitrary<Step> }, ...steps), fc.nat(130));

describe("A ballot worked out again from the record alone", () => {
  it("is the item's, whatever happened, in whatever order and however often its entries are read", () => {
    let [voted, emptied] = [0, 0];
    const law = fc.property(
      fc.array(happening, { maxLength: 30 }),
      fc.boolean(),
      fc.infiniteStream(fc.nat()),
      (all, secret, chance) => {
        const { terms } = anItem();
        const desk = new Desk(anItem({ roll, terms: { ...terms, secretUntilClose: secret } }));
        for (const [step, minute] of all.toSorted(([, one], [, other]) => one - other))
          step(desk, new Date(Date.parse(desk.item.deadline) + (minute - 120) * 60_000));
        const mixed = [...desk.entries, ...desk.entries]
          .map((entry) => ({ entry, at: chance.next().value as number }))
          .sort((one, other) => one.at - other.at)
          .map(({ entry }) => entry);
        const replayed = replay(mixed);
        const ballot = ballotOf(desk.item);
        assert.deepEqual(replayed?.outcome, tally(ballot));
        assert.deepEqual(new Map([...(replayed?.standing ?? [])].sort()), new Map([...standing(ballot)].sort()));
        assert.equal(replayed?.unreadable, 0);
        voted += replayed.outcome.voted;
        emptied += desk.item.wordings.length - 1;
      },
    );
    fc.assert(law, { numRuns: 500 });
    assert.ok(voted > 100 && emptied > 20, `${voted} votes, ${emptied} wordings are too few to show anything`);
  });

  it("says of how many votes it can't be said any more how they were given", () => {
    const desk = new Desk(anItem({ terms: { ...anItem().terms, secretUntilClose: true } }));
    desk.votes(member("one"), "approve");
    desk.votes(member("two"), "reject");
    const erased = desk.entries.map((entry) => (entry.details.partner === "two" ? { ...entry, said: {} } : entry));
    assert.equal(replay(erased)?.unreadable, 1);
    assert.equal(replay(erased)?.outcome.voted, 1);
  });

  it("isn't there before its opening", () => {
    assert.equal(replay(new Desk().entries.slice(1)), undefined);
  });
});
