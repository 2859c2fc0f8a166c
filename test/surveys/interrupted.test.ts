import assert from "node:assert/strict";
import { ExpectedError } from "../../services/kernel/errors.js";
import { personKey } from "../../services/people/schema.js";
import { aPerson, SurveyHouse } from "../support/survey-house.js";

const GOOD = { workload: "good", support: "good", comment: "Thank you" };
const MINUTE = 60_000;

function aHouse(): Promise<SurveyHouse> {
  return SurveyHouse.open(Array.from({ length: 12 }, (_, n) => aPerson(n)));
}

describe("a wave whose process stops", () => {
  it("while it is sent is taken over within a minute by another", async () => {
    const house = await aHouse();
    const { deliveries } = house;
    const plan = deliveries.plan.bind(deliveries);
    const dying = new AbortController();
    const begun = new Promise<void>((begin) => {
      deliveries.plan = () => {
        begin();
        return new Promise((_, reject) => dying.signal.addEventListener("abort", reject));
      };
    });
    const stopped = house.aWave().catch(() => undefined);
    await begun;
    deliveries.plan = plan;
    const [{ waveId: wave = "" } = {}] = await house.surveys.following.list();
    house.clock.turnTo(new Date(house.clock.now().getTime() + MINUTE).toISOString());
    await house.secondInstance().resume();
    assert.equal((await house.context.waves.find(wave))?.value.status, "open");
    assert.equal(house.deliveries.planned.get(`${wave}.invitation`)?.length, 12);
    dying.abort();
    await stopped;
  });

  it("before it was settled who is asked counts everybody once who is on the list when it goes on", async () => {
    const house = await aHouse();
    const { waves } = house.context;
    const save = waves.save.bind(waves);
    waves.save = (wave, version) => (wave.frozen ? Promise.reject(new Error("stopped")) : save(wave, version));
    await assert.rejects(house.aWave(), /stopped/);
    waves.save = save;
    house.people.push(...Array.from({ length: 30 }, (_, n) => aPerson(100 + n)));
    const again = house.secondInstance();
    await again.resume();
    const [wave] = await again.following.list();
    const { waveId = "", invited } = wave ?? {};
    for (const person of house.people) await again.answering.submit(person, waveId, GOOD);
    for (const person of house.people) await again.answering.submit(person, waveId, GOOD);
    assert.deepEqual([invited, (await again.following.progress(waveId)).answered], [42, 42]);
  });

  it("after that asks just those people, whoever has joined meanwhile", async () => {
    const house = await aHouse();
    const { deliveries } = house;
    const plan = deliveries.plan.bind(deliveries);
    deliveries.plan = () => Promise.reject(new Error("stopped"));
    await assert.rejects(house.aWave(), /stopped/);
    deliveries.plan = plan;
    house.people.push(aPerson(100));
    await house.secondInstance().resume();
    const [campaign] = house.deliveries.planned.values();
    assert.deepEqual(campaign, house.people.slice(0, 12).map(personKey));
  });

  it("has its form ready for whoever is written to before it is marked as open", async () => {
    const house = await aHouse();
    const { deliveries } = house;
    const plan = deliveries.plan.bind(deliveries);
    const asked: unknown[] = [];
    deliveries.plan = async (campaign, to) => {
      asked.push(await house.surveys.answering.toAsk(campaign.message.subject));
      return plan(campaign, to);
    };
    await house.aWave();
    assert.notEqual(asked[0], undefined);
  });

  it("while people are reminded reminds them at the next press, and nobody twice", async () => {
    const house = await aHouse();
    const wave = await house.aWave();
    const { deliveries } = house;
    const { waves } = house.context;
    const [plan, save] = [deliveries.plan.bind(deliveries), waves.save.bind(waves)];
    const remind = () => house.surveys.reminding.remind(wave, house.coordinator);
    deliveries.plan = () => Promise.reject(new Error("stopped"));
    await assert.rejects(remind(), /stopped/);
    deliveries.plan = plan;
    waves.save = () => Promise.reject(new Error("stopped"));
    await assert.rejects(remind(), /stopped/);
    waves.save = save;
    await house.surveys.reminding.remind(wave, house.coordinator);
    assert.deepEqual([...house.deliveries.planned.keys()], [`${wave}.invitation`, `${wave}.reminder1`]);
    assert.equal((await waves.find(wave))?.value.remindersSent, 1);
  });
});

describe("closing", () => {
  it("publishes nothing as long as the box could not be sealed, and loses no answer", async () => {
    const house = await aHouse();
    const wave = await house.aWave();
    for (const person of house.people.slice(0, 6)) await house.surveys.answering.submit(person, wave, GOOD);
    const ballots = house.storage.table("ballots");
    const replace = ballots.replace.bind(ballots);
    ballots.replace = async () => false;
    await assert.rejects(house.close(wave), (error) => error instanceof ExpectedError && error.code === "busy");
    for (const person of house.people.slice(6)) await house.surveys.answering.submit(person, wave, GOOD);
    ballots.replace = replace;
    await house.surveys.resume();
    assert.equal((await house.surveys.closing.results(wave)).answered, 12);
  });

  it("re-writes many answers at a time, however few of them storage hands out at once", async () => {
    const house = await aHouse();
    const wave = await house.aWave();
    for (const person of house.people) await house.surveys.answering.submit(person, wave, GOOD);
    const { box, archive } = house.context;
    const pages = box.pages.bind(box);
    box.pages = async function* (id) {
      for await (const page of pages(id)) for (const one of page) yield [one];
    };
    const written: number[] = [];
    const addComments = archive.addComments.bind(archive);
    archive.addComments = (id, comments) => {
      written.push(comments.length);
      return addComments(id, comments);
    };
    await house.close(wave);
    assert.deepEqual(written, [12]);
  });
});
