import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { TETHER } from "./tether.js";

/** How long a program may take to listen, in milliseconds. */
const PATIENCE = 60_000;

/** One line of a program's log. */
export type ProgramLine = Readonly<Record<string, unknown>> & { readonly msg?: string };

/** How a program ended when it was asked to: `code` is undefined when it had to be killed. */
export interface Ending {
  readonly code: number | undefined;
  readonly ms: number;
}

/**
 * A program in a process of its own, that tells on standard output that it listens: `{"msg":"Listening","port":…}`.
 * None outlives the process that started it.
 */
export class Program {
  private readonly listeners = new Set<(line: ProgramLine) => void>();
  /** What it logged so far, if it was to be kept. */
  readonly lines: ProgramLine[] = [];
  /** Resolves when it is gone, with its exit code; undefined when a signal ended it. */
  readonly ended: Promise<number | undefined>;
  port = 0;
  /** From its start until it listened, in milliseconds. */
  startedIn = 0;

  private constructor(private readonly child: ChildProcess) {
    this.ended = new Promise((resolve) => {
      child.once("error", () => resolve(undefined));
      // Not "exit": its last lines may come after that.
      child.once("close", (code) => resolve(code ?? undefined));
    });
  }

  /** `module` is relative to the compiled code's folder; `env` is all that it gets besides PATH. */
  static async start(
    module: string,
    env: Readonly<Record<string, string>>,
    options: { readonly keepLines?: boolean } = {},
  ): Promise<Program> {
    const script = fileURLToPath(new URL(`../../${module}`, import.meta.url));
    const began = performance.now();
    const child = spawn(process.execPath, [...TETHER, script], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    const program = new Program(child);
    program.#read(options.keepLines ?? false);
    await program.#listens(module);
    program.startedIn = performance.now() - began;
    return program;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/api/messages`;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Resident memory in MB. */
  memory(): number {
    return residentKilobytes(this.pid) / 1024;
  }

  /** The first line with that message from now on, or before if lines are kept. Rejects when the program ends first. */
  logged(message: string): Promise<ProgramLine> {
    const before = this.lines.find(({ msg }) => msg === message);
    if (before) return Promise.resolve(before);
    return new Promise((resolve, reject) => {
      const listener = (line: ProgramLine) => {
        if (line.msg !== message) return;
        this.listeners.delete(listener);
        resolve(line);
      };
      this.listeners.add(listener);
      void this.ended.then((code) => reject(new Error(`it ended with ${code} before it logged: ${message}`)));
    });
  }

  /** At once, as when the machine fails; resolves when it is gone. */
  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended;
  }

  /** Asks it to stop; kills it when it hasn't after `patience` milliseconds. */
  async stop(patience = 25_000): Promise<Ending> {
    const began = performance.now();
    this.child.kill("SIGTERM");
    const late = setTimeout(() => this.child.kill("SIGKILL"), patience);
    const code = await this.ended;
    clearTimeout(late);
    return { code, ms: performance.now() - began };
  }

  /** Read to the end of its life: a full pipe would hold it up. */
  #read(keep: boolean): void {
    createInterface(this.child.stdout as NodeJS.ReadableStream).on("line", (text) => {
      if (!keep && this.listeners.size === 0) return;
      const line = parsed(text);
      if (keep) this.lines.push(line);
      for (const listener of [...this.listeners]) listener(line);
    });
  }

  async #listens(module: string): Promise<void> {
    const late = setTimeout(() => void this.kill(), PATIENCE);
    try {
      const { port } = await this.logged("Listening");
      this.port = Number(port);
    } catch (error) {
      throw new Error(`${module} did not start`, { cause: error });
    } finally {
      clearTimeout(late);
    }
  }
}

function parsed(text: string): ProgramLine {
  try {
    return JSON.parse(text) as ProgramLine;
  } catch {
    return { msg: text };
  }
}

function residentKilobytes(pid: number): number {
  const status = `/proc/${pid}/status`;
  if (existsSync(status)) return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, "utf8"))?.[1]);
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }));
}
