import assert from "node:assert/strict";
import { HORIZON_MS } from "../../services/delivery/pace.js";
import { PaceTable } from "../../services/storage/delivery/paces.js";
import type { Storage } from "../../services/storage/storage.js";
import { ownStorage } from "../support/storage.js";
import { TENANT } from "./support.js";

const USUAL = 40;
const INTERVAL = 1000 / USUAL;
const NOW = Date.parse("2026-11-02T09:00:00Z");

describe("the pace that processes share", () => {
  let storage: Storage;
  let one: PaceTable;
  let other: PaceTable;
  beforeEach(async () => {
    storage = await ownStorage();
    one = new PaceTable(storage, USUAL);
    other = new PaceTable(storage, USUAL);
    await storage.prepare();
  });

  it("gives no moment to two of them, and no more than the rate, though they ask at once", async () => {
    const slots: number[] = [];
    for (let now = NOW; now < NOW + 2000; now += 100) {
      const given = await Promise.all([one.reserve(TENANT, 5, now), other.reserve(TENANT, 5, now)]);
      slots.push(...given.flatMap((some) => some.slots));
    }
    slots.sort((a, b) => a - b);
    assert.ok(slots.slice(1).every((slot, n) => slot - (slots[n] ?? 0) > INTERVAL - 0.001));
    const span = (slots.at(-1) ?? 0) - (slots[0] ?? 0);
    assert.ok(slots.length >= span / INTERVAL, "none was lost to a conflict");
    assert.ok((slots.at(-1) ?? 0) <= NOW + 2000 + HORIZON_MS);
  });

  it("is held back for all when Teams slows one down, though the others have read it before", async () => {
    await other.reserve(TENANT, 1, NOW);
    await one.reserve(TENANT, 1, NOW);
    const until = await one.slowDown(TENANT, NOW, 30_000);
    assert.equal(until, NOW + 30_000);
    const { slots, quietUntil, askAt } = await other.reserve(TENANT, 5, NOW + 1000);
    assert.deepEqual({ slots, quietUntil }, { slots: [], quietUntil: until });
    assert.ok(askAt > NOW + 1000 && askAt <= until);
    const later = await other.reserve(TENANT, 5, askAt);
    assert.ok(later.slots.length > 0 && later.slots.every((slot) => slot >= until));
  });

  it("is slowed down once when several of them are told at once", async () => {
    const until = await Promise.all([1000, 3000, 2000].map((ms, n) => [one, other][n % 2]?.slowDown(TENANT, NOW, ms)));
    assert.ok(Math.max(...until.map(Number)) === NOW + 3000);
    const { slots } = await new PaceTable(storage, USUAL).reserve(TENANT, 2, NOW + 3000);
    assert.equal(slots[0], NOW + 3000);
    const rate = 1000 / ((slots[1] ?? 0) - (slots[0] ?? 0));
    assert.ok(rate > 0.89 * USUAL && rate < 0.95 * USUAL, `${rate} a second`);
  });

  it("of one tenant is nothing to another", async () => {
    await one.slowDown(TENANT, NOW, 30_000);
    assert.equal((await one.reserve("another", 3, NOW)).slots.length, 3);
  });

  it("is found again by a process that has just started", async () => {
    const { slots } = await one.reserve(TENANT, 10, NOW);
    const { slots: after } = await new PaceTable(storage, USUAL).reserve(TENANT, 1, NOW);
    assert.ok((after[0] ?? 0) >= (slots.at(-1) ?? 0) + INTERVAL - 0.001);
  });

  it("begins anew when its row has been removed, also for who has read it", async () => {
    await one.reserve(TENANT, 1, NOW);
    await storage.table("paces").remove("all", TENANT);
    assert.equal((await one.reserve(TENANT, 1, NOW)).slots.length, 1);
  });
});
