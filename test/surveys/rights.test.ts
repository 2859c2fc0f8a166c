import assert from "node:assert/strict";
import { personKey } from "../../services/people/schema.js";
import { aDefinition, aPerson, SurveyHouse } from "../support/survey-house.js";

const GOOD = { workload: "good", support: "good", comment: "Mine" };
const people = Array.from({ length: 12 }, (_, n) => aPerson(n));

describe("people's rights over surveys", () => {
  it("show and export confidential answers while they can be changed, and no longer", async () => {
    const house = await SurveyHouse.open(people, [aDefinition({ anonymity: "confidential" })]);
    const wave = await house.aWave();
    for (const person of people) await house.surveys.answering.submit(person, wave, GOOD);
    const { personalData } = house.surveys;
    assert.equal((await personalData.describe(aPerson(1))).count, 1);
    assert.match(JSON.stringify(await personalData.export(aPerson(1))), /Mine/);
    await house.close(wave);
    assert.doesNotMatch(JSON.stringify(await personalData.export(aPerson(1))), /Mine/);
  });

  it("never show anonymous answers", async () => {
    const house = await SurveyHouse.open(people, [aDefinition()]);
    const wave = await house.aWave();
    await house.surveys.answering.submit(aPerson(1), wave, GOOD);
    assert.doesNotMatch(JSON.stringify(await house.surveys.personalData.export(aPerson(1))), /Mine/);
  });

  it("erase what leads to the person: changeable answers with their share of the sums, and that they were asked", async () => {
    const house = await SurveyHouse.open(people, [aDefinition({ anonymity: "confidential" })]);
    const wave = await house.aWave();
    for (const person of people) await house.surveys.answering.submit(person, wave, GOOD);
    assert.equal(await house.surveys.personalData.erase(aPerson(1)), 1);
    assert.equal(await house.surveys.personalData.erase(aPerson(1)), 0);
    const { answered, byGroup } = await house.context.box.count(wave);
    assert.equal(answered, 11);
    assert.deepEqual(byGroup["partner:vale-council"], { answered: 11, hits: 22 });
    assert.equal(await house.context.invitations.find(wave, personKey(aPerson(1))), undefined);
    await house.close(wave);
    assert.equal((await house.surveys.closing.results(wave)).answered, 11);
  });
});

describe("somebody who has answered anonymously and is then erased", () => {
  it("stays protected by the small-group law", async () => {
    const children = Array.from({ length: 10 }, (_, n) => aPerson(n));
    const alone = aPerson(10, { partner: "vale-charity" });
    const adults = Array.from({ length: 10 }, (_, n) => aPerson(20 + n, { partner: "vale-adults", side: "adults" }));
    const house = await SurveyHouse.open([...children, alone, ...adults], [aDefinition()]);
    const wave = await house.aWave();
    for (const person of house.people) await house.surveys.answering.submit(person, wave, GOOD);
    await house.surveys.personalData.erase(alone);
    assert.equal(await house.context.invitations.find(wave, personKey(alone)), undefined);
    await house.close(wave);
    const { breakdowns, answered } = await house.surveys.closing.results(wave);
    assert.equal(answered, 21);
    const told = (dimension: "side" | "partner") =>
      breakdowns[dimension]?.filter(({ headlinePercent }) => headlinePercent !== undefined).map(({ base }) => base);
    // Eleven on the side less ten of the partner would be the one who was erased.
    assert.deepEqual([told("side"), told("partner")], [[10, 11], [10]]);
  });
});

describe("somebody whose answer arrives while they are erased", () => {
  it("is counted in the total, and nothing is told by group", async () => {
    const house = await SurveyHouse.open([...people], [aDefinition()]);
    const wave = await house.aWave();
    const elsewhere = house.secondInstance();
    await elsewhere.answering.form(aPerson(1), wave);
    for (const person of people.slice(2)) await house.surveys.answering.submit(person, wave, GOOD);
    await house.surveys.personalData.erase(aPerson(1));
    await elsewhere.answering.submit(aPerson(1), wave, GOOD);
    await house.close(wave);
    const { answered, breakdowns } = await house.surveys.closing.results(wave);
    assert.deepEqual([answered, breakdowns], [11, {}]);
  });
});

describe("retention of surveys", () => {
  it("lets go of answers and invitations of waves closed long enough ago, and keeps their figures", async () => {
    const house = await SurveyHouse.open(people, [aDefinition()]);
    const wave = await house.aWave();
    for (const person of people) await house.surveys.answering.submit(person, wave, GOOD);
    await house.close(wave);
    const open = await house.aWave();
    const before = new Date(house.clock.now().getTime() - 1000);
    const after = new Date(house.clock.now().getTime() + 1000);
    for (const purge of house.surveys.purges) assert.equal(await purge.purge(before), 0);
    for (const purge of house.surveys.purges) assert.ok((await purge.purge(after)) >= 12);
    for (const purge of house.surveys.purges) assert.equal(await purge.purge(after), 0);
    const results = await house.surveys.closing.resultsWithComments(wave);
    assert.equal(results.answered, 12);
    assert.deepEqual(results.comments, []);
    assert.ok(await house.context.invitations.find(open, personKey(aPerson(1))));
  });
});
