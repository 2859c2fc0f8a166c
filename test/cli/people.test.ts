import { equal, match } from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importPeople } from "../../bot/cli/import-people.js";
import { StoredPeople } from "../../services/storage/people.js";
import { NORTHERN_VALE } from "../support/partnership.js";
import { ownPrefix, ownStorage, testConnectionString } from "../support/storage.js";

describe("npm run people -- import", () => {
  let folder: string;
  let prefix: string;
  let shipped: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "people-"));
    prefix = ownPrefix().replace(/\d/g, (digit) => "ghijklmnop"[Number(digit)] ?? "");
    shipped = await readFile(`${NORTHERN_VALE}/people.csv`, "utf8");
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("imports, shows progress and says what changed", async () => {
    const first = await run(["import", await file(shipped)]);
    equal(first.code, 0);
    match(first.said, /added {4}Una Coldstream <una@northern-vale\.example>, hillside-college\n/);
    match(first.said, /3 of 3 written/);
    match(first.said, /3 added, 0 changed, 0 left, 0 unchanged\.\n$/);

    const newer = shipped.replace("Una Coldstream", "Una Warmbrook").replace(/.*Bram.*\n/, "");
    const second = await run(["import", await file(newer)]);
    match(second.said, /changed {2}Una Warmbrook .*: name Una Coldstream → Una Warmbrook\n/);
    match(second.said, /left {5}Bram Heathersage/);
    match(second.said, /0 added, 1 changed, 1 left, 1 unchanged\.\n$/);
    equal(await known(), 3);
  });

  it("changes nothing in a dry run", async () => {
    const { code, said } = await run(["import", await file(shipped), "--dry-run"]);
    equal(code, 0);
    match(said, /Would be: 3 added, .*\nNothing was changed: this was a dry run\.\n$/);
    equal(await known(), 0);
  });

  it("refuses the whole file for any mistake, with line and column of each", async () => {
    const wrong = shipped.replace("open-hands", "open-hand").replace("wfd-lead;panel-member", "wfd-leed");
    const { code, said } = await run(["import", await file(wrong)]);
    equal(code, 1);
    match(
      said,
      /has 2 mistakes:\n {2}people\.csv, line 3, column partner: .*\n {2}people\.csv, line 4, column roles: /,
    );
    match(said, /Nothing was changed\.\n$/);
    equal(await known(), 0);
  });

  it("keeps the last coordinator, and asks twice before half of the people leave", async () => {
    await run(["import", await file(shipped)]);
    const nobody = await run(["import", await file(shipped.replace(",coordinator", ","))]);
    equal(nobody.code, 1);
    match(nobody.said, /nobody would be a coordinator/);
    const few = await file(shipped.split("\n").slice(0, 2).join("\n"));
    match((await run(["import", few])).said, /^2 of 3 people .* --allow-many-left\.\nNothing was changed/);
    equal((await run(["import", few, "--allow-many-left"])).code, 0);
  });

  it("says how it is used when it doesn't understand", async () => {
    for (const words of [[], ["export", "x.csv"], ["import"], ["import", "a", "b"], ["import", "a", "--dry"]]) {
      const { code, said } = await run(words);
      equal(code, 2);
      match(said, /^npm run people -- import FILE\.csv/);
    }
  });

  it("says so when there is no such file", async () => {
    const { code, said } = await run(["import", "no/such.csv"]);
    equal(code, 1);
    match(said, /^no\/such\.csv can't be read \(ENOENT\)/);
  });

  async function run(words: readonly string[]) {
    const written: string[] = [];
    const env = {
      STORAGE_CONNECTION_STRING: testConnectionString(),
      TABLE_PREFIX: prefix,
      PARTNERSHIP_DIR: NORTHERN_VALE,
    };
    const code = await importPeople(words, env, { write: (text) => written.push(text) });
    return { code, said: written.join("") };
  }

  async function file(text: string): Promise<string> {
    const path = join(folder, "people.csv");
    await writeFile(path, text);
    return path;
  }

  async function known(): Promise<number> {
    const storage = await ownStorage(prefix);
    const store = new StoredPeople(storage);
    await storage.prepare();
    let people = 0;
    for await (const _ of store.all()) people += 1;
    return people;
  }
});
