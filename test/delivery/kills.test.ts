import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { share } from "../../bot/local/chance.js";
import { TeamsDouble } from "../../bot/local/double/double.js";
import { between, slowAnswer } from "../../bot/local/double/faults.js";
import type { PersonId } from "../../services/people/schema.js";
import { botProcess } from "../support/bot-process.js";
import { copiesIn, type Posting, PostOffice, until } from "../support/posting.js";
import type { Program } from "../support/program.js";
import { ownPrefix } from "../support/storage.js";
import { type Outcome, outcomeOf } from "./laws.js";

const KILLS = 20;
const PEOPLE = 1500;
const SEED = "twenty kills";
/** What may be on its way at one moment: six tenants' 40 a second, for the time that an answer and its record take. */
const ON_THE_WAY = 25;

/**
 * A dead process's work rests for half a minute, and there are two processes for six tenants: so the people are written
 * to in as many campaigns as there are kills, and each kill finds one being sent, beside what earlier ones left.
 */
describe("Killing one of two processes again and again while they send", () => {
  let teams: TeamsDouble;
  let office: PostOffice;
  let start: () => Promise<Program>;
  const bots: Program[] = [];
  let starting: readonly Promise<Program>[] = [];
  const postings: Posting[] = [];
  const outcomes: Outcome[] = [];

  before(async function () {
    this.timeout(400_000);
    const prefix = ownPrefix();
    start = () => botProcess({ prefix, env: { LOCAL_HOLD_BACK: "off" } });
    starting = [start(), start()];
    [teams, office] = await Promise.all([TeamsDouble.start(), PostOffice.open({ prefix })]);
    teams.faults.mix(SEED, [{ fault: between(0, 20, slowAnswer), share: 1 }]);
    const people = await office.crowd(teams, PEOPLE);
    for (let n = 0; n < KILLS; n += 1) await kill(n, people.slice((n * PEOPLE) / KILLS, ((n + 1) * PEOPLE) / KILLS));
    bots.push(...(await Promise.all(starting)));
    await Promise.all(postings.map((posting) => office.ended(posting)));
    for (const posting of postings) outcomes.push(await outcomeOf(office, teams, posting));
  });

  after(async () => {
    await Promise.all(bots.map((bot) => bot.kill()));
    await teams.close();
  });

  /** Somewhen while these people's cards leave, one process dies; another starts in its place. */
  async function kill(n: number, people: readonly PersonId[]): Promise<void> {
    const posting = await office.plan(people);
    postings.push(posting);
    bots.push(...(await Promise.all(starting)));
    await office.start(posting);
    await until(() => people.some((person) => copiesIn(teams, posting, person) > 0));
    await pause(300 * share(`${SEED}: when, ${n}`));
    const [victim] = bots.splice(Math.floor(bots.length * share(`${SEED}: who, ${n}`)), 1);
    await victim?.kill();
    starting = [start()];
  }

  it("leaves nothing pending, nobody with the card more than twice, and nobody twice without a mark", () => {
    assert.deepEqual(
      outcomes.flatMap(({ broken }) => broken),
      [],
    );
  });

  /** Two processes died over the same try, neither having sent: nobody can know that, and a third would be too many. */
  it("reaches everyone, but a very few whose card two deaths in turn kept from leaving", () => {
    const missed = postings.flatMap((posting) => posting.to.filter((who) => copiesIn(teams, posting, who) === 0));
    assert.ok(missed.length <= PEOPLE / 100, `${missed.length} of ${PEOPLE} have nothing after ${KILLS} kills`);
  });

  it("writes twice to few", () => {
    const twice = outcomes.reduce((sum, one) => sum + one.twice, 0);
    assert.ok(twice < KILLS * ON_THE_WAY, `${twice} of ${PEOPLE} have it twice after ${KILLS} kills`);
  });
});
