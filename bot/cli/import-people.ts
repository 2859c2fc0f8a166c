import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { AuditTrail } from "../../services/audit/service.js";
import { systemClock } from "../../services/kernel/clock.js";
import { ExpectedError } from "../../services/kernel/errors.js";
import { MistakesError } from "../../services/kernel/mistakes.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { readPartnershipFiles } from "../../services/partnership/files.js";
import { readPeople } from "../../services/people/csv.js";
import type { ImportPlan } from "../../services/people/rules.js";
import type { Person } from "../../services/people/schema.js";
import { People } from "../../services/people/service.js";
import { AuditTable } from "../../services/storage/audit.js";
import { StoredPeople } from "../../services/storage/people.js";
import { Storage } from "../../services/storage/storage.js";
import { type Config, readConfig } from "../config.js";
import { inWords } from "./import-summary.js";

const USAGE = `npm run people -- import FILE.csv [--dry-run] [--allow-many-left]

  --dry-run          only says what would change
  --allow-many-left  goes on although more than half of the people would be marked as left
`;

/** Where words for the person at the terminal go; `isTTY` when they are there to watch. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** The command `people`. Gives the exit code: 0 done, 1 refused (nothing is written), 2 not understood. */
export async function importPeople(
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
): Promise<0 | 1 | 2> {
  const order = orderOf(words);
  if (!order) {
    terminal.write(USAGE);
    return 2;
  }
  try {
    await carryOut(order, readConfig(env), terminal);
    return 0;
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    terminal.write(`${error.forPerson}\nNothing was changed.\n`);
    return 1;
  }
}

interface Order {
  readonly file: string;
  readonly dryRun: boolean;
  readonly allowManyLeft: boolean;
}

function orderOf(words: readonly string[]): Order | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { "dry-run": { type: "boolean" }, "allow-many-left": { type: "boolean" } },
    });
    const [verb, file, ...more] = positionals;
    if (verb !== "import" || file === undefined || more.length > 0) return undefined;
    return { file, dryRun: values["dry-run"] ?? false, allowManyLeft: values["allow-many-left"] ?? false };
  } catch {
    return undefined;
  }
}

async function carryOut({ file, dryRun, allowManyLeft }: Order, config: Config, terminal: Terminal): Promise<void> {
  const incoming = await peopleIn(file, config);
  const storage = await Storage.open({ ...config.storage, prefix: config.tablePrefix });
  const known = new StoredPeople(storage);
  const needs = { store: new AuditTable(storage), people: known, clock: systemClock, random: systemRandomness };
  const people = new People(known, new AuditTrail(needs), systemClock);
  await prepared(storage);
  const onProgress = progressOn(terminal);
  const plan: ImportPlan = await people.import(incoming, { dryRun, allowManyLeft, onProgress });
  terminal.write(inWords(plan, dryRun));
}

async function peopleIn(file: string, config: Config): Promise<readonly Person[]> {
  const { partnership } = await readPartnershipFiles(config.partnershipDir);
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new ExpectedError("not-found", `${file} can't be read (${error.code}).`);
  });
  const read = readPeople(bytes, basename(file), partnership);
  if (read.ok) return read.people;
  const count = read.mistakes.length === 1 ? "a mistake" : `${read.mistakes.length} mistakes`;
  throw new MistakesError(`${file} has ${count}:`, read.mistakes);
}

async function prepared(storage: Storage): Promise<void> {
  try {
    await storage.prepare();
  } catch (error) {
    const sentence =
      "The storage does not answer. Start it (npm start, in local mode), or correct STORAGE_CONNECTION_STRING.";
    throw new ExpectedError("unavailable", sentence, {}, { cause: error });
  }
}

/** One line that counts up for somebody watching; a line every thousand people for a file. */
function progressOn(terminal: Terminal): (written: number, of: number) => void {
  return (written, of) => {
    const done = written === of;
    if (terminal.isTTY) terminal.write(`\r${written} of ${of} written${done ? "\n" : ""}`);
    else if (done || written % 1000 === 0) terminal.write(`${written} of ${of} written\n`);
  };
}
