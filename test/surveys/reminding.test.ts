import assert from "node:assert/strict";
import { aPerson, SurveyHouse } from "../support/survey-house.js";
import { aHouse, NOVEMBER, plannedIn, refused, waveIn } from "../support/wave-calendar.js";

const GOOD = { workload: "good", support: "good" };

describe("a coordinator's own reminder", () => {
  const atTen = (day: string) => `${day}T10:00:00Z`;

  it("comes on top of the two planned ones, and once only", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    const wave = await house.aWave(NOVEMBER);
    const remind = () => house.surveys.reminding.remind(wave, house.coordinator);
    await house.passUntil(atTen("2026-11-26"));
    assert.equal((await house.surveys.following.progress(wave)).remindersLeft, 1);
    await remind();
    assert.equal((await house.surveys.following.progress(wave)).remindersLeft, 0);
    await house.passUntil(atTen("2026-11-27"));
    await assert.rejects(remind(), /goes out by itself on Monday 30 November/);
    await house.passUntil(atTen("2026-12-03"));
    await assert.rejects(remind(), /reminded three times/);
    assert.equal((await waveIn(house, wave)).remindersSent, 3);
  });

  it("on a planned one's day takes its place, so that nobody is asked twice on one day", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    const wave = await house.aWave(NOVEMBER);
    await house.passUntil("2026-11-30T08:30:00Z");
    await house.surveys.reminding.remind(wave, house.coordinator);
    await house.passUntil(atTen("2026-11-30"));
    assert.equal((await waveIn(house, wave)).remindersSent, 1);
    await refused(house.surveys.reminding.remind(wave, house.coordinator), "already-done");
    await house.passUntil(atTen("2026-12-03"));
    assert.equal((await waveIn(house, wave)).remindersSent, 2);
    await house.surveys.reminding.remind(wave, house.coordinator);
  });

  it("waits for the morning in quiet hours, since some may answer until then", async () => {
    const house = await SurveyHouse.open(Array.from({ length: 6 }, (_, n) => aPerson(n)));
    const wave = await house.aWave();
    house.deliveries.nextAllowed = () => new Date("2026-11-24T08:00:00Z");
    await assert.rejects(house.surveys.reminding.remind(wave, house.coordinator), /from .*24 November.* 08:00 on/);
    assert.equal(house.deliveries.planned.has(`${wave}.reminder1`), false);
  });

  it("is counted when it went out though its process died before, and the next has a number of its own", async () => {
    const house = await SurveyHouse.open(Array.from({ length: 6 }, (_, n) => aPerson(n)));
    const wave = await house.aWave();
    const message = { kind: "surveys.reminder", subject: wave };
    await house.deliveries.plan({ id: `${wave}.reminder1`, title: "", message, manner: "reminds" }, house.people);
    house.clock.turnDays(1);
    const { plan } = house.deliveries;
    house.deliveries.plan = async (campaign, to) => {
      const planned = await plan.call(house.deliveries, campaign, to);
      return campaign.id.endsWith("reminder1") ? { ...planned, createdAt: "2026-11-23T10:00:00.000Z" } : planned;
    };
    await house.surveys.reminding.remind(wave, house.coordinator);
    assert.equal(house.deliveries.planned.get(`${wave}.reminder2`)?.length, 6);
    assert.equal((await house.context.waves.find(wave))?.value.remindersSent, 2);
  });

  it("and a planned one at one moment are one", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    const wave = await house.aWave(NOVEMBER);
    await house.passUntil("2026-11-30T08:59:00Z");
    house.clock.turnTo("2026-11-30T09:00:00Z");
    const byHand = house.secondInstance().reminding.remind(wave, house.coordinator);
    await Promise.allSettled([byHand, house.schedule.runDue()]);
    assert.equal((await waveIn(house, wave)).remindersSent, 1);
    assert.equal(plannedIn(house).filter((one) => one.startsWith("reminder")).length, 1);
  });

  it("is not needed, nor a planned one, once everybody has answered", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    const wave = await house.aWave(NOVEMBER);
    await house.passUntil(atTen("2026-11-26"));
    for (const person of house.people) await house.surveys.answering.submit(person, wave, GOOD);
    await house.passUntil(atTen("2026-12-03"));
    await refused(house.surveys.reminding.remind(wave, house.coordinator), "already-done");
    assert.equal((await waveIn(house, wave)).remindersSent, 0);
  });
});

describe("a wave closed before its time", () => {
  it("reminds nobody any more and is closed once", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    const wave = await house.aWave(NOVEMBER);
    await house.passUntil("2026-11-30T08:59:59Z");
    await house.close(wave);
    await house.passUntil("2026-12-20T10:00:00Z");
    assert.deepEqual(
      plannedIn(house).map((one) => one.split(" ")[0]),
      ["invitation", "told"],
    );
    assert.equal(house.entries.filter(({ event }) => event === "surveys.closed").length, 1);
    assert.deepEqual(await house.schedule.late(new Date(0)), []);
    assert.equal(house.timers.nextWake(), undefined);
  });

  it("has the notes put in the place of its cards, and the lists of those reminded forgotten", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    const wave = await house.aWave(NOVEMBER);
    await house.passUntil("2026-12-01T10:00:00Z");
    await house.close(wave);
    const over = { kind: "surveys.over", subject: wave };
    assert.deepEqual(house.deliveries.retired.get(`${wave}.invitation`), over);
    assert.deepEqual(house.deliveries.retired.get(`${wave}.reminder1`), over);
    assert.deepEqual([...house.deliveries.planned.keys()], [`${wave}.invitation`, `${wave}.told`]);
    assert.equal((await house.surveys.closing.over(wave)).closedInWords, "Tuesday 1 December 2026");
  });

  it("forgets within the hour whom a process planned to remind that stopped in the moment of the close", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    const wave = await house.aWave(NOVEMBER);
    await house.passUntil("2026-11-26T10:00:00Z");
    const { deliveries } = house;
    const plan = deliveries.plan.bind(deliveries);
    let list: [Parameters<typeof plan>[0], Parameters<typeof plan>[1]] | undefined;
    deliveries.plan = (...planning) => {
      list = planning;
      return Promise.reject(new Error("stopped"));
    };
    await assert.rejects(house.surveys.reminding.remind(wave, house.coordinator), /stopped/);
    deliveries.plan = plan;
    await house.close(wave);
    assert.ok(list);
    await plan(...list);
    await house.passUntil("2026-11-26T11:00:00Z");
    assert.equal(deliveries.planned.get(`${wave}.reminder1`), undefined);
  });
});
