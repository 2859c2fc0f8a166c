import assert from "node:assert/strict";
import { LeaseTable } from "../../services/storage/leases.js";
import { ownStorage } from "../support/storage.js";

const NINE = new Date("2026-11-02T09:00:00Z");
const TEN = new Date("2026-11-02T10:00:00Z");
const ELEVEN = new Date("2026-11-02T11:00:00Z");

describe("a lease", () => {
  let leases: LeaseTable;
  beforeEach(async () => {
    const storage = await ownStorage();
    leases = new LeaseTable(storage);
    await storage.prepare();
  });

  it("is one holder's until it runs out, and then anybody's", async () => {
    assert.equal(await leases.take("work", "one", TEN, NINE), true);
    assert.equal(await leases.take("work", "two", ELEVEN, NINE), false);
    assert.equal(await leases.take("other work", "two", ELEVEN, NINE), true);
    assert.equal(await leases.take("work", "two", ELEVEN, TEN), true);
    assert.equal(await leases.take("work", "one", ELEVEN, TEN), false);
  });

  it("can be lengthened by its holder", async () => {
    await leases.take("work", "one", TEN, NINE);
    assert.equal(await leases.take("work", "one", ELEVEN, NINE), true);
    assert.equal(await leases.take("work", "two", ELEVEN, TEN), false);
  });

  it("given back is free at once, but nobody gives back another's", async () => {
    await leases.take("work", "one", TEN, NINE);
    await leases.release("work", "two");
    assert.equal(await leases.take("work", "two", TEN, NINE), false);
    await leases.release("work", "one");
    assert.equal(await leases.take("work", "two", TEN, NINE), true);
  });

  it("is given to one of many who ask at the same moment, when it is new and when it has run out", async () => {
    const all = Array.from({ length: 12 }, (_, n) => `process ${n}`);
    for (const [now, until] of [
      [NINE, TEN],
      [TEN, ELEVEN],
    ] as const) {
      const got = await Promise.all(all.map((holder) => leases.take("work", holder, until, now)));
      assert.equal(got.filter(Boolean).length, 1);
    }
  });
});
