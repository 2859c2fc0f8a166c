import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import type { Work, WorkQueue } from "../../services/delivery/ports.js";
import { WorkQueues } from "../../services/storage/delivery/work-queue.js";
import type { Storage } from "../../services/storage/storage.js";
import { MemoryQueue } from "../support/memory-queue.js";
import { ownStorage } from "../support/storage.js";
import { HandTime } from "../support/time.js";

const SEND: Work = { do: "send", campaignId: "wave-1.invitation", tenantId: "tenant" };
const RELEASE: Work = { do: "release", tenantId: "tenant", moment: "2026-11-02T08:00:00.000Z" };
const RETIRE: Work = {
  ...{ do: "retire", campaignId: "<a> & b", tenantId: "tenant", forget: true },
  note: { kind: "surveys.over", subject: "“é”" },
};

interface Kept {
  readonly queue: WorkQueue;
  /** What can't be read, as a newer version of the bot may put it there. */
  spoil(): Promise<void>;
  setAside(): Promise<number>;
  pass(ms: number): Promise<void>;
}

describe("the queues of work", () => {
  describe("in storage", () => contract(inStorage));
  describe("in memory", () => contract(inMemory));
});

function contract(open: () => Promise<Kept>): void {
  let kept: Kept;
  let queue: WorkQueue;
  beforeEach(async () => {
    kept = await open();
    queue = kept.queue;
  });

  const take = (most = 16) => queue.take("quick", most, 30_000);

  it("give work as it was put, once, each from its own queue", async () => {
    for (const work of [SEND, RELEASE, RETIRE]) await queue.put("quick", work);
    assert.deepEqual(await queue.take("long", 16, 30_000), []);
    const taken = await take();
    assert.deepEqual(
      taken.map(({ work }) => work),
      [SEND, RELEASE, RETIRE],
    );
    assert.ok(taken.every((one) => one.failures === 0 && one.taken === 1));
    assert.deepEqual(await take(), []);
  });

  it("give no more than is asked for, and at most what there is, also of many", async () => {
    for (let n = 0; n < 35; n += 1) await queue.put("quick", SEND);
    assert.equal((await take(3)).length, 3);
    const rest = [...(await take(40)), ...(await take(40))];
    assert.equal(rest.length, 32);
  });

  it("remember how often work has failed", async () => {
    await queue.put("quick", SEND, { failures: 3 });
    assert.equal((await take())[0]?.failures, 3);
  });

  it("give work again that was neither kept nor finished, and not what was", async () => {
    for (const work of [SEND, RELEASE, RETIRE]) await queue.put("quick", work);
    const [lost, longer, done] = await queue.take("quick", 3, 1000);
    assert.ok(lost && longer && done);
    await queue.keep("quick", longer, 30_000);
    await queue.finish("quick", done);
    await kept.pass(1100);
    const again = await take();
    assert.deepEqual(
      again.map(({ work, taken }) => [work, taken]),
      [[SEND, 2]],
    );
    // Who was too slow takes nothing from who has it now.
    await queue.finish("quick", lost);
    assert.ok(again[0]);
    await queue.keep("quick", again[0], 0);
    await queue.finish("quick", longer);
    assert.deepEqual(
      (await take()).map(({ work, taken }) => [work, taken]),
      [[SEND, 3]],
    );
  });

  it("hide what is for later, however much later", async () => {
    await queue.put("quick", SEND, { afterMs: 600 });
    await queue.put("quick", RELEASE, { afterMs: 90 * 86_400_000 });
    assert.deepEqual(await take(), []);
    await kept.pass(1100);
    assert.deepEqual(
      (await take()).map(({ work }) => work),
      [SEND],
    );
  });

  it("put aside what can't be done, out of the way for good", async () => {
    await queue.put("quick", SEND);
    const [taken] = await take();
    assert.ok(taken);
    await queue.setAside("quick", taken);
    assert.equal(await kept.setAside(), 1);
    assert.equal(await queue.ageMs("quick"), 0);
  });

  it("give what can't be read as such, so that it can be put aside", async () => {
    await kept.spoil();
    const taken = await take();
    assert.deepEqual(
      taken.map(({ work, failures }) => [work, failures]),
      taken.map(() => [undefined, 0]),
    );
    assert.ok(taken.length > 0);
    for (const one of taken) await queue.setAside("quick", one);
    assert.equal(await kept.setAside(), taken.length);
  });

  it("tell how long the oldest has been waiting to be taken", async () => {
    assert.equal(await queue.ageMs("quick"), 0);
    await queue.put("quick", SEND);
    await kept.pass(200);
    const age = await queue.ageMs("quick");
    assert.ok(age >= 100 && age < 10_000, `${age}`);
    await take();
    assert.equal(await queue.ageMs("quick"), 0, "what somebody is at waits no more");
  });
}

async function inMemory(): Promise<Kept> {
  const time = new HandTime();
  const queue = new MemoryQueue(time);
  return {
    queue,
    spoil: async () => queue.spoil("quick"),
    setAside: async () => queue.aside.length,
    pass: async (ms) => time.forward(ms),
  };
}

async function inStorage(): Promise<Kept> {
  const storage = await ownStorage();
  return {
    queue: new WorkQueues(storage),
    spoil: () => spoil(storage),
    setAside: async () => {
      const aside = await storage.queue("deliveriesaside");
      return (await aside.peekMessages({ numberOfMessages: 32 })).peekedMessageItems.length;
    },
    pass: async (ms) => void (await pause(ms)),
  };
}

async function spoil(storage: Storage): Promise<void> {
  const queue = await storage.queue("deliveriesquick");
  const texts = ["no JSON", "null", "{}", JSON.stringify({ v: 2, failures: 0, work: SEND })];
  for (const text of [...texts, JSON.stringify({ v: 1, failures: 0, work: { ...SEND, do: "something new" } })]) {
    await queue.sendMessage(text);
  }
}
