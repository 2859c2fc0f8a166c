import assert from "node:assert/strict";
import { OTHER, refused, Stage, throttled, unanswered, unavailable, WAVE } from "./support.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe("A live card", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
    stage.set(0);
    await stage.watched();
  });

  it("touched 500 times in three seconds is edited twice at most, and shows the last state", async () => {
    for (let touch = 1; touch <= 500; touch += 1) {
      stage.set(touch);
      stage.one.live.touch(WAVE);
      if (touch % 10 === 0) await stage.forward(60, 60);
    }
    await stage.forward(6 * SECOND);
    assert.equal(stage.shown(), 500);
    assert.ok(stage.edits.length >= 1 && stage.edits.length <= 2, `${stage.edits.length} edits`);
  });

  it("is edited every three seconds at most, however long it is touched, and ends on the last state", async () => {
    for (let second = 1; second <= 40; second += 1) {
      stage.set(second);
      stage.one.live.touch(WAVE);
      await stage.forward(SECOND, 500);
    }
    await stage.forward(6 * SECOND);
    assert.equal(stage.shown(), 40);
    assert.ok(stage.edits.length >= 8, `${stage.edits.length} edits`);
    assert.ok(gaps(stage).every((gap) => gap >= 3 * SECOND));
  });

  it("is edited more rarely once it has been live for ten minutes", async () => {
    await stage.forward(10 * MINUTE, 30 * SECOND);
    for (let second = 1; second <= 30; second += 1) {
      stage.set(second);
      stage.one.live.touch(WAVE);
      await stage.forward(SECOND, 500);
    }
    await stage.forward(30 * SECOND);
    assert.equal(stage.shown(), 30);
    assert.ok(gaps(stage).every((gap) => gap >= 15 * SECOND));
  });

  it("is not edited where nothing that it shows has changed", async () => {
    stage.one.live.touch(WAVE);
    await stage.forward(2 * MINUTE, SECOND);
    assert.deepEqual(stage.edits, []);
    assert.equal(await stage.isLive(), true);
  });

  it("reaches the last state within half a minute though no touch came", async () => {
    await stage.forward(5 * SECOND);
    stage.set(7);
    await stage.forward(30 * SECOND);
    assert.equal(stage.shown(), 7);
  });

  it("shows its final state and is then left alone", async () => {
    stage.set(9, { isFinal: true });
    stage.one.live.touch(WAVE);
    await stage.forward(4 * SECOND);
    assert.equal(stage.shown(), 9);
    assert.equal(await stage.isLive(), false);
    stage.set(10);
    stage.one.live.touch(WAVE);
    await stage.forward(MINUTE);
    assert.equal(stage.edits.length, 1);
  });

  it("that shows its final state already is forgotten without an edit", async () => {
    stage.set(0, { isFinal: true });
    await stage.forward(4 * SECOND);
    assert.equal(await stage.isLive(), false);
    assert.deepEqual(stage.edits, []);
  });

  it("waits as long as Teams says when it was too much, whatever touches it, and then shows the last state", async () => {
    stage.outcomes = [throttled(40 * SECOND)];
    for (let second = 1; second <= 30; second += 1) {
      stage.set(second);
      stage.one.live.touch(WAVE);
      await stage.forward(SECOND, 500);
    }
    assert.equal(stage.edits.length, 1);
    await stage.forward(30 * SECOND);
    assert.equal(stage.shown(), 30);
    assert.ok((gaps(stage)[0] ?? 0) >= 40 * SECOND);
  });

  it("backs off further each time that Teams fails, and ends on the last state", async () => {
    stage.outcomes = [throttled(), unavailable, unavailable, unanswered];
    stage.set(1, { isFinal: true });
    stage.one.live.touch(WAVE);
    await stage.forward(3 * MINUTE, SECOND);
    assert.equal(stage.shown(), 1);
    assert.equal(await stage.isLive(), false);
    const [first = 0, second = 0, third = 0, fourth = 0] = gaps(stage);
    assert.ok(first >= 4 * SECOND && second > first && third > second && fourth > third, gaps(stage).join());
  });

  it("is put right where an edit that nobody heard of has arrived, and all is as before", async () => {
    stage.outcomes = [unanswered];
    stage.set(1);
    stage.one.live.touch(WAVE);
    await stage.forward(4 * SECOND);
    assert.equal(stage.shown(), 1);
    stage.set(0);
    await stage.forward(20 * SECOND);
    assert.equal(stage.shown(), 0);
  });

  it("is made anew later where that failed, for example since storage was away", async () => {
    let failures = 2;
    stage.afterRendering = async () => {
      failures -= 1;
      if (failures >= 0) throw new Error("storage is away");
    };
    stage.set(3);
    await stage.forward(MINUTE, SECOND);
    assert.equal(stage.shown(), 3);
    assert.equal(stage.one.schedule.errors.length, 2);
  });

  it("that Teams refuses for good is forgotten", async () => {
    stage.outcomes = [refused];
    stage.set(1);
    await stage.forward(4 * SECOND);
    assert.equal(await stage.isLive(), false);
    assert.equal(stage.edits.length, 1);
  });

  it("that no longer applies, or not to its person, is forgotten and stays as it is", async () => {
    stage.set(undefined);
    await stage.forward(4 * SECOND);
    assert.equal(await stage.isLive(), false);

    stage.set(1);
    await stage.watched();
    stage.set(2);
    await stage.people.save([{ ...stage.casey, status: "left" }]);
    await stage.forward(4 * SECOND);
    assert.equal(await stage.isLive(), false);
    assert.deepEqual(stage.edits, []);
  });

  it("is forgotten after a day", async () => {
    await stage.forward(23 * 60 * MINUTE, 60 * MINUTE);
    assert.equal(await stage.isLive(), true);
    await stage.forward(2 * 60 * MINUTE, 60 * MINUTE);
    assert.equal(await stage.isLive(), false);
    assert.equal((await stage.timers.wakingBefore(new Date("2100-01-01"), 10)).length, 0);
  });

  it("is edited through the newest service URL", async () => {
    const address = (await stage.addresses.find(stage.casey)) ?? assert.fail();
    const serviceUrl = "https://smba.trafficmanager.net/emea/";
    await stage.addresses.save({ ...address, serviceUrl });
    stage.set(1);
    await stage.forward(4 * SECOND);
    assert.equal(stage.edits[0]?.serviceUrl, serviceUrl);
  });

  it("moves alone: others in the same chat show other things", async () => {
    const place = { ...stage.place, activityId: "another message" };
    stage.set(0, { live: OTHER });
    await stage.watched({ live: OTHER, place });
    await stage.forward(4 * SECOND);
    stage.set(5, { live: OTHER });
    stage.one.live.touch(OTHER);
    await stage.forward(4 * SECOND);
    assert.deepEqual([stage.shown(), stage.shown("another message")], [0, 5]);
    assert.equal(stage.edits.length, 1);
  });
});

/** Between the edits, in milliseconds. */
function gaps({ edits }: Stage): number[] {
  return edits.slice(1).map(({ at }, n) => at - (edits[n]?.at ?? 0));
}
