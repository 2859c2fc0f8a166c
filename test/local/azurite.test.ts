import assert from "node:assert/strict";
import { connectionString } from "../../bot/emulator.js";
import { startAzurite } from "../../bot/local/azurite.js";
import { Storage } from "../../services/storage/storage.js";
import { freePorts, temporaryFolder } from "../support/temporary.js";

describe("local storage", () => {
  it("has on the next start what was stored before a stop", async () => {
    const place = await temporaryFolder();
    const [tables = 0, queues = 0] = await freePorts(2);
    const storage = await Storage.open({ connectionString: connectionString({ tables, queues }), prefix: "" });
    const table = storage.table("kept");
    const first = await startAzurite({ tables, queues }, place.path, place.path);
    await storage.prepare();
    await table.put("a", "b", { words: "still here" });
    await first.stop();
    const second = await startAzurite({ tables, queues }, place.path, place.path);
    const row = await table.find("a", "b");
    await second.stop();
    await place.remove();
    assert.equal(row?.values.words, "still here");
  });
});
