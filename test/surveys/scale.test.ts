import assert from "node:assert/strict";
import { aDefinition, aPerson, SurveyHouse } from "../support/survey-house.js";

describe("a wave for 5,000 people", () => {
  it("is sent, answered, reminded and closed like a small one", async function () {
    this.timeout(180_000);
    const everybody = Array.from({ length: 5000 }, (_, n) =>
      aPerson(n, {
        partner: n % 2 === 0 ? "vale-council" : "vale-adults",
        cohorts: [n % 3 === 0 ? "year-3" : "year-2"],
      }),
    );
    const house = await SurveyHouse.open(everybody, [aDefinition()]);
    const wave = await house.aWave();
    const { answering, reminding, closing } = house.surveys;
    assert.equal(house.deliveries.planned.get(`${wave}.invitation`)?.length, 5000);

    const answerers = everybody.filter((_, n) => n % 10 === 0);
    const thanks = await Promise.all(
      answerers.map((person) => answering.submit(person, wave, { workload: "good", support: "poor" })),
    );
    assert.ok(thanks.every((reply) => "outcome" in reply && reply.outcome === "recorded"));
    assert.equal(await reminding.remind(wave, house.coordinator), 4500);

    await house.close(wave);
    const results = await closing.results(wave);
    assert.deepEqual([results.answered, results.headline.percent], [500, 50]);
    assert.equal(
      results.breakdowns.cohort?.every(({ headlinePercent }) => headlinePercent === 50),
      true,
    );
  });
});
