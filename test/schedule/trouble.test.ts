import assert from "node:assert/strict";
import { purgeableLate } from "../../services/schedule/retention.js";
import type { Timer } from "../../services/schedule/schema.js";
import type { TimerTable } from "../../services/storage/timers.js";
import type { TestClock } from "../support/clock.js";
import { aTimer, type WatchedSchedule } from "../support/timers.js";
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
      clock.turnTo(at(10));
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
});
