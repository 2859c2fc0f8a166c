import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** The emulators' published account and key. */
const ACCOUNT = "devstoreaccount1";
const KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/** Azurite's tables in a process of their own, forgetting everything at the end. */
export class Azurite {
  private constructor(
    private readonly child: ChildProcess,
    readonly connectionString: string,
  ) {}

  static async start(): Promise<Azurite> {
    const port = await freePort();
    const main = createRequire(import.meta.url).resolve("azurite/dist/src/table/main.js");
    const options = ["--tableHost", "127.0.0.1", "--tablePort", String(port), "--inMemoryPersistence", "--silent"];
    const child = spawn(process.execPath, [main, ...options, "--disableTelemetry"], { stdio: "ignore" });
    const endpoint = `http://127.0.0.1:${port}/${ACCOUNT}`;
    for (let tries = 0; tries < 150; tries += 1) {
      const answer = await fetch(endpoint).catch(() => undefined);
      if (answer) {
        const parts = `AccountName=${ACCOUNT};AccountKey=${KEY};TableEndpoint=${endpoint};`;
        return new Azurite(child, `DefaultEndpointsProtocol=http;${parts}`);
      }
      await pause(100);
    }
    child.kill();
    throw new Error("Azurite did not start within 15 seconds");
  }

  stop(): void {
    this.child.kill();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
