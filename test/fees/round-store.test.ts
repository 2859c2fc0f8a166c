import assert from "node:assert/strict";
import { enter } from "../../services/fees/entry-rules.js";
import { type Entry, entrySchema } from "../../services/fees/schema.js";
import { TableFeeRounds } from "../../services/storage/fees/rounds.js";
import { FeesHouse } from "../support/fees-house.js";
import { ownStorage } from "../support/storage.js";

async function aStore(): Promise<TableFeeRounds> {
  const storage = await ownStorage();
  const store = new TableFeeRounds(storage.table("feerounds"));
  await storage.prepare();
  return store;
}

function confirmed(id: string, partner: string): Entry {
  const authorisedBy = { name: "Morgan Finch", role: "Director" };
  return entrySchema.parse({
    ...{ kind: "confirmed", id, partner, pence: 1, authorisedBy, at: "2026-11-23T10:00:00.000Z", by: "t:1" },
  });
}

describe("fee rounds in the table", () => {
  it("are one a year, and come back as they were, newest first", async () => {
    const store = await aStore();
    const round = (await FeesHouse.sent()).round();
    assert.equal(await store.add(round), true);
    assert.equal(await store.add({ ...round, dueOn: "2030-01-01" }), false);
    await store.add({ ...round, year: "2026-27" });
    assert.deepEqual(await store.find("2027-28"), round);
    assert.deepEqual(
      (await store.all()).map(({ year }) => year),
      ["2027-28", "2026-27"],
    );
  });

  it("take two answers of one partner at the same instant as one", async () => {
    const store = await aStore();
    await store.add((await FeesHouse.sent()).round());
    const enterIn = (entry: Entry) => store.change("2027-28", (round) => enter(round, entry));
    const outcomes = await Promise.all([
      enterIn(confirmed("a", "one")),
      enterIn(confirmed("b", "one")),
      enterIn(confirmed("c", "two")),
    ]);
    assert.deepEqual(outcomes.toSorted(), ["entered", "entered", "taken"]);
    assert.equal((await store.find("2027-28"))?.entries.length, 2);
  });

  it("that aren't there are said to be missing", async () => {
    const store = await aStore();
    await assert.rejects(
      store.change("2040-41", () => ({ result: undefined })),
      { code: "not-found" },
    );
  });
});
