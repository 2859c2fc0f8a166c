import assert from "node:assert/strict";
import { lostAnswer, refused, tooMany, trouble } from "../../bot/local/double/faults.js";
import { figuresIn, POST, PostStage } from "./support.js";

const HOUR = 3600;

describe("A card in a channel", () => {
  let stage: PostStage;
  beforeEach(async () => {
    stage = await PostStage.open();
  });
  afterEach(() => stage.teams.close());

  it("is posted once where a coordinator said that posts of its name go", async () => {
    const channel = await stage.chosen();
    await stage.kept();
    await stage.kept();
    assert.equal(await standing(), "on-its-way");
    await stage.forward(10);
    assert.deepEqual(figuresIn(channel), ["0"]);
    assert.equal(await standing(), "posted");
  });

  it("waits until a channel is chosen, and is there within the hour, or at once when it is touched", async () => {
    await stage.kept();
    await stage.forward(4);
    assert.equal(await standing(), "no-channel");
    const channel = await stage.chosen();
    await stage.forward(10);
    assert.deepEqual(figuresIn(channel), []);
    await stage.skip(HOUR);
    assert.deepEqual(figuresIn(channel), ["0"]);
  });

  it("is there as soon as a coordinator has chosen its channel, and anew where it was refused in it", async () => {
    await stage.kept();
    await stage.forward(4);
    const channel = await stage.chosen();
    await stage.one.posts.chosen("research hub");
    await stage.forward(4);
    assert.deepEqual(figuresIn(channel), ["0"]);
    stage.teams.faults.next(refused("ActivityNotFoundInConversation"), { operation: "update" });
    await stage.touched(1);
    await stage.forward(4);
    await stage.one.posts.chosen("research hub");
    await stage.forward(4);
    assert.deepEqual(figuresIn(channel), ["0", "1"]);
  });

  it("is not posted any more once it is of no use, but still edited where it is", async () => {
    const channel = await posted();
    await stage.one.posts.keep({ ...POST, usefulUntil: stage.clock.now() });
    await stage.touched(1);
    await stage.one.posts.keep({ ...POST, id: "sessions|2", usefulUntil: stage.clock.now() });
    await stage.forward(5);
    assert.deepEqual(figuresIn(channel), ["1"]);
    assert.equal(await stage.one.posts.standing("sessions|2"), "none");
  });

  it("touched many times a second is edited every three seconds at most, and ends on the last state", async () => {
    const channel = await posted();
    for (let second = 1; second <= 12; second += 1) {
      for (let n = 1; n <= 10; n += 1) await stage.touched(second * 10 + n);
      await stage.forward(1);
    }
    await stage.forward(4);
    assert.deepEqual(figuresIn(channel), ["130"]);
    const edits = channel.messages[0]?.updates ?? 0;
    assert.ok(edits >= 3 && edits <= 5, `${edits} edits`);
  });

  it("is not edited again within three seconds, though it is looked at earlier", async () => {
    const channel = await posted();
    await stage.touched(1);
    await stage.forward(3);
    stage.figure = 2;
    const due = stage.clock.now().toISOString();
    await stage.one.schedule.set({ id: `post|${POST.id}`, kind: "posts.bring", subject: POST.id, due });
    await stage.forward(2);
    assert.deepEqual(figuresIn(channel), ["1"]);
    await stage.forward(1);
    assert.deepEqual(figuresIn(channel), ["2"]);
  });

  it("is not edited where it shows the same", async () => {
    const channel = await posted();
    await stage.touched(0);
    await stage.forward(5);
    assert.equal(channel.messages[0]?.updates, 0);
  });

  it("stays as it is once there is nothing to show any more", async () => {
    const channel = await posted();
    stage.figure = undefined;
    await stage.one.posts.touch(POST.id);
    await stage.forward(5);
    assert.deepEqual(figuresIn(channel), ["0"]);
  });

  it("waits as long as Teams says, whatever touches it", async () => {
    const channel = await posted();
    stage.teams.faults.next(tooMany(20), { operation: "update" });
    for (let second = 1; second <= 18; second += 1) {
      await stage.touched(second);
      await stage.forward(1);
    }
    assert.equal(updates(), 1);
    await stage.forward(10);
    assert.deepEqual(figuresIn(channel), ["18"]);
  });

  it("is tried again, ever more rarely, while Teams is in trouble, and is there once", async () => {
    stage.teams.faults.next(trouble(), { operation: "send" }, 3);
    const channel = await stage.chosen();
    await stage.kept();
    await stage.forward(60);
    assert.deepEqual(figuresIn(channel), ["0"]);
    const [first = 0, second = 0, third = 0, fourth = 0] = stage.sends;
    assert.ok(second - first < third - second && third - second < fourth - third);
  });

  it("is put right by a further edit where nobody heard whether the last one arrived", async () => {
    const channel = await posted();
    stage.teams.faults.next(lostAnswer(), { operation: "update" });
    await stage.touched(1);
    await stage.forward(4);
    await stage.touched(0);
    await stage.forward(20);
    assert.deepEqual(figuresIn(channel), ["0"]);
  });

  it("is posted once more where the answer was lost, is marked, and never a third time", async () => {
    stage.teams.faults.always(lostAnswer(), { operation: "send" });
    const channel = await stage.chosen();
    await stage.kept();
    await stage.forward(60);
    assert.deepEqual(figuresIn(channel), ["0", "0"]);
    assert.equal(await standing(), "refused");
    assert.equal((await kept()).uncertain, true);
  });

  it("is posted once more by another process where one died after the try, and is marked", async () => {
    const channel = await stage.chosen();
    stage.teams.onMessage(() => stage.one.die());
    await stage.kept();
    await stage.forward(5);
    stage.anotherProcess();
    await stage.forward(5);
    assert.deepEqual(figuresIn(channel), ["0"]);
    assert.ok((await kept()).tryingSince);
    await stage.forward(35);
    assert.deepEqual(figuresIn(channel), ["0", "0"]);
    const { at, uncertain, tryingSince } = await kept();
    assert.deepEqual([at?.activityId, uncertain, tryingSince], [channel.messages[1]?.id, true, undefined]);
  });

  it("is brought by one of two processes", async () => {
    stage.anotherProcess();
    const channel = await stage.chosen();
    await stage.kept();
    await stage.forward(5);
    await stage.touched(1);
    await stage.forward(5);
    assert.deepEqual([figuresIn(channel), channel.messages[0]?.updates], [["1"], 1]);
  });

  it("refused for good is left alone, and posted anew once another channel is chosen", async () => {
    const old = await posted();
    stage.teams.faults.next(refused("ConversationNotFound"), { operation: "update" });
    await stage.touched(1);
    await stage.forward(4);
    assert.equal(await standing(), "refused");
    await stage.touched(2);
    await stage.forward(10);
    assert.equal(updates(), 1);
    const channel = await stage.chosen("19:new@thread.tacv2");
    await stage.touched(3);
    await stage.forward(10);
    assert.deepEqual([figuresIn(old), figuresIn(channel)], [["0"], ["3"]]);
    assert.equal(await standing(), "posted");
  });

  it("is posted anew where the bot was taken out of its channel and has been chosen there again", async () => {
    await posted();
    stage.teams.faults.next(refused("BotNotInConversationRoster"), { operation: "update" });
    await stage.touched(1);
    await stage.forward(4);
    await stage.channels.removeConversation("19:hub@thread.tacv2");
    await stage.touched(2);
    await stage.forward(10);
    assert.equal(await standing(), "no-channel");
    const channel = await stage.chosen();
    await stage.touched(2);
    await stage.forward(5);
    assert.deepEqual(figuresIn(channel), ["2"]);
  });

  it("is forgotten when it has not changed for as long as bookings are kept", async () => {
    await posted();
    assert.equal(await stage.store.removeChangedBefore(stage.clock.now()), 1);
    assert.equal(await standing(), "none");
    await stage.touched(1);
    await stage.forward(5);
    assert.deepEqual(stage.one.schedule.errors, []);
  });

  async function posted() {
    const channel = await stage.chosen();
    await stage.kept();
    await stage.forward(8);
    assert.deepEqual(figuresIn(channel), ["0"]);
    return channel;
  }

  function standing() {
    return stage.one.posts.standing(POST.id);
  }

  async function kept() {
    return (await stage.store.find(POST.id))?.post ?? assert.fail();
  }

  /** Tries to edit. */
  function updates(): number {
    return stage.teams.journal.filter(({ operation }) => operation === "update").length;
  }
});
