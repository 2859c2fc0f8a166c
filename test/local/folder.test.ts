import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DataFolder } from "../../bot/local/folder.js";
import { temporaryFolder } from "../support/temporary.js";

describe("the local house's folder", () => {
  let place: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    place = await temporaryFolder();
  });
  afterEach(() => place.remove());

  it("keeps what is stored until it is emptied", async () => {
    const first = await DataFolder.occupy(place.path);
    await writeFile(join(first.storage, "table"), "rows");
    await first.leave();
    const second = await DataFolder.occupy(place.path);
    assert.deepEqual(await readdir(second.storage), ["table"]);
    await second.empty();
    assert.deepEqual(await readdir(second.storage), []);
  });

  it("is for one launcher at a time", async () => {
    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    await writeFile(join(place.path, "in-use-by"), String(other.pid));
    await assert.rejects(DataFolder.occupy(place.path), { code: "busy", message: /runs already.*Ctrl-C/ });
    other.kill();
    await new Promise((resolve) => other.once("exit", resolve));
    await DataFolder.occupy(place.path);
  });
});
