import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { assertFree } from "../../bot/local/ports.js";
import { freePorts, listening, temporaryFolder } from "../support/temporary.js";

/** npm start, without the build. */
class Start {
  static readonly all: Start[] = [];
  said = "";
  readonly ended: Promise<number | null>;
  private readonly process: ChildProcess;

  constructor(env: Readonly<Record<string, string>>) {
    this.process = spawn(process.execPath, ["dist/bot/start.js"], { env: { PATH: process.env.PATH, ...env } });
    this.process.stdout?.on("data", (words) => (this.said += words));
    this.process.stderr?.on("data", (words) => (this.said += words));
    Start.all.push(this);
    this.ended = new Promise((resolve) => this.process.once("close", resolve));
  }

  async says(words: RegExp): Promise<void> {
    while (!words.test(this.said)) {
      const ended = await Promise.race([this.ended, new Promise((resolve) => setTimeout(() => resolve("no"), 50))]);
      if (ended !== "no") assert.match(this.said, words);
    }
  }

  ctrlC(): void {
    this.process.kill("SIGINT");
  }
}

describe("npm start", function () {
  this.timeout(90_000);
  let place: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    place = await temporaryFolder();
  });
  afterEach(async () => {
    for (const start of Start.all.splice(0)) {
      start.ctrlC();
      await start.ended;
    }
    await place.remove();
  });

  it("configured for production starts the bot alone, and not without its registration", async () => {
    const start = new Start({ BOT_MODE: "production" });
    assert.equal(await start.ended, 1);
    assert.match(start.said, /MicrosoftAppId: is required in production/);
    assert.doesNotMatch(start.said, /Starting storage/);
  });

  it("with a port taken says which and what to do", async () => {
    const server = await listening();
    const { port } = server.address() as AddressInfo;
    const { env } = await surroundings();
    const start = new Start({ ...env, LOCAL_CLIENT_PORT: String(port) });
    const code = await start.ended;
    await new Promise((resolve) => server.close(resolve));
    assert.equal(code, 1);
    assert.match(start.said, new RegExp(`port ${port}, needed for the local Teams client`));
  });

  it("tells where everything is, refuses to start twice, and stops in order at Ctrl-C", async () => {
    const { env, ports } = await surroundings();
    const start = new Start(env);
    await start.says(/Ctrl-C stops everything/);
    assert.match(start.said, new RegExp(`Open this in a browser: +http://127.0.0.1:${ports.client}`));
    assert.match(start.said, /You are: .*coordinator.*\n.*help, inbox, surveys/);

    const second = new Start({ ...env, ...(await surroundings()).moved });
    assert.equal(await second.ended, 1);
    assert.match(second.said, /runs already.*Ctrl-C/);

    start.ctrlC();
    assert.equal(await start.ended, 0);
    assert.match(start.said, /Stopped\./);
    await assertFree(ports);
  });

  async function surroundings() {
    const [bot = 0, client = 0, colleagues = 0, tables = 0, queues = 0] = await freePorts(5);
    const moved = {
      PORT: String(bot),
      LOCAL_CLIENT_PORT: String(client),
      LOCAL_COLLEAGUES_PORT: String(colleagues),
      LOCAL_TABLES_PORT: String(tables),
      LOCAL_QUEUES_PORT: String(queues),
    };
    const env = { ...moved, LOCAL_DATA_DIR: join(place.path, "data") };
    return { env, moved, ports: { bot, client, colleagues, tables, queues } };
  }
});
