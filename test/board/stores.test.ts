import assert from "node:assert/strict";
import type { ItemStore } from "../../services/board/ports.js";
import type { Item, Vote } from "../../services/board/schema.js";
import { ballotOf, standing, tally } from "../../services/board/tally-rules.js";
import { cast } from "../../services/board/voting/voting-rules.js";
import { ExpectedError } from "../../services/kernel/errors.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { TableItems } from "../../services/storage/board/items.js";
import { Storage } from "../../services/storage/storage.js";
import { anItem, deputy, ItemsInMemory, member } from "../support/board-house.js";
import { ownPrefix, ownStorage, testConnectionString } from "../support/storage.js";
import { cutAfter } from "../support/storage-faults.js";
import { StorageProxy } from "../support/storage-proxy.js";
import { aPerson } from "../support/survey-house.js";

const { id } = anItem();
const now = new Date("2026-12-01T10:00:00.000Z");

for (const [where, open] of [
  ["in memory", async () => new ItemsInMemory()],
  ["in tables", async () => tablesOf(await ownStorage())],
] as const) {
  describe(`Items of the board, kept ${where}`, () => {
    let store: ItemStore;
    beforeEach(async () => {
      store = await open();
      await store.add(anItem());
    });

    it("are added once, and found as they are", async () => {
      assert.equal(await store.add(anItem({ status: "draft" })), false);
      assert.deepEqual(await store.find(id), anItem());
      assert.equal(await store.find("other"), undefined);
    });

    it("are listed newest first, and gone when they are removed", async () => {
      const created = { ...anItem().created, at: "2026-11-24T10:00:00.000Z" };
      await store.add(anItem({ id: "later", created }));
      assert.deepEqual(
        (await store.all()).map((item) => item.id),
        ["later", id],
      );
      await store.remove(id);
      assert.deepEqual(
        (await store.all()).map((item) => item.id),
        ["later"],
      );
    });

    it("are changed by each rule on what the one before it left", async () => {
      await Promise.all([vote(store, deputy("one"), "reject"), vote(store, member("one"), "approve")]);
      const item = (await store.find(id)) as Item;
      assert.equal(item.votes.length, 2);
      assert.equal(standing(ballotOf(item)).get("one")?.choice, "approve");
    });

    it("are as they were where a rule throws, and the others beside it are not harmed", async () => {
      const [failed, taken] = await Promise.allSettled([
        vote(store, aPerson(1), "approve"),
        vote(store, member("two"), "approve"),
      ]);
      assert.ok(failed.status === "rejected" && failed.reason instanceof ExpectedError);
      assert.equal(taken.status, "fulfilled");
      assert.equal((await store.find(id))?.votes.length, 1);
    });

    it("stay where they have become something else by the time they are to go", async () => {
      const draft = anItem({ id: "draft", status: "draft" });
      await store.add(draft);
      const onlyDrafts = ({ status }: Item) => assert.equal(status, "draft");
      const opening = store.change("draft", (item) => ({ next: { ...item, status: "open" as const }, result: 0 }));
      const [opened, removed] = await Promise.allSettled([opening, store.remove("draft", onlyDrafts)]);
      const left = (await store.find("draft"))?.status;
      // Whichever was first: an open item is never taken away, nor one opened that is gone.
      if (opened.status === "fulfilled") assert.deepEqual([left, removed.status], ["open", "rejected"]);
      else assert.deepEqual([left, removed.status], [undefined, "fulfilled"]);
    });

    it("can't be changed where there is none", async () => {
      await store.remove(id);
      await assert.rejects(vote(store, member("one"), "approve"), /no longer there/);
    });
  });
}

describe("Fifty votes at once through two processes", function () {
  this.timeout(60_000);
  const voters = Array.from({ length: 50 }, (_, n) => aPerson(n, { partner: `p${n}`, roles: ["board-member"] }));
  const roll = voters.map((one) => ({
    partner: one.partner,
    name: one.partner,
    members: [personKey(one)],
    deputies: [],
  }));
  const choiceOf = (n: number): Vote["choice"] => (n % 5 === 0 ? "reject" : "approve");

  it("are each counted once", async () => {
    const prefix = ownPrefix();
    const stores = await Promise.all([1, 2].map(async () => tablesOf(await ownStorage(prefix))));
    await stores[0]?.add(anItem({ roll }));
    await Promise.all(voters.map((voter, n) => vote(stores[n % 2] as ItemStore, voter, choiceOf(n))));
    const item = (await stores[1]?.find(id)) as Item;
    const { voted, approve, reject } = tally(ballotOf(item));
    assert.deepEqual([item.votes.length, item.acts.length, voted, approve, reject], [50, 50, 50, 40, 10]);
  });

  it("are each counted once, too, when storage's answers are lost", async () => {
    const prefix = ownPrefix();
    const direct = await tablesOf(await ownStorage(prefix));
    await direct.add(anItem({ roll }));
    await using proxy = await StorageProxy.start(testConnectionString());
    const behind = await tablesOf(await Storage.open({ connectionString: proxy.connectionString, prefix }));
    proxy.faults(3, [{ fault: cutAfter, share: 0.4, where: ({ method }) => method !== "GET" }]);
    for (const voter of voters.slice(0, 10)) await vote(behind, voter, "approve");
    assert.ok(proxy.counts.cutAfter > 0);
    const item = (await direct.find(id)) as Item;
    assert.deepEqual([item.votes.length, item.acts.length, tally(ballotOf(item)).approve], [10, 10, 10]);
  });
});

async function tablesOf(storage: Storage): Promise<ItemStore> {
  const store = new TableItems(storage.table("board"), systemRandomness);
  await storage.prepare();
  return store;
}

function vote(store: ItemStore, person: Person, choice: Vote["choice"]) {
  const by = { id: systemRandomness.id(), person };
  const given = { choice, comment: "", forMinutes: false, version: 1 };
  return store.change(id, (item) => cast(item, by, given, now));
}
