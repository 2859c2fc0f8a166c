import assert from "node:assert/strict";
import { TeamsDouble } from "../../bot/local/double/double.js";
import { slowAnswer } from "../../bot/local/double/faults.js";
import type { NudgeLimits } from "../../services/delivery/nudge-rules.js";
import { botProcess } from "../support/bot-process.js";
import { copiesIn, type Posting, PostOffice, until } from "../support/posting.js";
import { ownPrefix, testConnectionString } from "../support/storage.js";
import { type Match, StorageProxy } from "../support/storage-proxy.js";
import { type Outcome, outcomeOf } from "./laws.js";

/** Within a minute, on a machine that is busy with other things too. */
const A_MINUTE = 90_000;
const PEOPLE = 90;
/** For how long those are held back who are: long enough for a process to start. */
const HELD_MS = 20_000;

interface Scene {
  readonly teams: TeamsDouble;
  readonly proxy: StorageProxy;
  readonly office: PostOffice;
  readonly posting: Posting;
}

/** Has `die` called at its point; gives what takes that away again. */
type Point = (scene: Scene, die: () => Promise<void>) => () => void;

interface End extends Outcome {
  /** Copies in all chats together when the process died. */
  readonly before: number;
  readonly after: number;
}

const isClaim: Match = ({ isTransaction, body }) => isTransaction && body().includes('"trying"');
const isRecord: Match = ({ isTransaction, body }) => isTransaction && body().includes('"activityId"');
const isEndOfWork: Match = ({ service, method }) => service === "queue" && method === "DELETE";
const isWorkOfRelease: Match = ({ service, method, body }) =>
  service === "queue" && method === "POST" && body().includes("release");
/** The removal of what tells that somebody waits. */
const isRelease: Match = ({ isTransaction, body }) => isTransaction && /DELETE \S*RowKey='w/.test(body());

const betweenClaimAndSend: Point = ({ proxy }, die) => proxy.onRequest(isClaim, cutBy(die), "after");

const betweenSendAndRecord: Point = ({ teams }, die) => {
  teams.faults.always(slowAnswer(15_000));
  teams.onMessage(() => void die());
  return () => teams.faults.clear();
};

const betweenRecords: Point = ({ proxy }, die) => proxy.onRequest(isRecord, cutBy(die), "after");

const atAcknowledging: Point = ({ proxy }, die) => proxy.onRequest(isEndOfWork, cutBy(die), "before");

const asItIsPutIntoTheQueue: Point = ({ proxy }, die) => proxy.onRequest(isWorkOfRelease, cutBy(die), "before");

const halfReleased: Point = ({ proxy }, die) => proxy.onRequest(isRelease, cutBy(die), "after");

function cutBy(die: () => Promise<void>) {
  return async () => {
    await die();
    return "cut" as const;
  };
}

describe("A process that dies", () => {
  const closing: (() => Promise<unknown>)[] = [];
  const ends = new Map<Point, Promise<End>>();
  let left: Promise<Outcome>;

  // Together, since each waits half a minute until the dead one's work is free.
  before(async function () {
    this.timeout(2 * A_MINUTE);
    for (const point of [betweenClaimAndSend, betweenSendAndRecord, betweenRecords]) ends.set(point, died(point));
    ends.set(atAcknowledging, died(atAcknowledging, { tenants: 1 }));
    for (const point of [asItIsPutIntoTheQueue, halfReleased]) {
      ends.set(point, died(point, { held: true, tenants: 1 }));
    }
    left = leftToTheWatch();
    await Promise.allSettled([...ends.values(), left]);
  });

  after(() => Promise.all(closing.map((close) => close())));

  it("between claiming and sending: another sends, and marks whom it can't be sure of", async () => {
    const end = await ends.get(betweenClaimAndSend);
    assert.deepEqual(end?.broken, []);
    assert.deepEqual([end?.before, end?.after, end?.twice], [0, PEOPLE, 0]);
    assert.ok(end && end.uncertain > 0);
  });

  it("between sending and recording: one more copy for those, marked, and one for the rest", async () => {
    const end = await ends.get(betweenSendAndRecord);
    assert.deepEqual(end?.broken, []);
    assert.ok(end && end.before > 0);
    assert.deepEqual([end.twice, end.after], [end.before, PEOPLE + end.before]);
  });

  it("between one record and the next: another goes on where it stopped", async () => {
    const end = await ends.get(betweenRecords);
    assert.deepEqual(end?.broken, []);
    assert.ok(end && end.before > 0 && end.before < PEOPLE);
    assert.ok(end.twice <= end.uncertain);
  });

  it("before it has said that the work is done: nobody is written to again", async () => {
    const end = await ends.get(atAcknowledging);
    assert.deepEqual(end?.broken, []);
    assert.deepEqual([end?.twice, end?.after], [0, PEOPLE]);
  });

  for (const [when, point] of [
    ["as what was held back comes into the queue", asItIsPutIntoTheQueue],
    ["when it has let go half of what was held back", halfReleased],
  ] as const) {
    it(`${when}: another lets go the rest`, async () => {
      const end = await ends.get(point);
      assert.deepEqual(end?.broken, []);
      assert.deepEqual([end?.before, end?.after, end?.uncertain], [0, PEOPLE, 0]);
    });
  }

  it("after planning and before there is work: the watch finds it", async () => {
    const { broken, twice, uncertain } = await left;
    assert.deepEqual([broken, twice, uncertain], [[], 0, 0]);
  });

  async function leftToTheWatch(): Promise<Outcome> {
    const { office, teams, posting, start } = await aScene();
    await start();
    await office.ended(posting, A_MINUTE);
    return outcomeOf(office, teams, posting);
  }

  /** Sends with one process until that dies at its point, and then with another one. */
  async function died(point: Point, { held = false, tenants = 3 } = {}): Promise<End> {
    const { start, ...scene } = await aScene(held, tenants);
    const { office, posting } = scene;
    if (held) await heldBack(scene);
    const victim = await start();
    const all = () => posting.to.reduce((sum, person) => sum + copiesIn(scene.teams, posting, person), 0);
    let before: number | undefined;
    const remove = point(scene, async () => {
      await victim.kill();
      before ??= all();
    });
    if (!held) await office.start(posting);
    await until(() => before !== undefined, A_MINUTE);
    remove();
    await start();
    await office.ended(posting, A_MINUTE);
    const age = async () => (await office.queue.ageMs("quick")) + (await office.queue.ageMs("long"));
    await until(async () => (await age()) === 0, A_MINUTE);
    return { ...(await outcomeOf(office, scene.teams, posting)), before: before ?? 0, after: all() };
  }

  async function aScene(held = false, tenants = 3) {
    const prefix = ownPrefix();
    const [teams, proxy] = await Promise.all([TeamsDouble.start(), StorageProxy.start(testConnectionString())]);
    const office = await PostOffice.open({ prefix, ...(held && { limits: notBefore(Date.now() + HELD_MS) }) });
    const posting = await office.plan(await office.crowd(teams, PEOPLE, tenants));
    const start = async () => {
      const { connectionString } = proxy;
      const bot = await botProcess({ prefix, connectionString, env: { LOCAL_HOLD_BACK: "off" } });
      closing.push(() => bot.kill());
      return bot;
    };
    closing.push(
      () => teams.close(),
      () => proxy.close(),
    );
    return { teams, proxy, office, posting, start };
  }
});

/** Holds all of it back, as a process does in quiet hours that end soon. */
async function heldBack({ office, posting }: Scene): Promise<void> {
  await office.holdBack(posting);
  const held = (await office.all(posting)).filter((delivery) => delivery.held);
  assert.equal(held.length, PEOPLE);
}

function notBefore(moment: number): NudgeLimits {
  return { perDay: 9, perWeek: 9, nextAllowed: (instant) => new Date(Math.max(instant.getTime(), moment)) };
}
