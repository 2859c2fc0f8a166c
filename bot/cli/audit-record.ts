import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { exported, HOW_TO_VERIFY, inspect } from "../../services/audit/inspection.js";
import type { AuditStore } from "../../services/audit/ports.js";
import { ExpectedError } from "../../services/kernel/errors.js";
import { AuditTable } from "../../services/storage/audit.js";
import { Storage } from "../../services/storage/storage.js";
import { readConfig } from "../config.js";
import type { Terminal } from "./import-people.js";

const USAGE = `npm run audit -- verify
npm run audit -- export SUBJECT [--to FOLDER]
npm run audit -- list

  verify  walks every chain of the record, and names the first entry of each that does not fit
  export  writes a chain as JSON lines, with a README of how to verify it; a folder of its own unless --to names one
  list    the subjects that have a chain
`;

type Order =
  | { readonly verb: "verify" | "list" }
  | { readonly verb: "export"; readonly subject: string; readonly folder: string };

/** The command `audit`. Gives the exit code: 0 sound, or done; 1 broken, or refused; 2 not understood. */
export async function auditRecord(
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
    const config = readConfig(env);
    const storage = await Storage.open({ ...config.storage, prefix: config.tablePrefix });
    return await carriedOut(order, new AuditTable(storage), terminal, () => storage.prepare());
  } catch (error) {
    terminal.write(`${sentenceFor(error)}\n`);
    return 1;
  }
}

/** Throws what is our own mistake. */
function sentenceFor(error: unknown): string {
  if (error instanceof ExpectedError) return error.forPerson;
  // As Azure's client and Node have them.
  if (error instanceof Error && ("statusCode" in error || "code" in error))
    return `Storage, or the folder, can't be used: ${error.message}`;
  throw error;
}

function orderOf(words: readonly string[]): Order | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { to: { type: "string" } },
    });
    const [verb, subject, ...more] = positionals;
    if (more.length > 0) return undefined;
    if (verb === "export" && subject !== undefined)
      return { verb, subject, folder: values.to ?? `audit-${subject.replace(/[^A-Za-z0-9.-]+/g, "-")}` };
    const isAlone = subject === undefined && values.to === undefined;
    return isAlone && (verb === "verify" || verb === "list") ? { verb } : undefined;
  } catch {
    return undefined;
  }
}

async function carriedOut(
  order: Order,
  store: AuditStore,
  terminal: Terminal,
  prepare: () => Promise<void>,
): Promise<0 | 1> {
  await prepare();
  switch (order.verb) {
    case "verify":
      return verified(store, terminal);
    case "list":
      for (const subject of await store.subjects()) terminal.write(`${subject}\n`);
      return 0;
    case "export":
      return written(store, order.subject, order.folder, terminal);
  }
}

async function verified(store: AuditStore, terminal: Terminal): Promise<0 | 1> {
  const subjects = await store.subjects();
  let entries = 0;
  let broken = 0;
  for (const subject of subjects) {
    const found = await inspect(store, subject);
    entries += found.entries;
    if (!found.broken) continue;
    broken += 1;
    terminal.write(`${subject}: entry ${found.broken.seq} does not fit: ${found.broken.wrong}.\n`);
  }
  const sum = `${subjects.length} chains, ${entries} entries`;
  terminal.write(broken === 0 ? `${sum}: sound.\n` : `${sum}: ${broken} broken.\n`);
  return broken === 0 ? 0 : 1;
}

async function written(store: AuditStore, subject: string, folder: string, terminal: Terminal): Promise<0 | 1> {
  if (!(await store.subjects()).includes(subject)) {
    terminal.write(`There is no record of ${subject}. npm run audit -- list shows what there is.\n`);
    return 1;
  }
  await mkdir(folder, { recursive: true });
  const file = join(folder, "record.jsonl");
  await pipeline(Readable.from(exported(store, subject)), createWriteStream(file));
  await writeFile(join(folder, "README.txt"), HOW_TO_VERIFY);
  terminal.write(`${file}\n`);
  return 0;
}
