import assert from "node:assert/strict";
import { systemRandomness } from "../../services/kernel/random.js";
import type { SeenTimer, TimerStore } from "../../services/schedule/ports.js";
import type { KeptTimer, LateTimer } from "../../services/schedule/schema.js";
import { TimerTable } from "../../services/storage/timers.js";
import { ownStorage } from "../support/storage.js";
import { aTimer, TimersInMemory } from "../support/timers.js";

const TEN = "2027-09-01T10:00:00.000Z";
const ELEVEN = "2027-09-01T11:00:00.000Z";
const NOON = "2027-09-01T12:00:00.000Z";

const stores: Readonly<Record<string, () => Promise<TimerStore>>> = {
  "a table of timers": async () => {
    const storage = await ownStorage();
    const table = new TimerTable(storage, systemRandomness);
    await storage.prepare();
    return table;
  },
  "timers in memory": async () => new TimersInMemory(),
};

for (const [name, open] of Object.entries(stores)) {
  describe(name, () => {
    let store: TimerStore;
    beforeEach(async () => {
      store = await open();
    });

    it("keeps a timer with all that is known of it, under an id of any characters", async () => {
      const all = { usefulUntil: NOON, claim: "me", again: ELEVEN, attempts: 2 };
      const kept = keptTimer({ id: "remind|ü/1#", ...all });
      await add(kept);
      assert.deepEqual((await found("remind|ü/1#")).timer, kept);
      assert.equal(await store.find("remind"), undefined);
    });

    it("takes an id once", async () => {
      await add(keptTimer());
      assert.equal(await store.swap(undefined, { next: keptTimer({ wakes: NOON }) }), false);
      assert.equal((await found()).timer.wakes, TEN);
      assert.equal((await waking(NOON)).length, 1);
    });

    it("gives those that wake before an instant, the earliest first, at most so many", async () => {
      await add(keptTimer({ id: "b", wakes: ELEVEN }));
      await add(keptTimer({ id: "c", wakes: NOON }));
      await add(keptTimer({ id: "a", wakes: TEN }));
      assert.deepEqual(await waking(NOON), ["a", "b"]);
      assert.deepEqual(await waking(NOON, 1), ["a"]);
      assert.deepEqual(await waking(TEN), []);
    });

    it("lets a change of what was seen through, once", async () => {
      await add(keptTimer());
      const seen = await found();
      const moves = [ELEVEN, NOON, TEN].map((wakes) => store.swap(seen, { next: keptTimer({ wakes }) }));
      assert.equal((await Promise.all(moves)).filter(Boolean).length, 1);
      assert.equal((await waking("2028-01-01T00:00:00.000Z")).length, 1);
    });

    it("ends only what is still as it was seen, also when it wakes at the same moment as before", async () => {
      await add(keptTimer());
      const seen = await found();
      await store.swap(seen, { next: keptTimer({ again: NOON }) });
      assert.equal(await store.swap(seen, { next: undefined }), false);
      assert.equal(await store.swap(await found(), { next: undefined }), true);
      assert.deepEqual([await store.find("timer"), await waking(NOON)], [undefined, []]);
      assert.equal(await store.swap(seen, { next: undefined }), false);
    });

    it("records what was too late together with the change, or neither", async () => {
      await add(keptTimer());
      const seen = await found();
      const late = lateTimer();
      assert.equal(await store.swap(seen, { next: undefined, late }), true);
      assert.equal(await store.swap(seen, { next: undefined, late: lateTimer({ due: NOON }) }), false);
      assert.deepEqual(await store.late(new Date(0)), [late]);
    });

    it("lists what was too late from an instant on, and forgets the rest", async () => {
      for (const due of [NOON, TEN, ELEVEN]) {
        await add(keptTimer());
        await store.swap(await found(), { next: undefined, late: lateTimer({ due }) });
      }
      const dues = async (since: string) => (await store.late(new Date(since))).map(({ due }) => due);
      assert.deepEqual(await dues(ELEVEN), [ELEVEN, NOON]);
      assert.equal(await store.forgetLate(new Date(NOON)), 2);
      assert.deepEqual(await dues(TEN), [NOON]);
    });

    async function add(timer: KeptTimer): Promise<void> {
      assert.equal(await store.swap(undefined, { next: timer }), true);
    }

    async function found(id = "timer"): Promise<SeenTimer> {
      return (await store.find(id)) ?? assert.fail();
    }

    async function waking(before: string, most = 10): Promise<string[]> {
      return (await store.wakingBefore(new Date(before), most)).map(({ timer }) => timer.id);
    }
  });
}

function keptTimer(values: Partial<KeptTimer> = {}): KeptTimer {
  return { ...aTimer(), due: TEN, attempts: 0, wakes: TEN, ...values };
}

function lateTimer(values: Partial<LateTimer> = {}): LateTimer {
  return { id: "timer", kind: "test", subject: "subject", due: TEN, noticedAt: NOON, ...values };
}
