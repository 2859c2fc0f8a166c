import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { aBot, type RunningBot } from "../support/bot.js";

describe("the schedule of a running bot", () => {
  it("has the purge done at the first start", async () => {
    await using running = await aBot();
    const [first] = await purges(running);
    assert.equal(first?.event, "purge.ran");
  });

  it("does nothing more once the bot has stopped", async () => {
    const running = await aBot();
    await purges(running);
    await running.stop();
    const { schedule } = running.bot.services;
    const handled: string[] = [];
    schedule.on("test", async ({ id }) => void handled.push(id));
    await schedule.set({ id: "test", kind: "test", subject: "", due: "2026-11-23T10:00:00.000Z" });
    schedule.wake();
    await pause(100);
    assert.deepEqual(handled, []);
  });
});

/** What is recorded of purges, once there is something. */
async function purges({ bot }: RunningBot) {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = [];
    for await (const entry of bot.services.audit.entries("purge")) found.push(entry);
    if (found.length > 0) return found;
    await pause(20);
  }
  return assert.fail("no purge was recorded");
}
