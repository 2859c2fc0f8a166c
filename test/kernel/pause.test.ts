import assert from "node:assert/strict";
import { systemPause } from "../../services/kernel/pause.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { repeat } from "../../services/kernel/schedule.js";
import { HandTime } from "../support/time.js";

describe("waiting", () => {
  it("ends at once, without an error, for all who wait when it is called off", async () => {
    const called = new AbortController();
    const warnings: Error[] = [];
    const hear = (warning: Error) => void warnings.push(warning);
    process.on("warning", hear);
    const waiting = Array.from({ length: 50 }, () => systemPause(3_600_000, called.signal));
    called.abort();
    await Promise.all([...waiting, systemPause(3_600_000, called.signal)]);
    await systemPause(0, new AbortController().signal);
    process.off("warning", hear);
    assert.deepEqual(warnings, []);
  });
});

describe("something done again and again", () => {
  const time = new HandTime();
  const often = { everyMs: 60_000, jitterMs: 0, pause: time.pause, random: systemRandomness };

  it("is done at once, then after each wait, and not after it was stopped", async () => {
    let times = 0;
    const count = async () => {
      times += 1;
    };
    const repetition = repeat(count, { ...often, report: () => assert.fail() });
    await time.untilAsleep(1);
    assert.equal(times, 1);
    time.forward(60_000);
    await time.untilAsleep(1);
    assert.equal(times, 2);
    await repetition.stop();
    time.forward(600_000);
    assert.equal(times, 2);
  });

  it("is done again although it failed, and the failure is told", async () => {
    const failures: unknown[] = [];
    const fail = () => Promise.reject(new RangeError("broken"));
    const repetition = repeat(fail, { ...often, report: (error) => failures.push(error) });
    await time.untilAsleep(1);
    time.forward(60_000);
    await time.untilAsleep(1);
    await repetition.stop();
    assert.equal(failures.length, 2);
  });
});
