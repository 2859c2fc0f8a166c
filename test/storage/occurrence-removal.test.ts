import { equal } from "node:assert/strict";
import { systemRandomness } from "../../services/kernel/random.js";
import { TableOccurrences } from "../../services/storage/sessions/occurrences.js";
import { anOccurrence, OccurrencesInMemory } from "../support/session-house.js";
import { ownStorage } from "../support/storage.js";

const stores = {
  "in tables": async () => {
    const storage = await ownStorage();
    const table = storage.table("occurrences");
    await storage.prepare();
    return new TableOccurrences(table, systemRandomness);
  },
  "in memory": async () => new OccurrencesInMemory(),
};

for (const [where, open] of Object.entries(stores)) {
  describe(`An occurrence ${where}`, () => {
    const occurrence = anOccurrence();

    it("is removed only as it is wanted to be", async () => {
      const store = await open();
      await store.add(occurrence);
      equal(await store.remove(occurrence.id, ({ theme }) => theme === "another"), false);
      equal((await store.find(occurrence.id))?.id, occurrence.id);
      equal(await store.remove(occurrence.id, ({ theme }) => theme === undefined), true);
      equal(await store.find(occurrence.id), undefined);
      equal(await store.remove(occurrence.id, () => true), false);
    });

    it("stays when somebody changes it between the look and the removal", async () => {
      const store = await open();
      await store.add(occurrence);
      let changing: Promise<void> | undefined;
      const isFresh = (one: typeof occurrence) => {
        changing ??= store.change(one.id, (current) => ({
          next: { ...current, theme: "Evidence" },
          result: undefined,
        }));
        return one.theme === undefined;
      };
      const removed = await store.remove(occurrence.id, isFresh);
      await changing?.catch(() => undefined);
      equal((await store.find(occurrence.id)) === undefined, removed);
    });
  });
}
