import assert from "node:assert/strict";
import type { ReviewStore, RoundStore } from "../../services/panels/ports.js";
import type { Review, Round } from "../../services/panels/schema.js";
import { TableReviews } from "../../services/storage/panels/reviews.js";
import { TableRounds } from "../../services/storage/panels/rounds.js";
import { aReport, aReview, aRound, aSheet, panelist, ReviewsInMemory, RoundsInMemory } from "../support/panel-house.js";
import { ownStorage } from "../support/storage.js";

interface Stores {
  readonly rounds: RoundStore;
  readonly reviews: ReviewStore;
}

for (const [where, open] of [
  ["in memory", async (): Promise<Stores> => ({ rounds: new RoundsInMemory(), reviews: new ReviewsInMemory() })],
  ["in tables", inTables],
] as const) {
  describe(`Rounds, kept ${where}`, () => {
    let store: RoundStore;
    beforeEach(async () => {
      store = (await open()).rounds;
    });

    it("are added once, found as they are, and listed from the newest on", async () => {
      const older = aRound({ id: "older", created: { at: "2026-01-16T10:00:00.000Z", by: "x" } });
      assert.deepEqual([await store.add(older), await store.add(aRound())], [true, true]);
      assert.equal(await store.add(aRound({ title: "Another" })), false);
      assert.deepEqual(await store.find("round-1"), aRound());
      assert.equal(await store.find("none"), undefined);
      assert.deepEqual(await store.all(), [aRound(), older]);
    });

    it("are changed by each rule on what the one before it left", async () => {
      await store.add(aRound({ reports: 0 }));
      const more = (one: Round) => ({ next: { ...one, reports: one.reports + 1 }, result: one.reports });
      const results = await Promise.all([1, 2, 3, 4].map(() => store.change("round-1", more)));
      assert.deepEqual(results.sort(), [0, 1, 2, 3]);
      assert.equal((await store.find("round-1"))?.reports, 4);
      assert.equal(await store.change("round-1", () => ({ result: "as it is" })), "as it is");
    });

    it("can't be changed where there is none", async () => {
      await assert.rejects(
        store.change("none", () => ({ result: undefined })),
        /no longer there/,
      );
    });

    it("keep a frame of two thousand reports in its order, and of a shorter one nothing more", async () => {
      await store.add(aRound());
      const frame = Array.from({ length: 2000 }, (_, n) =>
        aReport(n + 1, { link: `https://files.example/${"x".repeat(200)}` }),
      );
      await store.saveFrame("round-1", frame);
      assert.deepEqual(await store.frame("round-1"), frame);
      await store.saveFrame("round-1", frame.slice(0, 3));
      assert.deepEqual(await store.frame("round-1"), frame.slice(0, 3));
    });

    it("are removed with their frames, and no other is", async () => {
      for (const id of ["round-1", "round-2"]) {
        await store.add(aRound({ id }));
        await store.saveFrame(id, [aReport(1)]);
      }
      await store.remove("round-1");
      assert.deepEqual([await store.find("round-1"), await store.frame("round-1")], [undefined, []]);
      assert.deepEqual([(await store.all()).length, (await store.frame("round-2")).length], [1, 1]);
    });
  });

  describe(`Reviews, kept ${where}`, () => {
    let store: ReviewStore;
    beforeEach(async () => {
      store = (await open()).reviews;
    });

    it("are added where they are not there yet, and come in order of their numbers", async () => {
      const all = [10, 2, 1].map((no) => aReview({ report: aReport(no) }));
      await store.add(all.slice(0, 2));
      await store.add([...all.map((one) => ({ ...one, reviewers: [] }))]);
      const found = await store.of("round-1");
      assert.deepEqual(
        found.map(({ report, reviewers }) => [report.no, reviewers.length]),
        [
          [1, 0],
          [2, 2],
          [10, 2],
        ],
      );
      assert.deepEqual(await store.find("round-1", 2), all[1]);
      assert.equal(await store.find("round-1", 3), undefined);
    });

    it("lose no sheet where two are handed in at once", async () => {
      await store.add([aReview()]);
      const hand = (n: number) => (one: Review) => ({
        next: { ...one, sheets: [...one.sheets, aSheet(panelist(n))] },
        result: n,
      });
      assert.deepEqual(await Promise.all([1, 3].map((n) => store.change("round-1", 1, hand(n)))), [1, 3]);
      assert.equal((await store.find("round-1", 1))?.sheets.length, 2);
    });

    it("can't be changed where there is none, and tell nothing of one", async () => {
      await assert.rejects(
        store.change("round-1", 9, () => ({ result: undefined })),
        /not one of yours/,
      );
    });

    it("are removed by round", async () => {
      await store.add([aReview(), aReview({ report: aReport(2) }), aReview({ round: "round-2" })]);
      assert.equal(await store.removeOf("round-1"), 2);
      assert.deepEqual([(await store.of("round-1")).length, (await store.of("round-2")).length], [0, 1]);
    });
  });
}

async function inTables(): Promise<Stores> {
  const storage = await ownStorage();
  const rounds = new TableRounds(storage.table("panelrounds"));
  const reviews = new TableReviews(storage.table("panelreviews"));
  await storage.prepare();
  return { rounds, reviews };
}
