import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { systemRandomness } from "../../services/kernel/random.js";
import { purgeableLate } from "../../services/schedule/retention.js";
import type { Timer } from "../../services/schedule/schema.js";
import { TimerTable } from "../../services/storage/timers.js";
import { TestClock } from "../support/clock.js";
import { ownStorage } from "../support/storage.js";
import { aTimer, WatchedSchedule } from "../support/timers.js";

const NINE = "2027-09-01T09:00:00.000Z";

describe("a schedule", () => {
  let clock: TestClock;
  let store: TimerTable;
  let schedule: WatchedSchedule;
  let handled: Timer[];

  beforeEach(async () => {
    const storage = await ownStorage();
    store = new TimerTable(storage, systemRandomness);
    await storage.prepare();
    clock = new TestClock("2027-09-01T08:00:00Z");
    handled = [];
    schedule = aProcess();
  });

  /** One more process on the same tables. */
  function aProcess(): WatchedSchedule {
    const one = new WatchedSchedule({ store, clock });
    one.on("test", async (timer) => void handled.push(timer));
    return one;
  }
  const turn = (seconds: number) => clock.turnTo(new Date(clock.now().getTime() + seconds * 1000).toISOString());
  const at = (seconds: number) => new Date(Date.parse(NINE) + seconds * 1000).toISOString();

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
    schedule.on("busy", async () => {
      most = Math.max(most, ++now);
      await pause(10);
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

  describe("whose handler fails", () => {
    beforeEach(async () => {
      schedule.on("broken", () => Promise.reject(new RangeError("broken")));
      await schedule.set(aTimer({ kind: "broken" }));
      clock.turnTo(NINE);
    });

    it("tells of each try once, and tries again after longer and longer waits", async () => {
      const wakes: number[] = [];
      for (let tries = 0; tries < 4; tries += 1) {
        const begun = clock.now().getTime();
        await schedule.runDue();
        await schedule.runDue();
        const { timer } = (await store.find("timer")) ?? assert.fail();
        assert.deepEqual([timer.attempts, timer.due], [tries + 1, NINE]);
        wakes.push(Date.parse(timer.wakes) - begun);
        clock.turnTo(timer.wakes);
      }
      for (const [n, usual] of [5_000, 10_000, 20_000, 40_000].entries()) {
        assert.ok(Math.abs((wakes[n] ?? 0) - usual) <= usual * 0.2, String(wakes));
      }
      assert.equal(schedule.errors.length, 4);
      assert.deepEqual(schedule.seen, Array(4).fill("failed broken"));
    });

    it("goes on with everything else", async () => {
      await schedule.set(aTimer({ id: "other" }));
      await schedule.runDue();
      assert.equal(handled.length, 1);
    });

    it("is tried by a process that knows the kind, when its own does not", async () => {
      const older = aProcess();
      await older.runDue();
      assert.match(String(older.errors[0]), /nobody handles timers of the kind broken/);
      const newer = aProcess();
      newer.on("broken", async (timer) => void handled.push(timer));
      turn(10);
      await newer.runDue();
      assert.equal(handled[0]?.attempts, 1);
    });

    it("counts as failed when it wants to be next at a moment that has passed", async () => {
      schedule.on("broken", async (_, now) => now);
      await schedule.runDue();
      assert.deepEqual(schedule.seen, ["failed broken"]);
    });
  });

  describe("whose process dies", () => {
    /** Takes the timer and never ends. */
    async function aDeadHolder(): Promise<void> {
      const dead = aProcess();
      const taken = new Promise<void>((resolve) => {
        dead.on("test", () => {
          resolve();
          return new Promise(() => undefined);
        });
      });
      void dead.runDue();
      await taken;
    }

    it("has it done by another after at most 30 s, and not before", async () => {
      await schedule.set(aTimer());
      clock.turnTo(NINE);
      await aDeadHolder();
      clock.turnTo(at(29.999));
      await schedule.runDue();
      assert.equal(handled.length, 0);
      clock.turnTo(at(30));
      await schedule.runDue();
      assert.deepEqual([handled.length, handled[0]?.attempts], [1, 1]);
    });

    it("loses nothing that was asked for soon meanwhile", async () => {
      await schedule.set(aTimer());
      clock.turnTo(NINE);
      await aDeadHolder();
      await schedule.soon(aTimer({ due: at(40) }));
      for (const seconds of [30, 40, 50]) {
        clock.turnTo(at(seconds));
        await schedule.runDue();
      }
      assert.equal(handled.length, 2);
    });
  });

  it("lets one of two move a timer, when the first took longer than its lease", async () => {
    const slow = aProcess();
    let end = (_: Date): void => undefined;
    slow.on("weekly", () => new Promise((resolve) => (end = resolve)));
    schedule.on("weekly", async () => new Date(at(7000)));
    await schedule.set(aTimer({ kind: "weekly" }));
    clock.turnTo(NINE);
    const first = slow.runDue();
    while ((await store.find("timer"))?.timer.claim === undefined) await new Promise(setImmediate);
    clock.turnTo(at(31));
    await schedule.runDue();
    end(new Date(at(5000)));
    await first;
    assert.equal((await store.find("timer"))?.timer.due, at(7000));
    assert.deepEqual([slow.errors, schedule.errors], [[], []]);
  });

  describe("that was not running", () => {
    it("catches up once what recurs, and goes on from there", async () => {
      const runs: string[] = [];
      schedule.on("hourly", async (_, now) => {
        runs.push(now.toISOString());
        return new Date(now.getTime() + 3_600_000);
      });
      await schedule.set(aTimer({ kind: "hourly" }));
      clock.turnTo(at(30 * 86_400));
      await schedule.runDue();
      assert.deepEqual(runs, [at(30 * 86_400)]);
    });

    it("catches up what is still useful, and records what is not as too late", async () => {
      await schedule.set(aTimer({ id: "useful", usefulUntil: at(3600) }));
      await schedule.set(aTimer({ id: "useless", subject: "session 7", usefulUntil: at(3599) }));
      clock.turnTo(at(3600));
      await schedule.runDue();
      assert.deepEqual(
        handled.map(({ id }) => id),
        ["useful"],
      );
      const late = { id: "useless", kind: "test", subject: "session 7", due: NINE, noticedAt: at(3600) };
      assert.deepEqual(await schedule.late(new Date(NINE)), [late]);
      assert.deepEqual(await schedule.late(new Date(at(1))), []);
      assert.ok(schedule.seen.includes("late test"));
    });

    it("records a moment once, whichever process finds it too late", async () => {
      await schedule.set(aTimer({ usefulUntil: at(1) }));
      clock.turnTo(at(2));
      const processes = [schedule, aProcess()];
      await Promise.all(processes.map((one) => one.runDue()));
      assert.deepEqual(
        processes.flatMap(({ seen }) => seen),
        ["late test"],
      );
    });

    it("goes on with what recurs after a moment that was too late, where its kind says when", async () => {
      schedule.on(
        "digest",
        async (timer) => void handled.push(timer),
        (_, now) => new Date(now.getTime() + 60_000),
      );
      await schedule.set(aTimer({ kind: "digest", usefulUntil: at(10) }));
      for (const seconds of [11, 71]) {
        clock.turnTo(at(seconds));
        await schedule.runDue();
      }
      assert.deepEqual(
        handled.map(({ due, usefulUntil }) => [due, usefulUntil]),
        [[at(71), at(81)]],
      );
    });

    it("forgets what was too late when retention says so", async () => {
      await schedule.set(aTimer({ usefulUntil: at(1) }));
      clock.turnTo(at(2));
      await schedule.runDue();
      const { kind, purge } = purgeableLate(store);
      assert.deepEqual([kind, await purge(new Date(NINE)), await purge(new Date(at(1)))], ["deliveries", 0, 1]);
      assert.deepEqual(await schedule.late(new Date(0)), []);
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
