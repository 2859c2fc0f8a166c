import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { connectionString } from "../../bot/emulator.js";
import { TETHER } from "./tether.js";

/** How long it may take to listen, in milliseconds. */
const PATIENCE = 30_000;

/** Azurite's tables and queues in a process of their own, forgetting everything at the end. */
export class Azurite {
  private constructor(
    private readonly child: ChildProcess,
    readonly connectionString: string,
  ) {}

  /** On ports that are free; its blob service can't be left out and gets one too. */
  static async start(): Promise<Azurite> {
    const main = createRequire(import.meta.url).resolve("azurite/dist/src/azurite.js");
    const places = ["blob", "queue", "table"].flatMap((name) => [
      ...[`--${name}Host`, "127.0.0.1", `--${name}Port`, "0"],
      // Left alone, it closes a connection after five seconds, sometimes just as it is used again.
      ...[`--${name}KeepAliveTimeout`, "3600"],
    ]);
    const options = ["--inMemoryPersistence", "--silent", "--skipApiVersionCheck", "--disableTelemetry"];
    const child = spawn(process.execPath, [...TETHER, main, ...places, ...options], {
      stdio: ["ignore", "pipe", "ignore", "ipc"],
    });
    try {
      return new Azurite(child, connectionString(await ports(child)));
    } catch (error) {
      child.kill("SIGKILL");
      throw error;
    }
  }

  /** At once: it has nothing to keep, and told to stop it would wait for its connections to close. */
  stop(): void {
    this.child.kill("SIGKILL");
  }
}

/** It says of each service where it listens, the tables last. */
function ports(child: ChildProcess): Promise<{ tables: number; queues: number }> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("Azurite did not start in time")), PATIENCE);
    child.once("exit", (code) => reject(new Error(`Azurite ended with ${code}`)));
    const found = new Map<string, number>();
    // Read to the end of its life: a full pipe would hold it up.
    createInterface(child.stdout as NodeJS.ReadableStream).on("line", (line) => {
      const [, service = "", port] = /^Azurite (\w+) service is successfully listening at .*:(\d+)$/.exec(line) ?? [];
      if (port) found.set(service, Number(port));
      const [tables, queues] = [found.get("Table"), found.get("Queue")];
      if (tables === undefined || queues === undefined) return;
      clearTimeout(late);
      resolve({ tables, queues });
    });
  });
}
