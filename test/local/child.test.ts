import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Child } from "../../bot/local/child.js";
import { freePorts, temporaryFolder } from "../support/temporary.js";

const SERVER = (port: number) =>
  `require("node:http").createServer((q, r) => r.end()).listen(${port}, "127.0.0.1");
   process.once("SIGTERM", () => { console.log("in order"); process.exit(0); });`;

describe("a process of the local house", () => {
  let place: Awaited<ReturnType<typeof temporaryFolder>>;
  let running: Child | undefined;
  beforeEach(async () => {
    place = await temporaryFolder();
  });
  afterEach(async () => {
    await running?.stop();
    running = undefined;
    await place.remove();
  });

  async function start(code: string): Promise<Child> {
    const script = join(place.path, "part.cjs");
    await writeFile(script, code);
    running = Child.start({ name: "the part", run: [script], logs: place.path, file: "part" });
    return running;
  }

  it("is up when it answers, and stops in its own order", async () => {
    const [port = 0] = await freePorts(1);
    const child = await start(SERVER(port));
    await child.answersAt(`http://127.0.0.1:${port}/`);
    await child.stop();
    assert.equal(await child.ended, "exit code 0");
  });

  it("that fails at its start says why", async () => {
    const [port = 0] = await freePorts(1);
    const child = await start(`console.error("no storage"); process.exit(3);`);
    await assert.rejects(child.answersAt(`http://127.0.0.1:${port}/`), {
      code: "unavailable",
      message: /^The part stopped \(exit code 3\)\.\nThe end of .*part\.log:\n {2}no storage$/,
    });
  });

  it("that stops untold is told of with its last words", async () => {
    const child = await start(`console.log("oh"); setTimeout(() => process.exit(1), 100);`);
    assert.match(await child.diesUntold(), /^The part stopped \(exit code 1\)\.\n.*\n {2}oh$/);
  });

  it("ends when its launcher is gone", async () => {
    const [port = 0] = await freePorts(1);
    const child = await start(SERVER(port));
    await child.answersAt(`http://127.0.0.1:${port}/`);
    child.letGo();
    assert.equal(await child.ended, "exit code 0");
  });
});
