import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { systemRandomness } from "../../services/kernel/random.js";
import type { Timer } from "../../services/schedule/schema.js";
import { TimerTable } from "../../services/storage/timers.js";
import type { TestClock } from "../support/clock.js";
import { ownStorage } from "../support/storage.js";
import { aTimer, WatchedSchedule } from "../support/timers.js";
import { at, NINE, schedulesOnTables } from "./support.js";

describe("a schedule", () => {
  let clock: TestClock;
  let store: TimerTable;
  let schedule: WatchedSchedule;
  let handled: Timer[];
  let aProcess: () => WatchedSchedule;

  beforeEach(async () => {
    ({ clock, store, schedule, handled, aProcess } = await schedulesOnTables());
  });

  it("does what is due when it is due, once, and tells how late it was", async () => {
    await schedule.set(aTimer({ subject: "session 7" }));
    await schedule.runDue();
    assert.deepEqual(handled, []);
    clock.turnTo(at(2));
    await schedule.runDue();
    await schedule.runDue();
    assert.deepEqual(handled, [{ ...aTimer({ subject: "session 7" }), attempts: 0 }]);
    assert.deepEqual(schedule.seen, ["ran test 2000"]);
  });

  it("does what is due exactly now, and nothing that is due a millisecond later", async () => {
    await schedule.set(aTimer());
    await schedule.set(aTimer({ id: "later", due: at(0.001) }));
    clock.turnTo(NINE);
    await schedule.runDue();
    assert.deepEqual(
      handled.map(({ id }) => id),
      ["timer"],
    );
  });

  it("lets one of several processes do each thing, though all look at once", async () => {
    const ids = Array.from({ length: 20 }, (_, n) => `timer ${n}`);
    for (const id of ids) await schedule.set(aTimer({ id }));
    clock.turnTo(NINE);
    await Promise.all([schedule, aProcess(), aProcess()].map((one) => one.runDue()));
    assert.deepEqual(handled.map(({ id }) => id).sort(), ids.sort());
  });

  it("does at most eight things at a time, and all of any number", async () => {
    let most = 0;
    let now = 0;
    let open = (): void => undefined;
    const eightAreIn = new Promise<void>((resolve) => (open = resolve));
    schedule.on("busy", async () => {
      most = Math.max(most, ++now);
      // Long enough for a ninth to come in, if it were let.
      if (now === 8) void pause(50).then(open);
      await eightAreIn;
      now -= 1;
    });
    for (let n = 0; n < 130; n += 1) await schedule.set(aTimer({ id: `timer ${n}`, kind: "busy" }));
    clock.turnTo(NINE);
    await schedule.runDue();
    assert.deepEqual([most, schedule.seen.length], [8, 130]);
  });

  it("is due at the time set last, earlier or later, and not at the one before", async () => {
    await schedule.set(aTimer({ due: at(60) }));
    await schedule.set(aTimer({ due: at(0) }));
    await schedule.set(aTimer({ due: at(120) }));
    clock.turnTo(at(119));
    await schedule.runDue();
    assert.equal(handled.length, 0);
    clock.turnTo(at(120));
    await schedule.runDue();
    assert.equal(handled.length, 1);
  });

  it("ensures a timer only where there is none", async () => {
    await schedule.ensure(aTimer({ due: at(60) }));
    await schedule.ensure(aTimer({ due: at(0) }));
    clock.turnTo(at(59));
    await schedule.runDue();
    assert.equal(handled.length, 0);
  });

  it("does nothing that was cancelled, and cancelling what isn't there is no mistake", async () => {
    await schedule.set(aTimer());
    await schedule.cancel("timer");
    await schedule.cancel("timer");
    clock.turnTo(NINE);
    await schedule.runDue();
    assert.deepEqual([handled, schedule.errors], [[], []]);
  });

  it("does again what recurs, at the instant that its handler gives", async () => {
    const runs: string[] = [];
    schedule.on("hourly", async (_, now) => {
      runs.push(now.toISOString());
      return new Date(now.getTime() + 3_600_000);
    });
    await schedule.set(aTimer({ kind: "hourly" }));
    for (const seconds of [0, 3599, 3600, 3601, 7200]) {
      clock.turnTo(at(seconds));
      await schedule.runDue();
    }
    assert.deepEqual(runs, [at(0), at(3600), at(7200)]);
  });

  it("does not set again what was cancelled or set otherwise while it was being handled", async () => {
    schedule.on("cancelled", async (_, now) => {
      await schedule.cancel("a");
      return new Date(now.getTime() + 1000);
    });
    schedule.on("moved", async (_, now) => {
      await schedule.set(aTimer({ id: "b", due: at(60) }));
      return new Date(now.getTime() + 1000);
    });
    await schedule.set(aTimer({ id: "a", kind: "cancelled" }));
    await schedule.set(aTimer({ id: "b", kind: "moved" }));
    clock.turnTo(NINE);
    await schedule.runDue();
    assert.equal(await store.find("a"), undefined);
    assert.equal((await store.find("b"))?.timer.due, at(60));
  });

  it("takes a timer set again unchanged, while it is being handled, for the one being handled", async () => {
    schedule.on("once", async (timer) => {
      handled.push(timer);
      await schedule.set(aTimer({ kind: "once" }));
      return undefined;
    });
    await schedule.set(aTimer({ kind: "once" }));
    clock.turnTo(NINE);
    await schedule.runDue();
    assert.equal(handled.length, 1);
  });

  describe("asked for something soon", () => {
    it("does together what is asked for before the first of it is due", async () => {
      for (const seconds of [3, 4, 2, 5]) await schedule.soon(aTimer({ due: at(seconds) }));
      clock.turnTo(at(2));
      await schedule.runDue();
      clock.turnTo(at(10));
      await schedule.runDue();
      assert.equal(handled.length, 1);
    });

    it("while it is at it, does it once more, at the earliest time asked for", async () => {
      const runs: string[] = [];
      schedule.on("edit", async (_, now) => {
        runs.push(now.toISOString());
        if (runs.length > 1) return;
        for (const seconds of [5, 3, 4]) await aProcess().soon(aTimer({ kind: "edit", due: at(seconds) }));
      });
      await schedule.soon(aTimer({ kind: "edit" }));
      for (const seconds of [0, 2, 3, 4, 5, 60]) {
        clock.turnTo(at(seconds));
        await schedule.runDue();
      }
      assert.deepEqual(runs, [at(0), at(3)]);
    });

    it("loses nothing though it fails at what it is at", async () => {
      let tries = 0;
      schedule.on("edit", async () => {
        tries += 1;
        if (tries > 1) return;
        await schedule.soon(aTimer({ kind: "edit", due: at(3) }));
        throw new RangeError("broken");
      });
      await schedule.soon(aTimer({ kind: "edit" }));
      for (const seconds of [0, 10, 20]) {
        clock.turnTo(at(seconds));
        await schedule.runDue();
      }
      assert.equal(tries, 2);
    });
  });

  it("reads nothing of two thousand things to come while it finds the one that is due", async () => {
    const storage = await ownStorage();
    const table = storage.table("timers");
    const watched = new TimerTable(storage, systemRandomness);
    await storage.prepare();
    const values = { v: 1, kind: "test", subject: "", attempts: 0, version: "v" };
    const future = Array.from({ length: 2000 }, (_, n) => ({ ...values, id: `later ${n}`, due: at(60 + n) }));
    await table.putMany(
      future.map((one) => ({
        partition: "all",
        key: `at|${one.due}|${one.id}|v`,
        values: { ...one, wakes: one.due },
      })),
    );
    const counting = new WatchedSchedule({ store: watched, clock });
    counting.on("test", async (timer) => void handled.push(timer));
    await counting.set(aTimer());
    let read = 0;
    const rows = table.pages.bind(table);
    table.pages = async function* (query) {
      for await (const page of rows(query)) {
        read += page.length;
        yield page;
      }
    };
    clock.turnTo(NINE);
    await counting.runDue();
    assert.deepEqual([handled.length, read], [1, 1]);
  });
});
