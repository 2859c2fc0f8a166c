import assert from "node:assert/strict";
import { ExpectedError } from "../../services/kernel/errors.js";
import type { Mode } from "../../services/surveys/schema.js";
import type { AnswerForm, Thanks } from "../../services/surveys/views.js";
import { aDefinition, aPerson, SurveyHouse } from "../support/survey-house.js";

const GOOD = { workload: "good", support: "poor", stay: "yes", comment: "Thank you" };
const people = Array.from({ length: 12 }, (_, n) => aPerson(n));

function houseOf(anonymity: Mode): Promise<SurveyHouse> {
  return SurveyHouse.open(people, [aDefinition({ anonymity })]);
}

function outcome(reply: AnswerForm | Thanks): string {
  return "outcome" in reply ? reply.outcome : "form";
}

describe("answering a wave", () => {
  for (const mode of ["named", "confidential", "anonymous"] as const) {
    it(`counts a ${mode} answer once, however often it is sent`, async () => {
      const house = await houseOf(mode);
      const wave = await house.aWave();
      const { answering, following } = house.surveys;
      const twice = await Promise.all([
        answering.submit(aPerson(1), wave, GOOD),
        answering.submit(aPerson(1), wave, GOOD),
      ]);
      await answering.submit(aPerson(1), wave, GOOD);
      assert.ok(twice.map(outcome).includes("recorded"));
      assert.equal((await following.progress(wave)).answered, 1);
      await house.close(wave);
      assert.equal((await house.surveys.closing.results(wave)).answered, 1);
    });
  }

  it("gives confidential answers back to be changed, and counts the last", async () => {
    const house = await houseOf("confidential");
    const wave = await house.aWave();
    const { answering } = house.surveys;
    for (const person of people) await answering.submit(person, wave, { workload: "good", support: "good" });
    const form = (await answering.form(aPerson(1), wave)) as AnswerForm;
    assert.deepEqual(form.values, { workload: "good", support: "good" });
    for (const person of people)
      assert.equal(outcome(await answering.submit(person, wave, { workload: "poor", support: "poor" })), "changed");
    await house.close(wave);
    const results = await house.surveys.closing.results(wave);
    assert.equal(results.headline.percent, 0);
    assert.deepEqual(
      results.breakdowns.partner?.map(({ base, headlinePercent }) => [base, headlinePercent]),
      [[12, 0]],
    );
  });

  it("does not give anonymous answers back, and says so", async () => {
    const house = await houseOf("anonymous");
    const wave = await house.aWave();
    await house.surveys.answering.submit(aPerson(1), wave, GOOD);
    assert.equal(outcome(await house.surveys.answering.form(aPerson(1), wave)), "already");
  });

  it("counts each of many at once, over two instances", async () => {
    const many = Array.from({ length: 120 }, (_, n) => aPerson(n));
    const house = await SurveyHouse.open(many, [aDefinition()]);
    const wave = await house.aWave();
    const instances = [house.surveys, house.secondInstance()];
    const replies = await Promise.all(many.map((person, n) => instances[n % 2]?.answering.submit(person, wave, GOOD)));
    assert.ok(replies.every((reply) => reply && outcome(reply) === "recorded"));
    await house.close(wave);
    assert.equal((await house.surveys.closing.results(wave)).answered, 120);
  });

  it("keeps everything typed when something is missing, and stores nothing", async () => {
    const house = await houseOf("anonymous");
    const wave = await house.aWave();
    const reply = (await house.surveys.answering.submit(aPerson(1), wave, {
      workload: "good",
      comment: "Kept",
    })) as AnswerForm;
    assert.deepEqual(Object.keys(reply.errors), ["support"]);
    assert.deepEqual(reply.values, { workload: "good", comment: "Kept" });
    assert.equal((await house.surveys.following.progress(wave)).answered, 0);
  });

  it("refuses those who were not asked, and everyone after the last day or the close", async () => {
    const house = await houseOf("anonymous");
    const wave = await house.aWave();
    const { answering } = house.surveys;
    await refused(answering.submit(aPerson(50), wave, GOOD), "not-permitted");
    house.clock.turnTo("2026-12-08T00:00:01Z");
    await refused(answering.submit(aPerson(1), wave, GOOD), "not-open");
    house.clock.turnTo("2026-12-01T00:00:00Z");
    await house.secondInstance().closing.close(wave, house.coordinator);
    await refused(answering.submit(aPerson(1), wave, GOOD), "not-open");
    await refused(answering.form(aPerson(1), "no-such-wave"), "not-found");
  });

  it("takes no answer of an instance that has not heard of the close yet", async () => {
    const house = await houseOf("confidential");
    const wave = await house.aWave();
    await house.surveys.answering.form(aPerson(1), wave);
    await house.secondInstance().closing.close(wave, house.coordinator);
    await refused(house.surveys.answering.submit(aPerson(1), wave, GOOD), "not-open");
  });

  it("leaves no key behind when such an instance made one", async () => {
    const house = await houseOf("confidential");
    const wave = await house.aWave();
    const elsewhere = house.secondInstance();
    await refused(elsewhere.answering.form(aPerson(50), wave), "not-permitted");
    await house.close(wave);
    await refused(elsewhere.answering.submit(aPerson(1), wave, GOOD), "not-open");
    for await (const key of house.storage.table("wavekeys").rows()) assert.fail(key.key);
  });
});

describe("a wave", () => {
  it("is planned once when its form is sent twice, and changed by the second", async () => {
    const house = await houseOf("anonymous");
    const { planning, following } = house.surveys;
    const { waveId, values } = planning.form("pulse");
    await Promise.all([
      planning.plan(waveId, "pulse", { ...values, title: "One" }),
      planning.plan(waveId, "pulse", { ...values, title: "One" }),
    ]);
    await planning.plan(waveId, "pulse", { ...values, title: "Two" });
    assert.deepEqual(
      (await following.list()).map(({ title, status }) => [title, status]),
      [["Two", "draft"]],
    );
  });

  it("opens when Send is pressed, on whatever day it was planned for, and says so before", async () => {
    const house = await houseOf("anonymous");
    const { planning, sending } = house.surveys;
    const { waveId, values } = planning.form("pulse");
    await planning.plan(waveId, "pulse", { ...values, opensOn: "2026-11-25", closesOn: "2026-12-09" });
    assert.equal((await planning.preview(waveId)).opensLater, true);
    await sending.send(waveId, house.coordinator);
    assert.equal((await house.context.waves.find(waveId))?.value.opensOn, "2026-11-23");
  });

  it("is sent once when Send is pressed twice", async () => {
    const house = await houseOf("anonymous");
    const wave = await house.aWave();
    await house.surveys.sending.send(wave, house.coordinator);
    assert.equal((await house.surveys.following.list()).length, 1);
    assert.equal(house.deliveries.planned.get(`${wave}.invitation`)?.length, 12);
    assert.equal(house.entries.filter(({ event }) => event === "surveys.sent").length, 1);
  });

  it("reminds only those who have not answered, once a day and twice in all", async () => {
    for (const mode of ["confidential", "anonymous"] as const) {
      const house = await houseOf(mode);
      const wave = await house.aWave();
      const { answering, following } = house.surveys;
      for (const person of people.slice(0, 5)) await answering.submit(person, wave, GOOD);
      assert.equal(await following.remind(wave, house.coordinator), 7);
      await refused(following.remind(wave, house.coordinator), "already-done");
      house.clock.turnDays(1);
      await answering.submit(aPerson(5), wave, GOOD);
      assert.equal(await following.remind(wave, house.coordinator), 6);
      house.clock.turnDays(1);
      await refused(following.remind(wave, house.coordinator), "already-done");
    }
  });

  it("whose last day has passed is not sent", async () => {
    const house = await houseOf("anonymous");
    const { planning, sending } = house.surveys;
    const { waveId, values } = planning.form("pulse");
    await planning.plan(waveId, "pulse", values);
    house.clock.turnDays(15);
    await refused(sending.send(waveId, house.coordinator), "stale");
    assert.equal(house.deliveries.planned.size, 0);
  });

  it("for nobody, or for fewer than any result could be shown of, is not sent", async () => {
    const house = await houseOf("anonymous");
    await refused(house.aWave({ cohorts: "year-1" }), "invalid");
    house.people.splice(4);
    await refused(house.aWave(), "invalid");
  });
});

async function refused(promise: Promise<unknown>, code: string): Promise<void> {
  await assert.rejects(promise, (error) => error instanceof ExpectedError && error.code === code);
}
