import assert from "node:assert/strict";
import { systemRandomness } from "../../services/kernel/random.js";
import { lineOf, openBookings } from "../../services/sessions/booking/places-rules.js";
import * as register from "../../services/sessions/booking/register-rules.js";
import type { OccurrenceStore } from "../../services/sessions/ports.js";
import type { Occurrence } from "../../services/sessions/schema.js";
import { TableOccurrences } from "../../services/storage/sessions/occurrences.js";
import { Storage } from "../../services/storage/storage.js";
import { anOccurrence, aSeries, OccurrencesInMemory } from "../support/session-house.js";
import { ownPrefix, ownStorage, testConnectionString } from "../support/storage.js";
import { cutAfter } from "../support/storage-faults.js";
import { StorageProxy } from "../support/storage-proxy.js";

const now = new Date("2026-11-23T10:00:00.000Z");
const { id } = anOccurrence();
const onePlace = anOccurrence({ series: aSeries({ capacity: 1 }) });
const people = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `p${n + from}`);

for (const [where, open] of [
  ["in memory", async () => new OccurrencesInMemory()],
  ["in tables", async () => tablesOf(await ownStorage())],
] as const) {
  describe(`Occurrences, kept ${where}`, () => {
    let store: OccurrenceStore;
    beforeEach(async () => {
      store = await open();
    });

    it("are added once, and found as they are", async () => {
      assert.equal(await store.add(onePlace), true);
      assert.equal(await store.add(anOccurrence({ theme: "Another" })), false);
      assert.deepEqual(await store.find(id), onePlace);
      assert.equal(await store.find("2026-12-08.other"), undefined);
    });

    it("are found by slot, the first and the last day included, in order", async () => {
      for (const slot of ["2026-12-10", "2026-12-08", "2026-12-09", "2026-12-11"])
        await store.add(anOccurrence({ slot, id: `${slot}.research-hub` }));
      const found = await store.between("2026-12-08", "2026-12-10");
      assert.deepEqual(
        found.map(({ slot }) => slot),
        ["2026-12-08", "2026-12-09", "2026-12-10"],
      );
      const all: string[] = [];
      for await (const { slot } of store.all()) all.push(slot);
      assert.deepEqual(all, ["2026-12-08", "2026-12-09", "2026-12-10", "2026-12-11"]);
    });

    it("are changed by each rule on what the one before it left", async () => {
      await store.add(onePlace);
      const outcomes = await Promise.all(people(5).map((person) => book(store, person)));
      assert.deepEqual(outcomes.toSorted(), ["booked", "waiting 1", "waiting 2", "waiting 3", "waiting 4"]);
      assert.equal((await store.find(id))?.bookings.length, 1);
    });

    it("are as they were where a rule throws, and the others beside it are not harmed", async () => {
      await store.add(onePlace);
      const broken = store.change(id, () => {
        throw new TypeError("a rule with a mistake");
      });
      const [failed, ...others] = await Promise.allSettled([broken, book(store, "ann"), book(store, "ben")]);
      assert.equal(failed.status, "rejected");
      assert.deepEqual(
        others.map((one) => one.status === "fulfilled" && one.value),
        ["booked", "waiting 1"],
      );
    });

    it("can't be changed where there is none", async () => {
      await assert.rejects(book(store, "ann"), /no longer there/);
    });
  });
}

describe("The last place, pressed for by fifty people through two processes", () => {
  it("is one's, and the others are in line in the order that they were told", async () => {
    const prefix = ownPrefix();
    const stores = await Promise.all([1, 2].map(async () => tablesOf(await ownStorage(prefix))));
    await stores[0]?.add(onePlace);
    const presses = people(50).map(async (person, n) => [person, await book(stores[n % 2] as OccurrenceStore, person)]);
    const told = new Map((await Promise.all(presses)) as [string, string][]);
    const after = (await stores[1]?.find(id)) as Occurrence;
    assert.equal(openBookings(after, "a").length, 1);
    assert.equal(told.get(after.bookings[0]?.person ?? ""), "booked");
    const line = lineOf(after, "a").map(({ person }) => person);
    assert.equal(line.length, 49);
    assert.deepEqual(
      line.map((person) => told.get(person)),
      line.map((_, at) => `waiting ${at + 1}`),
    );
  });

  it("is given once, too, when storage's answers are lost", async () => {
    const prefix = ownPrefix();
    const direct = await tablesOf(await ownStorage(prefix));
    await direct.add(onePlace);
    await using proxy = await StorageProxy.start(testConnectionString());
    const behind = await tablesOf(await Storage.open({ connectionString: proxy.connectionString, prefix }));
    proxy.faults(3, [{ fault: cutAfter, share: 0.4, where: ({ method }) => method !== "GET" }]);
    const outcomes = new Map<string, string>();
    for (const person of people(8)) outcomes.set(person, await book(behind, person));
    assert.ok(proxy.counts.cutAfter > 0);
    const after = (await direct.find(id)) as Occurrence;
    assert.equal(after.booked, 1);
    assert.equal(outcomes.get("p0"), "booked");
    assert.deepEqual(
      lineOf(after, "a").map(({ person }) => person),
      people(7, 1),
    );
    assert.deepEqual(
      [...outcomes.values()].slice(1),
      people(7, 1).map((_, at) => `waiting ${at + 1}`),
    );
  });
});

async function tablesOf(storage: Storage): Promise<OccurrenceStore> {
  const store = new TableOccurrences(storage.table("occurrences"), systemRandomness);
  await storage.prepare();
  return store;
}

async function book(store: OccurrenceStore, person: string): Promise<string> {
  const result = await store.change(id, (o) => register.book(o, { person, partner: "vale-county" }, "a", now));
  return result.outcome === "waiting" ? `waiting ${result.place}` : result.outcome;
}
