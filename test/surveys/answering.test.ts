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

describe("somebody's other cards of a wave", () => {
  const elsewhere = { elsewhere: true, messageId: "m1" };

  it("are not even looked for where there can be none", async () => {
    const house = await houseOf("anonymous");
    const wave = await house.aWave();
    await house.surveys.answering.submit(aPerson(1), wave, GOOD, { messageId: "m1" });
    assert.deepEqual(house.deliveries.replaced, []);
  });

  it("are replaced when the answer came from elsewhere, but for the one that was pressed", async () => {
    const house = await houseOf("anonymous");
    const wave = await house.aWave();
    await house.surveys.answering.submit(aPerson(1), wave, GOOD, elsewhere);
    const note = { kind: "surveys.answered", subject: wave };
    assert.deepEqual(house.deliveries.replaced, [[aPerson(1), [`${wave}.invitation`], note, "m1"]]);
  });

  it("are replaced wherever the answer came from once people were reminded, and again when it is sent again", async () => {
    const house = await houseOf("anonymous");
    const wave = await house.aWave();
    await house.surveys.reminding.remind(wave, house.coordinator);
    const { answering } = house.surveys;
    for (const _ of [1, 2]) await answering.submit(aPerson(1), wave, GOOD, { messageId: "m2" });
    const campaigns = [`${wave}.invitation`, `${wave}.reminder1`];
    assert.deepEqual(
      house.deliveries.replaced.map(([, ids, , except]) => [ids, except]),
      [
        [campaigns, "m2"],
        [campaigns, "m2"],
      ],
    );
  });

  it("stay as they are while an answer needs another look", async () => {
    const house = await houseOf("anonymous");
    const wave = await house.aWave();
    await house.surveys.answering.submit(aPerson(1), wave, { workload: "good" }, elsewhere);
    assert.deepEqual(house.deliveries.replaced, []);
  });

  it("that can't be replaced keep nobody from answering, and are reported without a word on whose they were", async () => {
    const house = await houseOf("anonymous");
    const wave = await house.aWave();
    house.deliveries.retireFor = () => Promise.reject(new Error(`no luck with ${aPerson(1).objectId}`));
    const reply = await house.surveys.answering.submit(aPerson(1), wave, GOOD, elsewhere);
    assert.equal(outcome(reply), "recorded");
    assert.equal(house.failures.length, 1);
    assert.doesNotMatch(JSON.stringify(house.failures, ["message", "cause"]), /luck|0000/);
  });

  it("say that they have answered as long as the wave is open", async () => {
    const house = await houseOf("confidential");
    const wave = await house.aWave();
    assert.equal((await house.surveys.answering.toTell(wave))?.changeable, true);
    await house.close(wave);
    assert.equal(await house.surveys.answering.toTell(wave), undefined);
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

  it("is sent once when Send is pressed twice", async () => {
    const house = await houseOf("anonymous");
    const wave = await house.aWave();
    await house.surveys.sending.send(wave, house.coordinator);
    assert.equal((await house.surveys.following.list()).length, 1);
    assert.equal(house.deliveries.planned.get(`${wave}.invitation`)?.length, 12);
    assert.equal(house.entries.filter(({ event }) => event === "surveys.sent").length, 1);
  });

  it("reminds only those who have not answered, once a day and not so often that a planned one would be too many", async () => {
    for (const mode of ["confidential", "anonymous"] as const) {
      const house = await houseOf(mode);
      const wave = await house.aWave();
      const { answering, reminding } = house.surveys;
      for (const person of people.slice(0, 5)) await answering.submit(person, wave, GOOD);
      assert.equal(await reminding.remind(wave, house.coordinator), 7);
      await refused(reminding.remind(wave, house.coordinator), "already-done");
      house.clock.turnDays(1);
      await refused(reminding.remind(wave, house.coordinator), "already-done");
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
