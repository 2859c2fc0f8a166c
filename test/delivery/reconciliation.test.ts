import assert from "node:assert/strict";
import type { AuditTrail } from "../../services/audit/service.js";
import type { DeliveryStore } from "../../services/delivery/ports.js";
import { Reconciliation } from "../../services/delivery/reconciliation.js";
import type { Campaign, Delivery, DeliveryCounts } from "../../services/delivery/schema.js";
import { systemRandomness } from "../../services/kernel/random.js";
import type { NewTimer } from "../../services/schedule/schema.js";
import { DeliveryTables } from "../../services/storage/delivery/deliveries.js";
import { keys } from "../../services/storage/delivery/keys.js";
import type { Storage } from "../../services/storage/storage.js";
import { auditIn } from "../support/audit.js";
import { ownStorage } from "../support/storage.js";
import { HandTime } from "../support/time.js";
import { aDelivery, MESSAGE, people, TENANT } from "./support.js";

const OTHER = "10000000-0000-4000-8000-000000000002";
const ALL_RIGHT = { countsDiffer: 0, sumDiffers: 0, leftPending: 0, stuck: 0 };

describe("the reconciliation", () => {
  let storage: Storage;
  let time: HandTime;
  let store: DeliveryTables;
  let audit: AuditTrail;
  let timers: NewTimer[];
  let errors: unknown[];

  beforeEach(async () => {
    storage = await ownStorage();
    time = new HandTime("2026-11-24T06:00:00Z");
    store = new DeliveryTables(storage, systemRandomness);
    audit = auditIn(storage, time);
    await storage.prepare();
    [timers, errors] = [[], []];
  });

  function reconciliation(on: DeliveryStore = store): Reconciliation {
    return new Reconciliation({
      ...{ store: on, audit, clock: time, pause: time.pause },
      timers: { ensure: async (timer) => void timers.push(timer) },
      report: (error) => errors.push(error),
    });
  }

  /** A campaign in two tenants, of three people each, as it stands in tables. */
  async function sent(differing: Partial<Campaign> = {}, delivery: Partial<Delivery> = { state: "sent" }) {
    const campaign: Campaign = {
      ...{ id: "campaign", message: MESSAGE, title: "Pulse: invitation", manner: "asks", planned: 6 },
      ...{ createdAt: "2026-11-23T09:00:00Z", endedAt: "2026-11-23T09:01:00Z", status: "done" },
      tenants: [TENANT, OTHER],
      ...differing,
    };
    await store.createCampaign(campaign);
    for (const tenantId of campaign.tenants) {
      const all = people(3, tenantId).map((person) => aDelivery({ campaignId: campaign.id, person, ...delivery }));
      await store.addDeliveries({ campaignId: campaign.id, tenantId }, all);
    }
    return campaign;
  }

  async function spoilCounts(campaignId: string, counts: Partial<DeliveryCounts>): Promise<void> {
    const seen = await store.findPart({ campaignId, tenantId: TENANT });
    assert.ok(seen);
    await store.commit(seen, { ...seen.value, counts: { ...seen.value.counts, ...counts }, change: "x" }, [], []);
  }

  it("says over how many messages and people all is accounted for, and remembers it", async () => {
    await sent();
    await sent({ id: "another" });
    const found = await reconciliation().run();
    assert.deepEqual(found, { at: time.now(), campaigns: 2, people: 12, findings: ALL_RIGHT });
    assert.deepEqual(await reconciliation().last(), found);
    assert.deepEqual(errors, []);
  });

  it("finds counts that are not those of the deliveries", async () => {
    await sent();
    await spoilCounts("campaign", { sent: 2, failed: 1 });
    assert.deepEqual((await reconciliation().run())?.findings, { ...ALL_RIGHT, countsDiffer: 1 });
  });

  it("finds that somebody is missing", async () => {
    await sent();
    const [lost] = people(1);
    await storage.table("deliveries").remove(TENANT, keys.delivery("campaign", lost?.objectId ?? ""));
    const found = await reconciliation().run();
    assert.deepEqual(found?.findings, { ...ALL_RIGHT, countsDiffer: 1, sumDiffers: 1 });
    assert.equal(found?.people, 5);
  });

  it("finds people still waiting for a message that has ended", async () => {
    await sent({ status: "cancelled" }, { state: "pending" });
    assert.deepEqual((await reconciliation().run())?.findings, { ...ALL_RIGHT, leftPending: 1 });
  });

  it("gives a message that was just cancelled the time to end", async () => {
    await sent({ status: "cancelled", endedAt: "2026-11-24T05:59:00Z" }, { state: "pending" });
    assert.deepEqual((await reconciliation().run())?.findings, ALL_RIGHT);
  });

  describe("of a message that has been going out for days", () => {
    const old = { createdAt: "2026-11-19T09:00:00Z", endedAt: undefined, status: "sending" } as const;

    it("finds those that should have gone long ago", async () => {
      await sent(old as Partial<Campaign>, { state: "pending", notBefore: "2026-11-23T08:00:00Z" });
      assert.deepEqual((await reconciliation().run())?.findings, { ...ALL_RIGHT, stuck: 1 });
    });

    it("lets those wait who are held back over the holidays", async () => {
      await sent(old as Partial<Campaign>, { state: "pending", held: true, notBefore: "2026-11-30T08:00:00Z" });
      assert.deepEqual((await reconciliation().run())?.findings, ALL_RIGHT);
    });
  });

  it("leaves out what is only being prepared and what ended long ago", async () => {
    await sent({ id: "plan", status: "planning", planned: 99 });
    await sent({ id: "old", endedAt: "2026-11-15T09:00:00Z", planned: 99 });
    assert.equal((await reconciliation().run())?.campaigns, 0);
  });

  it("reports each message that does not add up, names nobody, and mends nothing", async () => {
    await sent();
    await spoilCounts("campaign", { sent: 2, failed: 1 });
    await reconciliation().run();
    assert.match(String(errors), /countsDiffer in campaign$/);
    const { value } = (await store.findPart({ campaignId: "campaign", tenantId: TENANT })) ?? assert.fail();
    assert.equal(value.counts.failed, 1);
    for await (const { details, by } of audit.entries("deliveries")) {
      assert.equal(by, "system");
      assert.ok(Object.values(details).every((detail) => typeof detail === "number"));
    }
  });

  it("says nothing against what was only about to be right", async () => {
    await sent();
    await spoilCounts("campaign", { sent: 2, failed: 1 });
    let counted = 0;
    const mending = over(store, {
      recount: async (id) => {
        counted += 1;
        // Both parts were looked at once.
        if (counted === 3) await spoilCounts("campaign", { sent: 3, failed: 0 });
        return store.recount(id);
      },
    });
    assert.deepEqual((await reconciliation(mending).run())?.findings, ALL_RIGHT);
    assert.deepEqual(errors, []);
  });

  it("draws no conclusion from a part that never holds still", async () => {
    await sent();
    let changes = 0;
    const moving = over(store, {
      recount: async (id) => {
        const counts = await store.recount(id);
        if (id.tenantId !== TENANT) return counts;
        changes += 1;
        await spoilCounts("campaign", { sent: changes });
        return counts;
      },
    });
    assert.deepEqual((await reconciliation(moving).run())?.findings, ALL_RIGHT);
    assert.equal(changes, 3);
  });

  it("is due at six in London, winter and summer, and once more every day", async () => {
    const own = reconciliation();
    await own.start();
    assert.equal(timers[0]?.due, "2026-11-25T06:00:00.000Z");
    const handle = own.handlers[timers[0].kind] ?? assert.fail();
    const timer = { ...timers[0], attempts: 1 };
    assert.deepEqual(await handle(timer, new Date("2027-03-27T06:00:00Z")), new Date("2027-03-28T05:00:00Z"));
    assert.ok(await own.last());
  });

  it("that cannot be done is tried again", async () => {
    await sent();
    const down = over(store, { recount: () => Promise.reject(new Error("storage is down")) });
    const own = reconciliation(down);
    const timer = { id: "t", kind: "deliveries.reconcile", subject: "", due: "2026-11-24T06:00:00Z", attempts: 1 };
    await assert.rejects(async () => own.handlers[timer.kind]?.(timer, time.now()), /storage is down/);
    assert.equal(await own.last(), undefined);
  });

  it("that was stopped leaves no record, and another process does it within a minute or so", async () => {
    await sent();
    const own = reconciliation();
    await own.stop();
    const timer = { id: "t", kind: "deliveries.reconcile", subject: "", due: "2026-11-24T06:00:00Z", attempts: 1 };
    assert.deepEqual(await own.handlers[timer.kind]?.(timer, time.now()), new Date("2026-11-24T06:01:00Z"));
    assert.equal(await own.last(), undefined);
  });

  it("is no longer shown after three days", async () => {
    await reconciliation().run();
    time.forward(2 * 86_400_000);
    assert.ok(await reconciliation().last());
    time.forward(2 * 86_400_000);
    assert.equal(await reconciliation().last(), undefined);
  });
});

/** The store, with some of it replaced. */
function over(store: DeliveryTables, replaced: Partial<DeliveryStore>): DeliveryStore {
  return new Proxy(store as DeliveryStore, {
    get(target, name) {
      const own = replaced[name as keyof DeliveryStore];
      if (own) return own;
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
