import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ExpectedError } from "../../services/kernel/errors.js";

export interface ChildOptions {
  /** How it is called when something is said of it: "the bot". */
  readonly name: string;
  /** A script and its arguments. */
  readonly run: readonly string[];
  /** Modules of ours to load before it. */
  readonly before?: readonly URL[];
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
  /** What it writes goes into `LOGS/FILE.log`. */
  readonly logs: string;
  readonly file: string;
  /** Another log, which it writes itself. */
  readonly ownLog?: string;
}

const PATIENCE = 60_000;
const GRACE = 25_000;
const withParent = new URL("./with-parent.js", import.meta.url);

/** A process of the local house, its output in a file. */
export class Child {
  /** Resolves with how it ended, in words. */
  readonly ended: Promise<string>;
  private readonly told = new AbortController();

  private constructor(
    private readonly child: ChildProcess,
    readonly options: ChildOptions,
  ) {
    this.ended = new Promise((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("exit", (code, signal) => resolve(signal ? `ended by ${signal}` : `exit code ${code}`));
    });
  }

  /** In a process group of its own, so that Ctrl-C reaches the launcher alone, which stops all in order. */
  static start(options: ChildOptions): Child {
    const log = createWriteStream(logOf(options));
    const imports = [withParent, ...(options.before ?? [])].flatMap((module) => ["--import", module.href]);
    const child = spawn(process.execPath, [...imports, ...options.run], {
      cwd: options.folder,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      detached: true,
    });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    child.once("close", () => log.end());
    return new Child(child, options);
  }

  /**
   * Waits until `url` answers with less than 500. Throws `ExpectedError("unavailable")` with its last words when that
   * doesn't happen; it has been stopped then.
   */
  async answersAt(url: string): Promise<void> {
    const until = Date.now() + PATIENCE;
    while (!this.done && Date.now() < until) {
      const answer = await fetch(url).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer && answer.status < 500) return;
      await Promise.race([pause(150), this.ended]);
    }
    const why = this.done ? `stopped (${await this.ended})` : `did not answer at ${url} within ${PATIENCE / 1000} s`;
    await this.stop();
    throw new ExpectedError("unavailable", await this.lastWords(why));
  }

  /** Resolves only if it ends without having been told to, with what to say of it. */
  async diesUntold(): Promise<string> {
    const how = await this.ended;
    return this.told.signal.aborted ? new Promise(() => {}) : this.lastWords(`stopped (${how})`);
  }

  /** As when the launcher is killed: the process notices, and stops by itself. */
  letGo(): void {
    this.told.abort();
    this.child.disconnect();
  }

  /** Asks it to stop, and ends it when it hasn't after a while. */
  async stop(): Promise<void> {
    this.told.abort();
    if (this.done) return;
    this.child.kill("SIGTERM");
    const late = new AbortController();
    await Promise.race([this.ended, pause(GRACE, undefined, { signal: late.signal }).catch(() => {})]);
    late.abort();
    if (!this.done) this.child.kill("SIGKILL");
    await this.ended;
  }

  private get done(): boolean {
    return this.child.pid === undefined || this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private async lastWords(what: string): Promise<string> {
    await pause(50);
    const { name, ownLog } = this.options;
    const ends = await Promise.all([logOf(this.options), ...(ownLog ? [ownLog] : [])].map(endOf));
    return [`${capital(name)} ${what}.`, ...ends].join("\n");
  }
}

async function endOf(file: string): Promise<string> {
  const lines = (await readFile(file, "utf8").catch(() => "")).trimEnd().split("\n").slice(-15);
  return [`The end of ${file}:`, ...lines.map((line) => `  ${line}`)].join("\n");
}

function logOf({ logs, file }: ChildOptions): string {
  return join(logs, `${file}.log`);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
