import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { botProcess } from "./bot-process.js";
import type { Program } from "./program.js";
import { ownPrefix, testConnectionString } from "./storage.js";

describe("The bot as a process of its own", () => {
  let bot: Program | undefined;
  afterEach(() => bot?.kill());

  it("answers where it says, keeps its log, and tells how it stopped", async () => {
    bot = await botProcess({ prefix: ownPrefix(), partnership: "test/support/partnerships/northern-vale" });
    assert.equal((await fetch(`http://127.0.0.1:${bot.port}/readyz`)).status, 200);
    const { code, ms } = await bot.stop();
    assert.equal(code, 0);
    assert.ok(ms > 0 && ms < 20_000);
    assert.deepEqual(
      bot.lines.map(({ msg }) => msg).filter((msg) => msg === "Listening" || msg === "Stopping"),
      ["Listening", "Stopping"],
    );
  });

  it("is gone at once when it is killed, without a word", async () => {
    bot = await botProcess({ prefix: ownPrefix() });
    await bot.kill();
    await assert.rejects(fetch(`http://127.0.0.1:${bot.port}/healthz`));
    assert.equal(
      bot.lines.some(({ msg }) => msg === "Stopping"),
      false,
    );
    await assert.rejects(bot.logged("Stopping"), /ended/);
  });

  it("that can't start is an error", async () => {
    await assert.rejects(botProcess({ prefix: ownPrefix(), env: { LOG_LEVEL: "silent" } }), /main.js did not start/);
  });

  it("is gone when whoever started it is killed", async () => {
    const support = JSON.stringify(new URL("./bot-process.js", import.meta.url).href);
    const code = `const { botProcess } = await import(${support});
      console.log((await botProcess({ prefix: "${ownPrefix()}" })).port);`;
    const starter = spawn(process.execPath, ["--input-type=module", "-e", code], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, TEST_STORAGE: testConnectionString() },
    });
    const [port] = (await once(starter.stdout, "data")) as [Buffer];
    const url = `http://127.0.0.1:${Number(port.toString())}/healthz`;
    assert.equal((await fetch(url)).status, 200);
    starter.kill("SIGKILL");
    for (let tries = 0; tries < 50 && (await answers(url)); tries += 1) await pause(20);
    assert.equal(await answers(url), false);
  });
});

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
