import assert from "node:assert/strict";
import { type Person, personKey } from "../../services/people/schema.js";
import { campaignIds } from "../../services/surveys/context.js";
import { aDefinition, aPerson, SurveyHouse } from "../support/survey-house.js";
import { waveIn } from "../support/wave-calendar.js";

const ID = "0123456789abcdef0123456789abcdef";
const everybody = Array.from({ length: 12 }, (_, n) => aPerson(n));
const came = everybody.slice(0, 6);
const evaluation = (members: object = {}) => ({
  ...{
    id: ID,
    series: "research-hub",
    title: "Research Hub, 8 December: how was it?",
    definition: "pulse",
    people: came,
  },
  ...{ closesOn: "2026-11-30", forget: false, ...members },
});

async function invitedIn(house: SurveyHouse): Promise<string[]> {
  const keys: string[] = [];
  for await (const { personKey: key } of house.context.invitations.all(ID)) keys.push(key);
  return keys;
}

describe("an evaluation", () => {
  it("is sent at once to the people named, and once", async () => {
    const house = await SurveyHouse.open(everybody);
    const { evaluations } = house.surveys;
    assert.equal(await evaluations.ask(evaluation()), "asked");
    assert.equal(await evaluations.ask(evaluation({ people: everybody })), "asked");
    assert.deepEqual(await invitedIn(house), came.map(personKey).sort());
    assert.deepEqual(house.deliveries.planned.get(campaignIds.invitation(ID)), came.map(personKey).sort());
    const wave = await waveIn(house, ID);
    assert.deepEqual([wave.status, wave.invited, wave.people], ["open", 6, undefined]);
  });

  it("is not sent to so few that their answers could not be kept apart, unless they give their names", async () => {
    const house = await SurveyHouse.open(everybody, [aDefinition(), aDefinition({ id: "named", anonymity: "named" })]);
    const { evaluations } = house.surveys;
    assert.equal(await evaluations.ask(evaluation({ people: came.slice(0, 4) })), "too-few");
    assert.equal(await evaluations.ask(evaluation({ definition: "other" })), "no-such-survey");
    assert.equal(await evaluations.ask(evaluation({ people: came.slice(0, 1), definition: "named" })), "asked");
  });

  it("closes by itself, and is forgotten with who was asked where that is wanted", async () => {
    const house = await SurveyHouse.open(everybody);
    await house.surveys.evaluations.ask(evaluation({ forget: true }));
    await house.passUntil("2026-12-01T00:01:00Z");
    assert.equal((await waveIn(house, ID)).status, "closed");
    assert.equal(house.deliveries.planned.has(campaignIds.invitation(ID)), false);
    assert.equal(house.deliveries.planned.get(campaignIds.told(ID))?.length, 6);
    await house.passUntil("2026-12-04T00:01:00Z");
    assert.deepEqual(await invitedIn(house), []);
    assert.equal(house.deliveries.planned.has(campaignIds.told(ID)), false);
  });

  it("keeps who was asked otherwise", async () => {
    const house = await SurveyHouse.open(everybody);
    await house.surveys.evaluations.ask(evaluation());
    await house.passUntil("2026-12-05T00:01:00Z");
    assert.equal((await invitedIn(house)).length, 6);
    assert.equal(house.deliveries.planned.has(campaignIds.told(ID)), true);
  });

  it("stands in the coordinators' list after what they started", async () => {
    const house = await SurveyHouse.open(everybody);
    const own = await house.aWave();
    house.clock.turnDays(1);
    await house.surveys.evaluations.ask(evaluation());
    assert.deepEqual(
      (await house.surveys.following.list()).map(({ waveId }) => waveId),
      [own, ID],
    );
  });

  it("is compared over time with those of its own series alone", async () => {
    const house = await SurveyHouse.open(everybody, [aDefinition({ anonymity: "named" })]);
    const { evaluations, answering, closing } = house.surveys;
    const ids = ["1", "2", "3"].map((digit) => digit.repeat(32));
    for (const [n, id] of ids.entries()) {
      await evaluations.ask(evaluation({ id, series: n === 1 ? "blm" : "research-hub" }));
      await answering.submit(came[0] as Person, id, { workload: "good", support: "good" });
      await house.close(id);
    }
    assert.equal((await closing.results(ids[1] as string)).trend.length, 1);
    assert.equal((await closing.results(ids[2] as string)).trend.length, 2);
  });
});
