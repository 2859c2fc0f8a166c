import assert from "node:assert/strict";
import { TeamsDouble } from "../../bot/local/double/double.js";
import { between, slowAnswer } from "../../bot/local/double/faults.js";
import { botProcess } from "../support/bot-process.js";
import { copiesIn, type Posting, PostOffice, until } from "../support/posting.js";
import type { Ending, Program } from "../support/program.js";
import { ownPrefix } from "../support/storage.js";
import { type Outcome, outcomeOf } from "./laws.js";

/** With so slow answers some twenty seconds' work for one process: most of it is the other's. */
const PEOPLE = 900;
const TENANTS = 6;

describe("A process that is told to stop while Teams answers slowly", () => {
  let teams: TeamsDouble;
  let posting: Posting;
  let bots: Program[] = [];
  let ending: Ending;
  let outcome: Outcome;
  /** From the signal until the other process sent, in milliseconds. */
  let takenOverIn: number;

  before(async function () {
    this.timeout(240_000);
    const prefix = ownPrefix();
    const start = () => botProcess({ prefix, env: { LOCAL_HOLD_BACK: "off" } });
    const first = start();
    const office = await PostOffice.open({ prefix });
    teams = await TeamsDouble.start();
    posting = await office.plan(await office.crowd(teams, PEOPLE, TENANTS));
    // All of it is the first one's before the other is there.
    bots = [await first];
    teams.faults.mix("slow", [{ fault: between(2000, 5000, slowAnswer), share: 1 }]);
    await office.start(posting);
    const reached = () => posting.to.reduce((sum, person) => sum + copiesIn(teams, posting, person), 0);
    await until(() => reached() > 0);
    bots.push(await start());
    const began = performance.now();
    ending = await (bots[0] as Program).stop();
    const atEnd = reached();
    await until(() => reached() > atEnd || reached() === PEOPLE);
    takenOverIn = performance.now() - began;
    await office.ended(posting);
    outcome = await outcomeOf(office, teams, posting);
  });

  after(async () => {
    await Promise.all(bots.map((bot) => bot.kill()));
    await teams.close();
  });

  it("ends in order within twenty seconds", () => {
    assert.equal(ending.code, 0);
    assert.ok(ending.ms < 20_000, `${ending.ms} ms`);
  });

  it("has recorded what it was sending: nobody is written to twice, or is in doubt", () => {
    assert.deepEqual([outcome.broken, outcome.twice, outcome.uncertain], [[], 0, 0]);
    assert.ok(outcome.deliveries.every(({ state }) => state === "sent"));
  });

  it("leaves the rest to the other at once", () => {
    // Half a minute later the work would have been free without a word.
    assert.ok(takenOverIn < 25_000, `${takenOverIn} ms`);
  });
});
