import assert from "node:assert/strict";
import type { Wave } from "../../services/surveys/schema.js";
import { aPerson } from "../support/survey-house.js";
import { aHouse, bankHolidays, NOVEMBER, plannedIn, refused, waveIn } from "../support/wave-calendar.js";

const GOOD = { workload: "good", support: "good" };

describe("a wave sent ahead of its day", () => {
  it("lives by the schedule from its opening to its results", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    const wave = await house.aWave(NOVEMBER);
    assert.equal((await waveIn(house, wave)).status, "scheduled");
    await house.passUntil("2026-11-26T12:00:00Z");
    for (const person of house.people.slice(0, 7)) await house.surveys.answering.submit(person, wave, GOOD);
    await house.passUntil("2026-12-20T12:00:00Z");
    assert.deepEqual(plannedIn(house), [
      "invitation 2026-11-25T09:00:00.000Z",
      "reminder1 2026-11-30T09:00:00.000Z",
      "reminder2 2026-12-02T09:00:00.000Z",
      "told 2026-12-08T00:00:00.000Z",
    ]);
    assert.equal((await house.surveys.closing.results(wave)).answered, 7);
    assert.deepEqual([house.schedule.errors, house.failures], [[], []]);
  });

  it("is in the records as sent by who sent it, and as done by the system after that", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    await house.aWave(NOVEMBER);
    await house.passUntil("2026-12-20T12:00:00Z");
    assert.deepEqual(
      house.entries.map(({ event, by }) => [event, by === "system"]),
      [
        ["surveys.scheduled", false],
        ["surveys.sent", true],
        ["surveys.reminded", true],
        ["surveys.reminded", true],
        ["surveys.closed", true],
      ],
    );
  });

  it("asks those who are in its audience on its day", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    const wave = await house.aWave(NOVEMBER);
    house.people.push(aPerson(100));
    await house.passUntil("2026-11-25T09:00:00Z");
    assert.equal((await waveIn(house, wave)).invited, 13);
  });

  it("takes no answers before, and doesn't show to those who will be asked", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    const wave = await house.aWave(NOVEMBER);
    const { answering } = house.surveys;
    await refused(answering.form(aPerson(1), wave), "not-open");
    assert.deepEqual([await answering.ownWaves(aPerson(1)), await answering.waiting(aPerson(1))], [[], []]);
  });

  it("is a draft again once it was edited, and opens on the day for which it is sent then", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    const wave = await house.aWave(NOVEMBER);
    const { planning, sending } = house.surveys;
    const { values } = await planning.editForm(wave);
    assert.equal(values.opensOn, "2026-11-25");
    await planning.plan(wave, "pulse", { ...values, opensOn: "2026-11-27" });
    assert.equal((await waveIn(house, wave)).status, "draft");
    await house.passUntil("2026-11-26T00:00:00Z");
    assert.deepEqual(plannedIn(house), []);
    await sending.send(wave, house.coordinator);
    await house.passUntil("2026-11-27T12:00:00Z");
    assert.deepEqual(plannedIn(house), ["invitation 2026-11-27T09:00:00.000Z"]);
  });

  it("can be dropped until then, and not after", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    const [dropped, sent] = [await house.aWave(NOVEMBER), await house.aWave(NOVEMBER)];
    await house.surveys.planning.cancel(dropped);
    await house.passUntil("2026-11-25T12:00:00Z");
    assert.deepEqual([...house.deliveries.planned.keys()], [`${sent}.invitation`]);
    await refused(house.surveys.planning.cancel(sent), "already-done");
    await refused(
      house.surveys.planning.plan(sent, "pulse", { title: "x", ...NOVEMBER, reminders: "none" }),
      "already-done",
    );
  });

  it("is scheduled once when Send is pressed twice, and opened once by two processes", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    const wave = await house.aWave(NOVEMBER);
    await house.surveys.sending.send(wave, house.coordinator);
    house.clock.turnTo("2026-11-25T09:00:00Z");
    const now = house.clock.now();
    const instances = [house.surveys, house.secondInstance()];
    await Promise.all(instances.map(({ sending }) => sending.openDue(wave, now)));
    assert.deepEqual(
      house.entries.map(({ event }) => event),
      ["surveys.scheduled", "surveys.sent"],
    );
  });

  it("opened at once, where its day is today, whatever the time", async () => {
    const house = await aHouse("2026-11-23T06:00:00Z");
    const wave = await house.aWave({ opensOn: "2026-11-23", closesOn: "2026-12-07" });
    assert.equal((await waveIn(house, wave)).status, "open");
  });
});

describe("the days of a wave", () => {
  it("go by London's clocks, over their change in autumn", async () => {
    const house = await aHouse("2026-10-19T10:00:00Z");
    await house.aWave({ opensOn: "2026-10-22", closesOn: "2026-10-30" });
    await house.passUntil("2026-11-02T00:00:00Z");
    assert.deepEqual(plannedIn(house), [
      "invitation 2026-10-22T08:00:00.000Z",
      "reminder1 2026-10-26T09:00:00.000Z",
      "reminder2 2026-10-29T09:00:00.000Z",
      "told 2026-10-31T00:00:00.000Z",
    ]);
  });

  it("go by London's clocks over their change in spring; Easter's two reminders of one day are one", async () => {
    const house = await aHouse("2027-03-20T10:00:00Z", bankHolidays("2027-03-26", "2027-03-29"));
    const wave = await house.aWave({ opensOn: "2027-03-23", closesOn: "2027-04-06" });
    await house.passUntil("2027-04-10T00:00:00Z");
    assert.deepEqual(plannedIn(house), [
      "invitation 2027-03-23T09:00:00.000Z",
      "reminder1 2027-03-30T08:00:00.000Z",
      "told 2027-04-06T23:00:00.000Z",
    ]);
    assert.equal((await waveIn(house, wave)).remindersSent, 1);
    assert.equal((await house.surveys.closing.results(wave)).closedInWords, "Tuesday 6 April 2027");
  });

  it("leave out, and record as too late, a reminder for which no working day is left", async () => {
    const house = await aHouse("2026-12-18T10:00:00Z", bankHolidays("2026-12-25", "2026-12-28"));
    const wave = await house.aWave({ opensOn: "2026-12-18", closesOn: "2026-12-27" });
    await house.passUntil("2027-01-05T00:00:00Z");
    assert.deepEqual(plannedIn(house), [
      "invitation 2026-12-18T10:00:00.000Z",
      "reminder1 2026-12-21T09:00:00.000Z",
      "told 2026-12-28T00:00:00.000Z",
    ]);
    const late = await house.schedule.late(new Date(0));
    assert.deepEqual(
      late.map(({ kind, subject }) => [kind, subject]),
      [["surveys.remind", `${wave}|2`]],
    );
  });
});

describe("a wave whose process is down", () => {
  it("for an hour or a day at its opening opens when it is back, and counts its reminders from then", async () => {
    for (const [back, first] of [
      ["2026-11-25T10:00:00Z", "2026-11-30T09:00:00.000Z"],
      ["2026-11-26T10:00:00Z", "2026-11-30T09:00:00.000Z"],
      ["2026-11-28T10:00:00Z", "2026-12-01T09:00:00.000Z"],
    ] as const) {
      const house = await aHouse("2026-11-23T10:00:00Z");
      await house.aWave(NOVEMBER);
      house.clock.turnTo(back);
      await house.passUntil("2026-12-01T12:00:00Z");
      const [invitation, reminder] = plannedIn(house);
      assert.deepEqual([invitation, reminder], [`invitation ${new Date(back).toISOString()}`, `reminder1 ${first}`]);
    }
  });

  it("until its last day is over is not opened: it is a draft again, marked as missed, and can be sent anew", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    const wave = await house.aWave(NOVEMBER);
    house.clock.turnTo("2026-12-08T00:00:00Z");
    await house.passUntil("2026-12-09T10:00:00Z");
    assert.deepEqual(plannedIn(house), []);
    const [line] = await house.surveys.following.list();
    assert.equal(line?.status, "draft");
    assert.deepEqual(line?.missed, { onInWords: "Wednesday 25 November 2026", why: "late" });
    const { planning, sending } = house.surveys;
    const { values } = await planning.editForm(wave);
    await planning.plan(wave, "pulse", { ...values, opensOn: "2026-12-09", closesOn: "2026-12-18" });
    await sending.send(wave, house.coordinator);
    const { status, missed } = await waveIn(house, wave);
    assert.deepEqual([status, missed], ["open", undefined]);
  });

  it("catches up one reminder of several missed ones, and none after the end", async () => {
    for (const [back, reminders] of [
      ["2026-11-30T10:00:00Z", ["reminder1 2026-11-30T10:00:00.000Z", "reminder2 2026-12-02T09:00:00.000Z"]],
      ["2026-12-03T10:00:00Z", ["reminder1 2026-12-03T10:00:00.000Z"]],
      ["2026-12-09T10:00:00Z", []],
    ] as const) {
      const house = await aHouse("2026-11-23T10:00:00Z");
      const wave = await house.aWave(NOVEMBER);
      await house.passUntil("2026-11-26T00:00:00Z");
      house.clock.turnTo(back);
      await house.passUntil("2026-12-20T10:00:00Z");
      assert.deepEqual(
        plannedIn(house).filter((one) => one.startsWith("reminder")),
        reminders,
      );
      assert.equal((await waveIn(house, wave)).status, "closed");
    }
  });

  it("for a week after its end closes when it is back, as of its last day", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    const wave = await house.aWave(NOVEMBER);
    await house.passUntil("2026-12-04T00:00:00Z");
    house.clock.turnTo("2026-12-15T10:00:00Z");
    await refused(house.surveys.answering.submit(aPerson(1), wave, GOOD), "not-open");
    await house.passUntil("2026-12-15T10:00:00Z");
    assert.equal((await house.surveys.closing.results(wave)).closedInWords, "Monday 7 December 2026");
  });

  it("when its audience has gone is not opened either", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    await house.aWave(NOVEMBER);
    house.people.splice(3);
    await house.passUntil("2026-11-26T10:00:00Z");
    assert.deepEqual(plannedIn(house), []);
    const [line] = await house.surveys.following.list();
    assert.deepEqual([line?.status, line?.missed?.why], ["draft", "audience"]);
  });

  it("half-way through the opening has its timers set by whoever goes on", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    const wave = await house.aWave(NOVEMBER);
    const set = house.schedule.set.bind(house.schedule);
    house.schedule.set = () => Promise.reject(new Error("stopped"));
    house.clock.turnTo("2026-11-25T09:00:00Z");
    await house.schedule.runDue();
    assert.equal((await waveIn(house, wave)).status, "sending");
    house.schedule.set = set;
    await house.secondInstance().resume();
    await house.passUntil("2026-12-20T10:00:00Z");
    assert.equal((await waveIn(house, wave)).status, "closed");
    assert.equal((await waveIn(house, wave)).remindersSent, 2);
  });

  it("just after a reminder was counted doesn't send it again when it is back", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    const wave = await house.aWave(NOVEMBER);
    await house.passUntil("2026-11-30T10:00:00Z");
    house.clock.turnTo("2026-12-01T10:00:00Z");
    await house.surveys.reminding.remindDue(wave, 1, house.clock.now());
    assert.equal((await waveIn(house, wave)).remindersSent, 1);
  });
});

describe("a wave that an earlier version of the program opened", () => {
  it("is read as it is, and gets the reminders that are still to come and its close", async () => {
    const house = await aHouse("2026-11-23T10:00:00Z");
    const wave = await house.aWave({ opensOn: "2026-11-23", closesOn: "2026-12-07" });
    const { remindersDone: _, ...old } = await waveIn(house, wave);
    await house.context.waves.remove(wave);
    await house.context.waves.create(old as Wave);
    for (const id of [`surveys.remind|${wave}|1`, `surveys.remind|${wave}|2`, `surveys.close|${wave}`])
      await house.schedule.cancel(id);
    house.clock.turnTo("2026-11-27T10:00:00Z");
    await house.surveys.resume();
    await house.surveys.resume();
    await house.passUntil("2026-12-20T10:00:00Z");
    assert.deepEqual(plannedIn(house), [
      "invitation 2026-11-23T10:00:00.000Z",
      "reminder1 2026-11-30T09:00:00.000Z",
      "told 2026-12-08T00:00:00.000Z",
    ]);
  });
});
