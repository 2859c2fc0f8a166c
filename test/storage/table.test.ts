import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeKey, encodeKey } from "../../services/storage/keys.js";
import { checkLimits, fromJson, json } from "../../services/storage/limits.js";
import type { Table } from "../../services/storage/table.js";
import { ownStorage } from "../support/storage.js";

describe("a table", () => {
  let table: Table;
  before(async () => {
    const storage = await ownStorage();
    table = storage.table("things");
    await storage.prepare();
    await storage.prepare();
  });

  it("keeps a row under keys of any characters", async () => {
    await table.put("a/b#c?", "ü%\\=\t", { text: "kept", number: 3, yes: true });
    const row = await table.find("a/b#c?", "ü%\\=\t");
    assert.deepEqual(row?.values, { text: "kept", number: 3, yes: true });
    assert.equal(row.key, "ü%\\=\t");
  });

  it("inserts once", async () => {
    assert.equal(await table.insert("once", "k", { n: 1 }), true);
    assert.equal(await table.insert("once", "k", { n: 2 }), false);
    assert.deepEqual((await table.find("once", "k"))?.values, { n: 1 });
  });

  it("replaces only the version that was read", async () => {
    await table.put("version", "k", { n: 1 });
    const { version } = (await table.find("version", "k")) ?? assert.fail();
    assert.equal(await table.replace("version", "k", { n: 2 }, version), true);
    assert.equal(await table.replace("version", "k", { n: 3 }, version), false);
  });

  it("does all of a transaction or nothing", async () => {
    await table.put("all", "head", { n: 1 });
    const { version } = (await table.find("all", "head")) ?? assert.fail();
    const step = (n: number) =>
      table.write("all", [
        { do: "replace", key: "head", values: { n }, version },
        { do: "insert", key: `row${n}`, values: {} },
      ]);
    assert.equal(await step(2), true);
    assert.equal(await step(3), false);
    assert.equal(await table.find("all", "row3"), undefined);
  });

  it("pages through more than a thousand rows in key order, and removes them", async () => {
    const keys = Array.from({ length: 1203 }, (_, n) => `k${String(n).padStart(5, "0")}`);
    await table.putMany(keys.map((key) => ({ partition: "many", key, values: { key } })));
    const found: string[] = [];
    for await (const row of table.rows({ partition: "many" })) found.push(row.key);
    assert.deepEqual(found, keys);
    assert.equal(await table.removePartition("many"), 1203);
    assert.equal(await table.find("many", "k00000"), undefined);
  });
});

describe("keys and limits of Azure", () => {
  it("any text comes back from its key, which has no forbidden character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const key = encodeKey(text);
        assert.equal(decodeKey(key), text);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        assert.doesNotMatch(key, /[/\\#?%\u0000-\u001f\u007f-\u009f]/);
      }),
    );
  });

  it("cuts long JSON nowhere inside a character", () => {
    for (const before of [0, 1]) {
      const value = "x".repeat(before) + "😀".repeat(40_000);
      const pieces = json("answers", value);
      assert.ok(Object.values(pieces).every((piece) => !/\p{Cs}/u.test(piece)));
      assert.equal(fromJson("answers", pieces), value);
    }
  });

  it("a long JSON value is cut into properties that Azure takes", () => {
    const value = { comments: Array.from({ length: 60 }, () => "x".repeat(2000)) };
    const pieces = json("answers", value);
    checkLimits(pieces);
    assert.ok(Object.keys(pieces).length > 1);
    assert.deepEqual(fromJson("answers", pieces), value);
  });

  it("an entity over Azure's limits is refused, whatever the emulator says", () => {
    assert.throws(() => checkLimits({ text: "x".repeat(32_769) }));
    assert.throws(() => checkLimits(Object.fromEntries(Array.from({ length: 253 }, (_, n) => [`p${n}`, 1]))));
  });

  it("a whole number is refused where 32 bits don't hold it, since Azure would take it for no number at all", () => {
    for (const n of [2_147_483_648, -2_147_483_649, Date.parse("2026-11-02T09:00:00Z"), 1e300]) {
      assert.throws(() => checkLimits({ n }), /more than 32 bits/);
    }
    checkLimits({ most: 2_147_483_647, least: -2_147_483_647, part: 0.5, instant: new Date() });
  });
});
