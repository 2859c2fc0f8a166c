import assert from "node:assert/strict";
import { callerOf } from "../../bot/caller.js";
import { LiveChats, type LiveChatsNeeds } from "../../bot/live-chats.js";
import { openLog } from "../../bot/log.js";
import type { Pause } from "../../services/kernel/pause.js";

const PAT = callerOf({
  type: "invoke",
  channelId: "msteams",
  serviceUrl: "https://s",
  from: { id: "29:pat", aadObjectId: "00000000-0000-4000-8000-000000000001" },
  recipient: { id: "28:bot" },
  conversation: { id: "chat", conversationType: "personal", tenantId: "0b6f2b1e-5d0c-4c39-9c0a-2f1f6f6f0a01" },
});
const PLACE = { conversationId: "chat", activityId: "message" };
const SHOWN = { kind: "card", card: { type: "AdaptiveCard" }, audience: "person" } as const;
const LIVE = { kind: "a.b", subject: "1" };

/** Nobody waits: every patience is over at once. */
const impatient: Pause = async () => undefined;

describe("A message in a chat", () => {
  const calls: string[] = [];
  beforeEach(() => {
    calls.length = 0;
  });

  function message(cards: Partial<LiveChatsNeeds["cards"]>, pause: Pause, activityId: string | undefined = "message") {
    const noted = {
      watch: async () => void calls.push("watch"),
      unwatch: async () => void calls.push("unwatch"),
      resume: async () => void calls.push("resume"),
      ...cards,
    };
    const chats = new LiveChats({ cards: noted as LiveChatsNeeds["cards"], pause, log: openLog("fatal") });
    return chats.message(PAT, activityId);
  }

  const patient: Pause = () => new Promise(() => {});

  it("is as live as before where nobody went on from it", async () => {
    const left = { id: "1", ...PLACE };
    const resumed: unknown[] = [];
    const pressed = message(
      { unwatch: async () => left as never, resume: async (card) => void resumed.push(card) },
      patient,
    );
    await pressed.leave();
    await pressed.stays();
    assert.deepEqual(resumed, [left]);
  });

  it("that was not live stays so", async () => {
    const pressed = message({}, patient);
    await pressed.leave();
    await pressed.stays();
    await pressed.shows(SHOWN);
    assert.deepEqual(calls, ["unwatch"]);
  });

  it("can't be followed where Teams said of none which it is", async () => {
    const nowhere = message({}, patient, "");
    await nowhere.leave();
    await nowhere.shows({ ...SHOWN, live: LIVE });
    assert.deepEqual(calls, []);
  });

  it("keeps no answer waiting; what became live too late is ended, since the person may have gone on", async () => {
    let written = () => {};
    const watch = () =>
      new Promise<void>((resolve) => {
        written = resolve;
      });
    const shown = message({ watch }, impatient);
    await shown.shows({ ...SHOWN, live: LIVE });
    assert.deepEqual(calls, []);
    written();
    await new Promise(setImmediate);
    assert.deepEqual(calls, ["unwatch"]);
  });

  it("becomes live only when leaving it, however slow, has ended", async () => {
    let gone = () => {};
    const unwatch = () =>
      new Promise<undefined>((resolve) => {
        gone = () => resolve(undefined);
      });
    const pressed = message({ unwatch }, patient);
    const leaving = pressed.leave();
    const showing = pressed.shows({ ...SHOWN, live: LIVE });
    await new Promise(setImmediate);
    assert.deepEqual(calls, []);
    gone();
    await Promise.all([leaving, showing]);
    assert.deepEqual(calls, ["watch"]);
  });
});
