import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import { personKey } from "../../services/people/schema.js";
import { anOffice, INVITATION, type Office, people, personId, sendInvitation, TENANT } from "./support.js";

const PART = { campaignId: INVITATION.id, tenantId: TENANT };

describe("a campaign, with processes that come and go", () => {
  let office: Office;
  beforeEach(async () => {
    office = await anOffice();
  });

  const sendTo = (count: number) => sendInvitation(office, count);

  it("stopped in the middle goes on in another process at once, which loses nobody and writes to nobody twice", async () => {
    await office.welcome(people(60));
    let stopped: Promise<void> | undefined;
    office.teams.beforeAnswer = async () => {
      if (office.teams.tries.length === 20) stopped = office.service.engine.stop(60_000);
    };
    const halfway = await sendTo(60);
    await stopped;
    assert.ok(halfway.pending > 0 && halfway.sent >= 20);
    await office.anotherProcess().work();
    assert.equal((await office.service.counts(INVITATION.id)).sent, 60);
    assert.equal(new Set(office.teams.tries.map(({ person }) => person)).size, 60);
    assert.equal(office.teams.tries.length, 60);
    assert.deepEqual(office.errors, []);
  });

  it("taken up in the very moment of stopping is left to others at once", async () => {
    await office.welcome(people(3));
    await office.service.plan(INVITATION, people(3));
    const take = office.queue.take.bind(office.queue);
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    office.queue.take = async (...how) => {
      const taken = await take(...how);
      await answered;
      return taken;
    };
    await office.service.start(INVITATION.id);
    const stopping = office.service.engine.stop(60_000);
    setImmediate(answer);
    await stopping;
    assert.equal(office.queue.nextVisible(), office.time.now().getTime());
  });

  it("does not keep a process from stopping when Teams never answers, and is marked as under way", async () => {
    await office.welcome(people(2));
    office.teams.beforeAnswer = () => new Promise(() => undefined);
    await office.service.plan(INVITATION, people(2));
    await office.service.start(INVITATION.id);
    void office.service.engine.work();
    while (office.teams.tries.length < 2) await nextTurn();
    await office.service.engine.stop(5000);
    const [delivery] = await office.store.deliveriesOf(personId(0));
    assert.equal(delivery?.state, "pending");
    assert.ok(delivery.trying);
  });

  it("whose process died while sending is taken up again: one more try for what was under way, marked", async () => {
    await office.welcome(people(2));
    await office.service.plan(INVITATION, people(2));
    await underWay([0]);
    await office.service.start(INVITATION.id);
    await office.work();
    const deliveries = await office.store.findDeliveries(PART, people(2));
    const [broken, other] = people(2).map((person) => deliveries.get(personKey(person)));
    assert.deepEqual([broken?.state, broken?.uncertain], ["sent", true]);
    assert.deepEqual([other?.state, other?.uncertain], ["sent", false]);
    assert.equal(office.teams.tries.length, 2);
  });

  it("that another process is at is left to it until it has not been heard of for half a minute", async () => {
    await office.welcome(people(2));
    await office.service.plan(INVITATION, people(2));
    await underWay([]);
    await office.service.start(INVITATION.id);
    await nextTurn();
    await office.service.engine.work();
    assert.equal(office.teams.tries.length, 0);
    const began = office.time.now().getTime();
    await office.work();
    assert.equal(office.teams.tries.length, 2);
    assert.ok(office.time.now().getTime() - began <= 60_000);
  });

  it("started in two processes at once writes to nobody twice", async () => {
    await office.welcome(people(50));
    await office.service.plan(INVITATION, people(50));
    const other = office.anotherProcess();
    await office.service.start(INVITATION.id);
    await other.service.start(INVITATION.id);
    await Promise.all([office.work(), other.work()]);
    assert.equal(office.teams.tries.length, 50);
    assert.equal((await office.service.counts(INVITATION.id)).sent, 50);
  });

  it("whose work never came into the queue is found by its watch", async () => {
    await office.welcome(people(2));
    await office.service.plan(INVITATION, people(2));
    await office.work();
    assert.equal(office.teams.tries.length, 0);
    await office.forward(60_000);
    assert.equal(office.teams.tries.length, 2);
    await office.forward(60_000);
    assert.equal(office.timers.size, 0);
  });

  /** As a process leaves it that has died: the part is its own, and tries of these people are under way. */
  async function underWay(who: readonly number[]): Promise<void> {
    const seen = await office.store.findPart(PART);
    assert.ok(seen);
    const worker = "a process that died";
    const workerUntil = new Date(office.time.now().getTime() + 30_000).toISOString();
    const found = await office.store.findDeliveries(
      PART,
      who.map((n) => personId(n)),
    );
    const changes = [...found.values()].map((before) => ({
      before,
      after: { ...before, attempts: 1, trying: worker },
    }));
    assert.ok(await office.store.commit(seen, { ...seen.value, worker, workerUntil }, changes, []));
  }
});
