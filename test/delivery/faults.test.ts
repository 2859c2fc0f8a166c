import assert from "node:assert/strict";
import { TeamsDouble } from "../../bot/local/double/double.js";
import * as teamsFaults from "../../bot/local/double/faults.js";
import { TENANT_LIMIT } from "../../bot/local/double/limits.js";
import type { Person } from "../../services/people/schema.js";
import { botProcess } from "../support/bot-process.js";
import { copiesIn, type Posting, PostOffice, until } from "../support/posting.js";
import type { Program } from "../support/program.js";
import { ownPrefix, testConnectionString } from "../support/storage.js";
import * as storageFaults from "../support/storage-faults.js";
import { StorageProxy } from "../support/storage-proxy.js";
import { type Outcome, outcomeOf } from "./laws.js";

const PEOPLE = 3000;
/** Trouble lasts until so many are left, or so long in milliseconds; then all is calm. */
const LEFT = 300;
const TROUBLE_MS = 30_000;
/** So few tries are enough to find out whether a tenant that is down is up again. */
const PROBES = 60;

const { between, delay, lostAnswer, reset, slowAnswer, tooMany, trouble } = teamsFaults;

/** Few need many tries, since the waits between them are not shortened. */
const onTheWayToTeams = [
  { fault: between(20, 300, delay), share: 0.05 },
  { fault: between(100, 1500, slowAnswer), share: 0.05 },
  { fault: trouble(412), share: 0.01 },
  { fault: trouble(502), share: 0.01 },
  { fault: trouble(503), share: 0.01 },
  { fault: trouble(504), share: 0.01 },
  { fault: reset(), share: 0.01 },
  { fault: between(0, 500, lostAnswer), share: 0.02 },
];

const { broken, busy, cutAfter, cutBefore, delayed } = storageFaults;

const onTheWayToStorage = [
  { fault: delayed("before", 10, 150), share: 0.04 },
  { fault: delayed("after", 10, 150), share: 0.04 },
  { fault: busy, share: 0.01 },
  { fault: broken, share: 0.01 },
  { fault: cutBefore, share: 0.01 },
  { fault: cutAfter, share: 0.02 },
];

const FOR_GOOD = ["ConversationBlockedByUser", "BotDisabledByAdmin", "ForbiddenOperationException"] as const;
const SUCH = 10;

describe("Sending to thousands while Teams and storage fail", () => {
  let teams: TeamsDouble;
  let proxy: StorageProxy;
  let bots: Program[];
  let people: Person[];
  let posting: Posting;
  let outcome: Outcome;
  const isForGood = (at: number) => at < FOR_GOOD.length * SUCH;

  before(async function () {
    this.timeout(240_000);
    const prefix = ownPrefix();
    [teams, proxy] = await Promise.all([
      TeamsDouble.start({ tenantLimit: TENANT_LIMIT }),
      StorageProxy.start(testConnectionString()),
    ]);
    const { connectionString } = proxy;
    const starting = [1, 2].map(() => botProcess({ prefix, connectionString, env: { LOCAL_HOLD_BACK: "off" } }));
    const office = await PostOffice.open({ prefix });
    people = await office.crowd(teams, PEOPLE);
    posting = await office.plan(people);
    bots = await Promise.all(starting);
    proxy.faults("storage", onTheWayToStorage);
    const comesUp = failing(teams, people);
    await office.start(posting);
    const end = performance.now() + TROUBLE_MS;
    const hasLittleLeft = async () => (await office.deliveries.counts(posting.id)).pending < LEFT;
    await until(async () => performance.now() > end || (await hasLittleLeft()));
    proxy.calm();
    comesUp();
    teams.faults.mix("calm", []);
    await office.ended(posting);
    outcome = await outcomeOf(office, teams, posting);
  });

  after(async () => {
    await Promise.all(bots.map((bot) => bot.kill()));
    await Promise.all([teams.close(), proxy.close()]);
  });

  it("met every fault", () => {
    const { storageFailed, hanging, ...met } = proxy.counts;
    for (const [fault, times] of Object.entries(met)) assert.ok(times > 0, fault);
    assert.equal(storageFailed, 0);
    const seen = new Set(teams.journal.map(({ fault, status }) => status ?? fault));
    for (const one of [412, 429, 502, 503, 504, 403, "reset", "lost-answer", "slow-answer", "delay"] as const) {
      assert.ok(seen.has(one), String(one));
    }
  });

  it("ends each delivery as one of five, just as it is in people's chats, and nobody has it twice without a mark", () => {
    assert.deepEqual(outcome.broken, []);
  });

  it("tries little where a tenant is down, and then reaches everybody there", () => {
    const [first] = people;
    const there = ({ tenantId }: { tenantId: string | undefined }) => tenantId === first?.tenantId;
    const inVain = teams.journal.filter((call) => there(call) && call.status === 503).length;
    assert.ok(inVain <= PROBES, `${inVain} tries in vain`);
    assert.ok(outcome.deliveries.every((one) => !there(one.person) || one.state !== "failed"));
  });

  it("reaches everybody whom an earlier try can't have reached, but those who can't be written to", () => {
    const forGood = new Set(people.filter((_, at) => isForGood(at)).map(({ objectId }) => objectId));
    const missed = outcome.deliveries.filter(
      ({ state, uncertain, person }) => state !== "sent" && !uncertain && !forGood.has(person.objectId),
    );
    assert.deepEqual(missed, []);
    assert.ok(people.every((person, at) => !isForGood(at) || copiesIn(teams, posting, person) === 0));
  });

  it("tries once where Teams refuses for good", () => {
    for (const { objectId } of people.filter((_, at) => isForGood(at))) {
      const tries = teams.journal.filter((call) => call.objectId === objectId && call.status === 403);
      assert.equal(tries.length, 1);
    }
  });

  it("keeps within the tenants' limits, whatever fails", () => {
    const throttled = teams.journal.filter(({ status }) => status === 429).length;
    assert.ok(throttled < teams.journal.length / 100, `${throttled} of ${teams.journal.length} were refused`);
  });
});

/** Some refused for good, one tenant down at first, two that ask for silence now and then, and a bit of everything. */
/** One tenant is down until what is returned is called. */
function failing({ faults }: TeamsDouble, people: readonly Person[]): () => void {
  const [one, two, three] = people.map(({ tenantId }) => tenantId);
  for (const [at, code] of FOR_GOOD.entries()) {
    for (const { objectId } of people.slice(at * SUCH, (at + 1) * SUCH)) {
      faults.always(teamsFaults.refused(code), { objectId });
    }
  }
  const comesUp = faults.always(trouble(503), { tenantId: one as string });
  faults.next(tooMany(2), { tenantId: two as string }, 2);
  faults.next(tooMany(), { tenantId: three as string }, 2);
  faults.mix("teams", onTheWayToTeams);
  return comesUp;
}
