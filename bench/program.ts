import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** How long a program may take to listen, in milliseconds. */
const PATIENCE = 60_000;

/** None outlives the benchmark, however it ends. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** A program in a process of its own, that tells on standard output that it listens: `{"msg":"Listening","port":…}`. */
export class Program {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    /** From its start until it listened, in milliseconds. */
    readonly startedIn: number,
  ) {}

  /** `module` is relative to the compiled code's folder; `env` is all that it gets besides PATH. */
  static async start(module: string, env: Readonly<Record<string, string>>): Promise<Program> {
    const script = fileURLToPath(new URL(`../${module}`, import.meta.url));
    const began = performance.now();
    const child = spawn(process.execPath, [script], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    running.add(child);
    child.once("exit", () => running.delete(child));
    const port = await listening(child, module);
    return new Program(child, port, performance.now() - began);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/api/messages`;
  }

  /** Resident memory in MB. */
  memory(): number {
    return residentKilobytes(this.child.pid ?? 0) / 1024;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      if (this.child.exitCode !== null || this.child.signalCode !== null) return resolve();
      this.child.once("exit", () => resolve());
      this.child.kill("SIGTERM");
      setTimeout(() => this.child.kill("SIGKILL"), 5000).unref();
    });
  }
}

function listening(child: ChildProcess, module: string): Promise<number> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`${module} did not listen in time`)), PATIENCE).unref();
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${module} ended with ${code}`)));
    if (!child.stdout) return reject(new Error(`${module} has no output`));
    // Read to the end of its life: a full pipe would hold it up.
    createInterface(child.stdout).on("line", (line) => {
      if (!line.includes('"Listening"')) return;
      resolve((JSON.parse(line) as { port: number }).port);
    });
  });
}

function residentKilobytes(pid: number): number {
  const status = `/proc/${pid}/status`;
  if (existsSync(status)) return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, "utf8"))?.[1]);
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }));
}
