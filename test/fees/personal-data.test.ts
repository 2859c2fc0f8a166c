import assert from "node:assert/strict";
import { stateOf } from "../../services/fees/state-rules.js";
import { personKey } from "../../services/people/schema.js";
import { FeesHouse } from "../support/fees-house.js";

describe("what a fee round holds on a person", () => {
  it("is shown to them: that they were asked, and what they answered", async () => {
    const house = await FeesHouse.sent();
    await house.confirm("one");
    const [data] = house.fees.personalData;
    assert.equal((await data?.describe(house.contact("one")))?.count, 1);
    assert.equal((await data?.describe(house.boardMember("one")))?.count, 0);
    const held = JSON.stringify(await data?.export(house.contact("one")));
    assert.match(held, /Partner one.*confirmed.*Morgan Finch/);
    assert.doesNotMatch(JSON.stringify(await data?.export(house.contact("one", 2))), /confirmed/);
  });

  it("goes at erasure, and what their partner answered stays", async () => {
    const house = await FeesHouse.sent();
    const person = house.contact("one");
    const typed = { authoriser: person.name, role: "Director" };
    const sent = { entry: "a1", messageId: undefined };
    await house.fees.answering.answer("2027-28", "confirmed", person, typed, sent);
    const [data] = house.fees.personalData;
    assert.equal(await data?.erase(person), 1);
    assert.equal(await data?.erase(person), 0);
    const row = JSON.stringify(house.round());
    assert.ok(!row.includes(personKey(person)) && !row.includes(`"${person.name}"`));
    assert.equal(stateOf(house.round().entries, "one").standing, "confirmed");
    const view = await house.fees.looking.partner("2027-28", "one", house.coordinator);
    assert.equal(view.history[0]?.name, undefined);
  });

  it("brings what is not on the record yet there first, so that it goes from there with all the rest", async () => {
    const house = await FeesHouse.sent();
    const record = house.audit.record.bind(house.audit);
    house.audit.record = async () => Promise.reject(new Error("the process dies"));
    await assert.rejects(house.confirm("one"));
    house.audit.record = record;
    await house.fees.personalData[0]?.erase(house.contact("one"));
    // The record forgets them itself, after this: by then it has to have all of it.
    assert.deepEqual(house.audit.kept.map(({ by }) => by).at(1), personKey(house.contact("one")));
    assert.deepEqual(house.round().acts, []);
  });
});
