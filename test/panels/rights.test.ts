import assert from "node:assert/strict";
import fc from "fast-check";
import { forgotten, isHeld, peopleIn, withoutPerson } from "../../services/panels/forgetting-rules.js";
import { isFormer } from "../../services/panels/former-rules.js";
import type { Review } from "../../services/panels/schema.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { aPanelHouse, aReview, aRound, aSheet, type PanelHouse, panelist } from "../support/panel-house.js";
import { aPerson } from "../support/survey-house.js";

const [ada, bo, cy] = [panelist(1), panelist(3), panelist(4)];
const AT = "2026-11-20T10:00:00.000Z";
const by = (person: Person) => ({ at: AT, by: personKey(person) });
const own = (sheet: ReturnType<typeof aSheet>, comment: string) => ({ ...sheet, comment });

/** Ada has handed in, Bo has a draft, Cy declared a conflict. */
function anOpenReview(members: Partial<Review> = {}): Review {
  const drafts = { [personKey(bo)]: { scores: {}, comments: {}, comment: "Bo's draft" } };
  return aReview({ sheets: [own(aSheet(ada, 4), "Ada's words")], drafts, conflicts: [by(cy)], ...members });
}

/** Everything that a review can hold of a person is theirs. */
function aFullReview(...people: readonly [Person, Person]): Review {
  const [one, other] = people;
  const agreement = { version: 2, proposed: by(one), scores: { diversity: 3 }, agreed: [by(one), by(other)] };
  const texts = { strengths: "S", develop: "D", action: "A" };
  return aReview({
    ...{
      reviewers: people.map(personKey),
      excused: [personKey(other)],
      sheets: people.map((person) => aSheet(person)),
      setAside: [aSheet(other, 1)],
    },
    ...{ conflicts: [by(one)], revealed: by(one), agreement: { ...agreement, ...texts }, agreedAt: AT },
    drafts: { [personKey(one)]: { scores: {}, comments: {}, comment: "" } },
    earlier: [{ ...agreement, ...texts, version: 1 }],
    feedback: {
      ...{ ...texts, passOn: "P", accepted: { key: "why" }, changed: by(one), sent: by(other) },
      ...{ to: [personKey(one)], acknowledged: by(one), followUp: { since: AT, done: by(other) } },
    },
  });
}

const stored = (house: PanelHouse) => JSON.stringify([...house.reviews.kept.values(), ...house.rounds.kept.values()]);
const data = (house: PanelHouse) => house.panels.personalData[0] ?? assert.fail("no personal data");
const purge = (house: PanelHouse, before: string) => house.panels.purges[0]?.purge(new Date(before));

describe("what panels hold on a person", () => {
  it("is told and exported: their own scores, words and acts, nothing of others", async () => {
    const house = await aPanelHouse([anOpenReview()]);
    assert.equal((await data(house).describe(ada)).count, 1);
    const exported = JSON.stringify(await data(house).export(ada));
    assert.match(exported, /Ada's words/);
    assert.doesNotMatch(exported, /Bo's draft|declared a conflict/);
    assert.match(JSON.stringify(await data(house).export(bo)), /Bo's draft/);
    assert.doesNotMatch(JSON.stringify(await data(house).export(bo)), /Ada's words|"diversity":4/);
    assert.match(JSON.stringify(await data(house).export(cy)), /declared a conflict/);
    assert.deepEqual(await data(house).export(aPerson(1)), []);
  });

  it("has what they wrote of what is to be agreed, and nobody else's", async () => {
    const draft = { base: 0, scores: {}, strengths: "Ada's draft", develop: "", action: "" };
    const house = await aPanelHouse([anOpenReview({ agreementDrafts: { [personKey(ada)]: draft } })]);
    assert.match(JSON.stringify(await data(house).export(ada)), /Ada's draft/);
    assert.doesNotMatch(JSON.stringify(await data(house).export(bo)), /Ada's draft/);
  });

  it("says nothing of what others did, whoever asks", async () => {
    const house = await aPanelHouse([aFullReview(ada, bo)]);
    const acts = JSON.stringify(await data(house).export(bo));
    assert.doesNotMatch(acts, /revealed|acknowledged|worded|declared/);
    assert.match(acts, /agreed.*sent the feedback.*followed the feedback up/);
  });

  it("is erased without a trace; scores stay, under one stand-in", async () => {
    const house = await aPanelHouse([anOpenReview()]);
    assert.equal(await data(house).erase(ada), 1);
    assert.ok(!stored(house).includes(ada.objectId));
    const { reviewers, sheets } = house.review();
    assert.deepEqual(
      sheets.map(({ reviewer, scores }) => [reviewer, scores.diversity]),
      [["former-member-1", 4]],
    );
    assert.ok(reviewers.includes("former-member-1"));
    assert.equal(await data(house).erase(ada), 0);
  });

  it("goes with their place where they had not handed in, in a round that is open", async () => {
    const house = await aPanelHouse([anOpenReview()]);
    assert.equal(await data(house).erase(bo), 1);
    assert.deepEqual(house.round().members.includes(personKey(bo)), false);
    assert.ok(!house.review().reviewers.some(isFormer));
    assert.ok(!stored(house).includes(bo.objectId) && !stored(house).includes("Bo's draft"));
  });

  it("leaves a stand-in in their place in a round that is closed", () => {
    const after = withoutPerson({ status: "closed" }, anOpenReview(), personKey(bo));
    assert.deepEqual(after.reviewers, [personKey(ada), "former-member-1"]);
  });

  it("is not waited for any more when something is to be agreed", async () => {
    const { agreedAt: _, feedback: __, ...review } = aFullReview(ada, bo);
    const agreement = review.agreement && { ...review.agreement, agreed: [by(ada)] };
    const house = await aPanelHouse([{ ...review, ...(agreement && { agreement }) }]);
    await data(house).erase(bo);
    assert.equal(house.review().agreedAt, "2026-11-23T10:00:00.000Z");
  });

  it("is found and erased wherever it is", async () => {
    for (const person of [ada, bo]) {
      const house = await aPanelHouse([aFullReview(ada, bo)], aRound({ status: "closed", closed: by(person) }));
      await data(house).erase(person);
      assert.ok(!stored(house).includes(person.objectId));
      assert.equal(house.review().sheets.length, 2);
    }
  });
});

describe("a stand-in", () => {
  const who = fc.constantFrom(ada, bo, cy, aPerson(5), aPerson(6));
  it("keeps people apart, and others as they are", () => {
    fc.assert(
      fc.property(who, who, fc.array(who), (one, other, gone) => {
        fc.pre(one !== other);
        const before = aFullReview(one, other);
        const after = gone.reduce(
          (review, person) => withoutPerson({ status: "closed" }, review, personKey(person)),
          before,
        );
        const names = new Set([one, other]);
        assert.equal(peopleIn(after).length, names.size);
        assert.deepEqual(
          peopleIn(after).filter((key) => !isFormer(key)),
          [...names].filter((person) => !gone.includes(person)).map(personKey),
        );
      }),
    );
  });
});

describe("retention of panels", () => {
  const closed = { status: "closed" as const, closed: { at: "2026-11-20T10:00:00.000Z", by: personKey(ada) } };

  it("lets go of who scored what; agreed scores stay", async () => {
    const house = await aPanelHouse([aFullReview(ada, bo)], aRound(closed));
    assert.equal(await purge(house, "2026-11-20T10:00:01Z"), 1);
    const review = house.review();
    assert.deepEqual([review.sheets, review.earlier, review.agreement?.scores], [[], [], { diversity: 3 }]);
    assert.doesNotMatch(stored(house), /00000000-0000-4000/);
    assert.equal(await purge(house, "2026-11-20T10:00:01Z"), 0);
    assert.equal(isHeld(forgotten(review)), false);
    assert.deepEqual(await house.panels.feedback.following.toCheck(house.coordinator), []);
  });

  it("lets go of why something could stay in the summary, since the reason may name people", async () => {
    const learning = { themes: {}, goodPractice: "Write.", accepted: { "name.goodPractice.0": "Ada agreed." } };
    const round = aRound({ ...closed, learning: { ...learning, changed: by(ada), published: by(ada) } });
    const house = await aPanelHouse([], round);
    await purge(house, "2026-11-20T10:00:01Z");
    assert.doesNotMatch(stored(house), /Ada agreed/);
  });

  it("leaves a round that can still be looked at", async () => {
    const house = await aPanelHouse([aFullReview(ada, bo)], aRound(closed));
    await purge(house, "2026-11-20T10:00:01Z");
    const { planning, moderation, learning, feedback } = house.panels;
    const { coordinator } = house;
    await planning.following.round("round-1", coordinator);
    await planning.following.sample("round-1", coordinator);
    await moderation.reports(coordinator, "round-1");
    await moderation.compare(coordinator, { round: "round-1", no: 1 });
    await learning.agreement(coordinator, "round-1");
    const workbook = await house.producers.get("panels-round")?.({ person: coordinator, subject: "round-1" } as never);
    assert.ok(workbook);
    const standing = await feedback.following.standing(coordinator, "round-1", 1);
    assert.equal(standing?.acknowledged?.by, "Somebody who is no longer here");
  });

  it("waits for its time, but for drafts, and for rounds that are open", async () => {
    const house = await aPanelHouse([anOpenReview()], aRound(closed));
    assert.equal(await purge(house, "2026-11-20T10:00:00Z"), 1);
    assert.deepEqual([house.review().drafts, house.review().sheets.length], [{}, 1]);
    const open = await aPanelHouse([anOpenReview()]);
    assert.equal(await purge(open, "2030-01-01T00:00:00Z"), 0);
  });
});
