import assert from "node:assert/strict";
import type { DeliveryStore } from "../../services/delivery/ports.js";
import { endsOf, heldBack } from "../../services/delivery/review.js";
import { NO_DELIVERIES } from "../../services/delivery/rules.js";
import type { Campaign, Delivery, Reason } from "../../services/delivery/schema.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { DeliveryTables } from "../../services/storage/delivery/deliveries.js";
import { ownStorage } from "../support/storage.js";
import { aDelivery, MESSAGE, personId, TENANT } from "./support.js";

const OTHER = "10000000-0000-4000-8000-000000000002";
const TOMORROW = "2026-11-25T08:00:00.000Z";
const MONDAY = "2026-11-30T08:00:00.000Z";

const campaign: Campaign = {
  ...{ id: "campaign", message: MESSAGE, title: "Pulse: invitation", manner: "asks", planned: 8 },
  ...{ createdAt: "2026-11-23T09:00:00Z", status: "sending", tenants: [TENANT, OTHER] },
};

describe("what became of a campaign", () => {
  let store: DeliveryStore;
  beforeEach(async () => {
    const storage = await ownStorage();
    store = new DeliveryTables(storage, systemRandomness);
    await storage.prepare();
  });

  async function holding(tenantId: string, ...all: Partial<Delivery>[]): Promise<void> {
    const deliveries = all.map((one, n) => aDelivery({ person: personId(n, tenantId), ...one }));
    await store.addDeliveries({ campaignId: campaign.id, tenantId }, deliveries);
  }

  async function held() {
    return heldBack(store, campaign, await store.counts(campaign));
  }

  it("tells over all tenants how many are held back until when, the earliest first", async () => {
    await holding(TENANT, { held: true, notBefore: MONDAY }, { held: true, notBefore: TOMORROW }, {});
    await holding(OTHER, { held: true, notBefore: TOMORROW }, { notBefore: TOMORROW });
    assert.deepEqual(await held(), [
      { until: new Date(TOMORROW), count: 2 },
      { until: new Date(MONDAY), count: 1 },
    ]);
  });

  it("never tells of more held back than are pending, though it was counted earlier", async () => {
    await holding(TENANT, { held: true, notBefore: TOMORROW }, { held: true, notBefore: TOMORROW });
    const counts = { ...NO_DELIVERIES, sent: 1, pending: 1 };
    assert.deepEqual(await heldBack(store, campaign, counts), [{ until: new Date(TOMORROW), count: 1 }]);
  });

  it("reads nothing where nothing is pending, or too much", async () => {
    await holding(TENANT, { held: true, notBefore: TOMORROW });
    for (const pending of [0, 60_000]) {
      assert.deepEqual(await heldBack(store, campaign, { ...NO_DELIVERIES, pending }), []);
    }
  });

  it("tells those not reached with the reason, and those uncertain on either side", async () => {
    await holding(
      TENANT,
      { state: "sent" },
      { state: "sent", uncertain: true },
      { state: "not-reachable", reason: "not-installed" },
      { state: "failed", reason: "gave-up", uncertain: true },
      { uncertain: true },
    );
    const { notReached, perhapsTwice, perhapsReached } = await endsOf(store, campaign);
    assert.deepEqual(notReached, [
      { person: personId(2), reason: "not-installed" },
      { person: personId(3), reason: "gave-up" },
    ]);
    assert.deepEqual([perhapsTwice, perhapsReached], [1, 1]);
  });

  it("counts why people were skipped, the commonest reason first", async () => {
    const skipped = (reason: Reason): Partial<Delivery> => ({ state: "suppressed", reason });
    await holding(TENANT, skipped("merged"), skipped("no-longer-applies"));
    await holding(OTHER, skipped("no-longer-applies"), { state: "cancelled" });
    assert.deepEqual((await endsOf(store, campaign)).skipped, [
      { reason: "no-longer-applies", count: 2 },
      { reason: "merged", count: 1 },
    ]);
  });
});
