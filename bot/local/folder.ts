import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ExpectedError } from "../../services/kernel/errors.js";

/** The local house's folder: storage in `storage/`, what the processes say in `logs/`, and who uses it. */
export class DataFolder {
  private constructor(private readonly path: string) {}

  /** One launcher at a time: Azurite would spoil the files of another. Throws `ExpectedError("busy")`. */
  static async occupy(path: string): Promise<DataFolder> {
    const folder = new DataFolder(path);
    const other = Number(await readFile(folder.lock, "utf8").catch(() => ""));
    if (other > 0 && other !== process.pid && isAlive(other)) {
      throw new ExpectedError(
        "busy",
        `The local house runs already, with its data in ${path} (process ${other}). Use that one, or stop it with Ctrl-C in its terminal.`,
      );
    }
    await mkdir(folder.logs, { recursive: true });
    await mkdir(folder.storage, { recursive: true });
    await writeFile(folder.lock, String(process.pid));
    return folder;
  }

  get storage(): string {
    return join(this.path, "storage");
  }

  get logs(): string {
    return join(this.path, "logs");
  }

  get client(): string {
    return join(this.path, "client");
  }

  /** Forgets everything that earlier starts have stored. */
  async empty(): Promise<void> {
    for (const folder of [this.storage, this.logs, this.client]) {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
    }
  }

  async leave(): Promise<void> {
    await rm(this.lock, { force: true });
  }

  private get lock(): string {
    return join(this.path, "in-use-by");
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
