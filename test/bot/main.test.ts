import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { testConnectionString } from "../support/storage.js";

type Line = Readonly<Record<string, unknown>>;

describe("The bot process", () => {
  let child: ChildProcess | undefined;
  afterEach(() => void child?.kill("SIGKILL"));

  function start(env: Record<string, string>): ChildProcess {
    child = spawn(process.execPath, ["dist/bot/main.js"], { env: { PATH: process.env.PATH ?? "", ...env } });
    return child;
  }

  async function logged(process: ChildProcess, sentence: string): Promise<Line> {
    for await (const text of createInterface({ input: process.stdout as NodeJS.ReadableStream })) {
      const line = JSON.parse(text) as Line;
      if (line.msg === sentence) return line;
    }
    throw new assert.AssertionError({ message: `never logged: ${sentence}` });
  }

  it("starts, brings the partnership's people, answers, and stops in order when told", async () => {
    const TABLE_PREFIX = Array.from({ length: 12 }, () =>
      String.fromCharCode(97 + Math.floor(Math.random() * 26)),
    ).join("");
    const running = start({ PORT: "0", TABLE_PREFIX, STORAGE_CONNECTION_STRING: testConnectionString() });
    const ended = once(running, "exit");
    const { port, ms, mode } = await logged(running, "Listening");
    assert.equal(mode, "local");
    assert.ok(Number(ms) > 0);
    for (const path of ["healthz", "readyz"])
      assert.equal((await fetch(`http://127.0.0.1:${port}/${path}`)).status, 200);
    running.kill("SIGTERM");
    assert.deepEqual(await ended, [0, null]);
  });

  it("does not start half-configured, and says all that is missing", async () => {
    const running = start({ NODE_ENV: "production", STORAGE_CONNECTION_STRING: testConnectionString() });
    let said = "";
    running.stderr?.on("data", (text: Buffer) => {
      said += text.toString();
    });
    const [code] = await once(running, "exit");
    assert.equal(code, 1);
    assert.match(said, /MicrosoftAppId: is required[\s\S]*PUBLIC_URL: is required/);
    assert.doesNotMatch(said, /\bat .*:\d+:\d+/);
  });
});
