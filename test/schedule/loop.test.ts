import assert from "node:assert/strict";
import { TestClock } from "../support/clock.js";
import { aTimer, TimersInMemory, WatchedSchedule } from "../support/timers.js";

const START = Date.parse("2027-09-01T09:00:00.000Z");
const at = (ms: number) => new Date(START + ms).toISOString();

describe("a schedule that runs by itself", () => {
  let process: ReturnType<typeof aProcess>;
  beforeEach(() => {
    process = aProcess();
  });
  afterEach(() => process.schedule.stop());

  it("looks every second when it knows of nothing", async () => {
    process.schedule.start();
    assert.equal(await process.asleep(), 1000);
    process.sleepOn();
    assert.equal(await process.asleep(), 1000);
  });

  it("sleeps until what is due next within the second", async () => {
    await process.schedule.set(aTimer({ due: at(400) }));
    process.schedule.start();
    assert.equal(await process.asleep(), 400);
    process.sleepOn();
    await process.asleep();
    assert.deepEqual(process.schedule.seen, ["ran test 0"]);
  });

  it("does not sleep over what is asked for while it sleeps", async () => {
    process.schedule.start();
    await process.asleep();
    await process.schedule.set(aTimer({ due: at(250) }));
    assert.equal(await process.asleep(), 250);
    await process.schedule.set(aTimer({ id: "now", due: at(0) }));
    await process.handled(1);
  });

  it("does not sleep over what is asked for while it looks", async () => {
    const { store, schedule } = process;
    const look = store.wakingBefore.bind(store);
    store.wakingBefore = async (instant, most) => {
      store.wakingBefore = look;
      const seen = await look(instant, most);
      await schedule.set(aTimer({ due: at(100) }));
      return seen;
    };
    schedule.start();
    assert.equal(await process.asleep(), 100);
  });

  it("looks at once when woken", async () => {
    process.schedule.start();
    await process.asleep();
    await new WatchedSchedule({ store: process.store, clock: process.clock }).set(aTimer({ due: at(0) }));
    process.schedule.wake();
    await process.handled(1);
  });

  it("does other things while one takes long", async () => {
    const { schedule } = process;
    let end = (): void => undefined;
    schedule.on("long", () => new Promise((resolve) => (end = () => resolve(undefined))));
    await schedule.set(aTimer({ id: "long", kind: "long", due: at(0) }));
    schedule.start();
    await process.asleep();
    await schedule.set(aTimer({ due: at(0) }));
    await process.handled(1);
    end();
  });

  it("does not take up itself what takes longer than its lease", async () => {
    const { schedule } = process;
    let begun = 0;
    let end = (): void => undefined;
    schedule.on("long", () => {
      begun += 1;
      return new Promise((resolve) => (end = () => resolve(undefined)));
    });
    await schedule.set(aTimer({ kind: "long", due: at(0) }));
    schedule.start();
    for (let seconds = 0; seconds < 40; seconds += 1) {
      await process.asleep();
      process.sleepOn();
    }
    assert.equal(begun, 1);
    end();
  });

  it("stops when what it was at has ended, and begins nothing more", async () => {
    const { schedule } = process;
    const begun = new Promise<void>((resolve) => {
      schedule.on("long", async () => {
        resolve();
        await stopping;
        await schedule.set(aTimer({ due: at(0) }));
        return undefined;
      });
    });
    let goOn = (): void => undefined;
    const stopping = new Promise<void>((resolve) => (goOn = resolve));
    await schedule.set(aTimer({ id: "long", kind: "long", due: at(0) }));
    schedule.start();
    await begun;
    const stopped = schedule.stop();
    goOn();
    await stopped;
    assert.deepEqual(schedule.seen, ["ran long 0"]);
    assert.ok(await process.store.find("timer"));
  });

  it("goes on after storage did not answer, which is told", async () => {
    const { store, schedule } = process;
    const look = store.wakingBefore.bind(store);
    store.wakingBefore = async () => {
      store.wakingBefore = look;
      throw new RangeError("no storage");
    };
    await schedule.set(aTimer({ due: at(0) }));
    schedule.start();
    assert.equal(await process.asleep(), 5000);
    process.sleepOn();
    await process.handled(1);
    assert.equal(schedule.errors.length, 1);
  });
});

/** A process whose sleep lasts until a test ends it, or it is woken. */
function aProcess() {
  const clock = new TestClock(at(0));
  const store = new TimersInMemory();
  let sleep: { readonly ms: number; end(): void } | undefined;
  const pause = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const end = () => {
        sleep = undefined;
        resolve();
      };
      sleep = { ms, end };
      signal.addEventListener("abort", end, { once: true });
    });
  const schedule = new WatchedSchedule({ store, clock, pause });
  schedule.on("test", async () => undefined);
  const until = async (isSo: () => boolean) => {
    for (let turns = 0; !isSo(); turns += 1) {
      assert.ok(turns < 1000, "it never came to that");
      await new Promise(setImmediate);
    }
  };
  return {
    clock,
    store,
    schedule,
    /** Resolves once it sleeps and nothing else goes on, with how long it means to. */
    asleep: async () => {
      for (let turns = 0; turns < 10; turns += 1) await new Promise(setImmediate);
      await until(() => sleep !== undefined);
      return sleep?.ms;
    },
    /** The time passes that it sleeps for. */
    sleepOn: () => {
      if (!sleep) throw new Error("it is not asleep");
      clock.turnTo(new Date(clock.now().getTime() + sleep.ms).toISOString());
      sleep.end();
    },
    handled: (count: number) => until(() => schedule.seen.length >= count),
  };
}
