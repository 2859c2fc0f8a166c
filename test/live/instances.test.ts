import assert from "node:assert/strict";
import { type OneProcess, Stage, WAVE } from "./support.js";

const SECOND = 1000;

describe("Live cards of several processes", () => {
  let stage: Stage;
  let one: OneProcess;
  let two: OneProcess;
  beforeEach(async () => {
    stage = await Stage.open();
    one = stage.one;
    two = stage.anotherProcess();
    stage.set(0);
    await stage.watched({ by: one });
  });

  it("are edited by one at a time, whichever of them is touched", async () => {
    for (let second = 1; second <= 12; second += 1) {
      stage.set(second);
      one.live.touch(WAVE);
      two.live.touch(WAVE);
      await stage.forward(SECOND);
    }
    await stage.forward(6 * SECOND);
    assert.equal(stage.shown(), 12);
    const gaps = stage.edits.slice(1).map(({ at }, n) => at - (stage.edits[n]?.at ?? 0));
    assert.ok(
      gaps.every((gap) => gap >= 3 * SECOND),
      gaps.join(),
    );
  });

  it("reach the last state although a process died between the touch and its look", async () => {
    await stage.forward(4 * SECOND);
    stage.set(5, { isFinal: true });
    one.live.touch(WAVE);
    one.die();
    await stage.forward(30 * SECOND);
    assert.equal(stage.shown(), 5);
    assert.equal(await stage.isLive(), false);
  });

  it("reach it in time where a process died between the look and the edit", async () => {
    await stage.forward(4 * SECOND);
    stage.set(5, { isFinal: true });
    one.live.touch(WAVE);
    await stage.forward(SECOND);
    one.die();
    await stage.forward(3 * SECOND);
    assert.equal(stage.shown(), 5);
  });

  it("reach it where a process died in the middle of an edit, before and after it arrived", async () => {
    for (const moment of ["afterRendering", "afterArrival"] as const) {
      stage = await Stage.open();
      stage.set(0);
      await stage.watched();
      const last = stage.anotherProcess();
      stage.set(1);
      stage[moment] = async () => {
        stage[moment] = () => Promise.resolve();
        stage.one.die();
      };
      await stage.forward(4 * SECOND);
      stage.set(2, { isFinal: true });
      await stage.forward(60 * SECOND, SECOND);
      assert.equal(stage.shown(), 2, moment);
      assert.equal(await stage.isLive(), false, moment);
      last.die();
    }
  });

  it("that are pressed away through one are left alone by the other", async () => {
    stage.set(1);
    two.live.touch(WAVE);
    await stage.forward(SECOND);
    await one.live.unwatch(stage.place);
    await stage.forward(60 * SECOND, SECOND);
    assert.deepEqual(stage.edits, []);
  });

  it("are looked for every two seconds at most, and once more after the last touch", async () => {
    for (let touch = 0; touch < 1000; touch += 1) one.live.touch(WAVE);
    await stage.forward(1750);
    assert.equal(one.looks(), 1);
    await stage.forward(SECOND);
    assert.equal(one.looks(), 2);
    await stage.forward(10 * SECOND);
    assert.equal(one.looks(), 2);
    one.live.touch(WAVE);
    await stage.forward(250);
    assert.equal(one.looks(), 3);
  });

  it("are told of the last touch also when a process stops", async () => {
    await stage.forward(4 * SECOND);
    one.live.touch(WAVE);
    await stage.forward(250);
    stage.set(8);
    one.live.touch(WAVE);
    await one.live.stop();
    one.die();
    await stage.forward(4 * SECOND);
    assert.equal(one.looks(), 2);
    assert.equal(stage.shown(), 8);
  });

  it("bear that a look for them fails: it is told, and the next look comes", async () => {
    const away = new Error("storage is away");
    stage.store.keysOf = () => Promise.reject(away);
    one.live.touch(WAVE);
    await stage.forward(4 * SECOND);
    assert.deepEqual(stage.errors, [away]);
    stage.set(4);
    await stage.forward(30 * SECOND);
    assert.equal(stage.shown(), 4);
  });
});
