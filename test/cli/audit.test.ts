import { equal, match } from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditRecord } from "../../bot/cli/audit-record.js";
import { auditIn } from "../support/audit.js";
import { ownPrefix, ownStorage, testConnectionString } from "../support/storage.js";
import { HandTime } from "../support/time.js";

describe("npm run audit --", () => {
  let folder: string;
  let prefix: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "audit-"));
    prefix = ownPrefix();
    const storage = await ownStorage(prefix);
    const audit = auditIn(storage, new HandTime());
    await storage.prepare();
    for (const n of [1, 2, 3]) {
      await audit.record({ subject: "board:a", event: "board.voted", by: "system", details: { n } });
      await audit.record({ subject: "fees:b", event: "fees.sent", by: "system", details: { n } });
    }
  });
  afterEach(() => rm(folder, { recursive: true }));

  const run = async (...words: string[]) => {
    const said: string[] = [];
    const env = { STORAGE_CONNECTION_STRING: testConnectionString(), TABLE_PREFIX: prefix };
    const code = await auditRecord(words, env, { write: (text) => said.push(text) });
    return { code, said: said.join("") };
  };

  it("verify walks all chains, and is quiet where all fits", async () => {
    const { code, said } = await run("verify");
    equal(said, "2 chains, 6 entries: sound.\n");
    equal(code, 0);
  });

  it("verify names the first entry of a chain that doesn't fit", async () => {
    const table = (await ownStorage(prefix)).table("record");
    const row = await table.find("fees:b", "000000002");
    await table.put("fees:b", "000000002", { ...row?.values, body: String(row?.values.body).replace(":2", ":7") });
    const { code, said } = await run("verify");
    match(said, /^fees:b: entry 2 does not fit: its text and its hash don't belong together\.\n/);
    match(said, /1 broken\.\n$/);
    equal(code, 1);
  });

  it("export writes a chain with a README; list says what there is", async () => {
    match((await run("list")).said, /board:a\nfees:b\n/);
    const { code } = await run("export", "board:a", "--to", folder);
    equal(code, 0);
    const lines = (await readFile(join(folder, "record.jsonl"), "utf8")).trim().split("\n");
    equal(lines.length, 4);
    match(await readFile(join(folder, "README.txt"), "utf8"), /SHA-256/);
  });

  it("says so where the folder can't be written to, or storage isn't there", async () => {
    const { code, said } = await run("export", "board:a", "--to", join(folder, "x\0"));
    equal(code, 1);
    match(said, /can't be used/);
    const nowhere = testConnectionString().replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:1");
    const words: string[] = [];
    const env = { STORAGE_CONNECTION_STRING: nowhere, TABLE_PREFIX: prefix };
    equal(await auditRecord(["verify"], env, { write: (text) => words.push(text) }), 1);
    match(words.join(""), /can't be used/);
  });

  it("says so where there is no such chain, or the words are not understood", async () => {
    const { code, said } = await run("export", "board:z", "--to", folder);
    equal(code, 1);
    match(said, /no record of board:z/);
    equal((await run("burn")).code, 2);
  });
});
