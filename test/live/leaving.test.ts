import assert from "node:assert/strict";
import { LiveCardData } from "../../services/live/personal-data.js";
import { OTHER, Stage, unanswered, WAVE } from "./support.js";

const SECOND = 1000;

describe("A live card that its person goes on from", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
    stage.set(0);
    await stage.watched();
  });

  it("is left alone, whatever touches it", async () => {
    stage.set(1);
    stage.one.live.touch(WAVE);
    await stage.forward(SECOND);
    await stage.one.live.unwatch(stage.place);
    stage.one.live.touch(WAVE);
    await stage.forward(60 * SECOND, SECOND);
    assert.deepEqual(stage.edits, []);
    assert.equal((await stage.store.keysOf(WAVE)).length, 0);
  });

  it("is left alone also where an edit was being made just then", async () => {
    stage.set(1);
    stage.afterRendering = () => stage.one.live.unwatch(stage.place);
    await stage.forward(60 * SECOND, SECOND);
    assert.deepEqual(stage.edits, []);
  });

  it("does not come back to life by the record of an edit that was under way", async () => {
    stage.set(1);
    stage.afterArrival = () => stage.one.live.unwatch(stage.place);
    await stage.forward(4 * SECOND);
    assert.equal(stage.edits.length, 1);
    assert.equal(await stage.isLive(), false);
    stage.set(2);
    await stage.forward(60 * SECOND, SECOND);
    assert.equal(stage.edits.length, 1);
  });

  it("gives way to the next live card in its place, which no edit of the old one overwrites", async () => {
    stage.set(1);
    stage.set(10, { live: OTHER });
    stage.afterRendering = async () => {
      stage.afterRendering = () => Promise.resolve();
      await stage.watched({ live: OTHER });
    };
    await stage.forward(3 * SECOND);
    assert.deepEqual(stage.edits, []);
    stage.set(11, { live: OTHER });
    stage.one.live.touch(WAVE);
    stage.one.live.touch(OTHER);
    await stage.forward(6 * SECOND);
    assert.deepEqual(
      stage.edits.map(({ card }) => card),
      [{ type: "AdaptiveCard", subject: "wave-2", figure: 11 }],
    );
    assert.equal((await stage.store.keysOf(WAVE)).length, 0);
  });

  it("is not forgotten with the old one when that one turns out to be final", async () => {
    stage.set(1, { isFinal: true });
    stage.set(10, { live: OTHER });
    stage.afterArrival = () => stage.watched({ live: OTHER });
    await stage.forward(4 * SECOND);
    assert.equal((await stage.store.keysOf(OTHER)).length, 1);
  });

  it("is as live as before where the person did not go on after all", async () => {
    const left = (await stage.one.live.unwatch(stage.place)) ?? assert.fail();
    await stage.one.live.resume(left);
    stage.set(1);
    stage.one.live.touch(WAVE);
    await stage.forward(4 * SECOND);
    assert.equal(stage.shown(), 1);
  });

  it("is erased with the person, also while an edit is tried again", async () => {
    const data = new LiveCardData(stage.store);
    stage.set(1);
    stage.outcomes = [unanswered];
    await stage.forward(4 * SECOND);
    assert.equal((await data.describe(stage.casey)).count, 1);
    assert.deepEqual((await data.export(stage.casey)) as unknown[], [{ ...WAVE, since: "2026-11-02T09:00:00.000Z" }]);
    assert.equal(await data.erase(stage.casey), 1);
    assert.equal(await data.erase(stage.casey), 0);
    await stage.forward(60 * SECOND, SECOND);
    assert.equal(stage.edits.length, 1);
    assert.equal(await stage.isLive(), false);
  });

  it("is erased for one person and not for another", async () => {
    const other = { ...stage.casey, objectId: "00000000-0000-4000-8000-00000000ffff" };
    assert.equal(await new LiveCardData(stage.store).erase(other), 0);
    assert.equal(await stage.isLive(), true);
  });
});
