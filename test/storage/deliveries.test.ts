import assert from "node:assert/strict";
import fc from "fast-check";
import { nudged } from "../../services/delivery/nudge-rules.js";
import type { SeenPart } from "../../services/delivery/ports.js";
import { postponed, totalOf } from "../../services/delivery/rules.js";
import type { Campaign, Delivery, PartId } from "../../services/delivery/schema.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { personKey } from "../../services/people/schema.js";
import { DeliveryTables } from "../../services/storage/delivery/deliveries.js";
import type { Storage } from "../../services/storage/storage.js";
import type { Row } from "../../services/storage/table.js";
import { aDelivery, MESSAGE, people, personId, TENANT } from "../delivery/support.js";
import { ownStorage } from "../support/storage.js";

const PART: PartId = { campaignId: "wave-1.invitation", tenantId: TENANT };
const LATER = new Date("2026-11-03T08:00:00Z");
const NOW = new Date("2026-11-02T09:00:00Z");

describe("the deliveries in storage", () => {
  let storage: Storage;
  let store: DeliveryTables;
  /** The same tables, as another process sees them. */
  let other: DeliveryTables;
  beforeEach(async () => {
    storage = await ownStorage();
    store = new DeliveryTables(storage, systemRandomness);
    other = new DeliveryTables(storage, systemRandomness);
    await storage.prepare();
  });

  function pendingFor(count: number, part = PART): Delivery[] {
    return people(count, part.tenantId).map((person) => aDelivery({ campaignId: part.campaignId, person }));
  }

  function aCampaign(values: Partial<Campaign> = {}): Campaign {
    const common = { title: "EPD pulse", message: MESSAGE, manner: "asks", status: "done", planned: 0 } as const;
    return { id: PART.campaignId, ...common, createdAt: "2026-11-02T09:00:00Z", tenants: [TENANT], ...values };
  }

  async function seenPart(part = PART): Promise<SeenPart> {
    return (await store.findPart(part)) ?? assert.fail("there is no such part");
  }

  async function everything(): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const row of storage.table("deliveries").rows()) rows.push(row);
    return rows;
  }

  /** Sends to these people as a run does, or holds them back after a try. */
  async function commitFor(found: readonly Delivery[], change: (delivery: Delivery) => Delivery): Promise<void> {
    const contacts = await store.contacts(
      TENANT,
      found.map(({ person }) => person),
    );
    const changes = found.map((before) => ({ before, after: change(before) }));
    const told = [...contacts.values()].map(({ value, version }) => ({
      value: nudged(value, { id: found[0]?.campaignId ?? "", manner: "asks" }, NOW),
      version,
    }));
    const seen = await seenPart({ campaignId: found[0]?.campaignId ?? "", tenantId: TENANT });
    assert.ok(await store.commit(seen, seen.value, changes, told));
  }

  const toSent = ({ held: _, notBefore: __, ...one }: Delivery): Delivery => ({
    ...one,
    ...{ state: "sent", conversationId: "c", activityId: "a" },
  });
  const toHeld = (one: Delivery): Delivery => postponed(one, LATER, true) ?? assert.fail();

  it("are changed together with their part, or not at all", async () => {
    await store.addDeliveries(PART, pendingFor(3));
    const stale = await seenPart();
    const [first, second] = pendingFor(3);
    assert.ok(first && second);
    const written = await store.commit(stale, stale.value, [{ before: first, after: toSent(first) }], []);
    assert.equal(written?.value.counts.sent, 1);
    const before = await everything();
    const refused = await other.commit(stale, stale.value, [{ before: second, after: toSent(second) }], []);
    assert.equal(refused, undefined);
    assert.deepEqual(await everything(), before);
  });

  it("are not changed when a person's contact is not as it was seen", async () => {
    await store.addDeliveries(PART, pendingFor(2));
    const [first, second] = pendingFor(2);
    assert.ok(first && second);
    const contacts = [...(await store.contacts(TENANT, [first.person])).values()];
    const told = contacts.map((one) => ({ ...one, value: nudged(one.value, { id: "x", manner: "asks" }, NOW) }));
    const seen = await seenPart();
    const written = (await store.commit(seen, seen.value, [{ before: first, after: toSent(first) }], told)) ?? seen;
    const before = await everything();
    const changes = [{ before: second, after: toSent(second) }];
    assert.equal(await other.commit(written, written.value, changes, told), undefined);
    assert.deepEqual(await everything(), before);
  });

  it("can be changed in a full commit with a contact and a mark of waiting each", async () => {
    await store.addDeliveries(PART, pendingFor(32));
    await commitFor(pendingFor(32), toHeld);
    await commitFor([...(await store.findDeliveries(PART, people(32))).values()], toSent);
    assert.equal((await seenPart()).value.counts.sent, 32);
    assert.deepEqual(await waiting(), []);
  });

  it("are counted right whatever several processes do with them at once", async () => {
    const action = fc.record({
      who: fc.array(fc.nat(9), { minLength: 1, maxLength: 5 }),
      what: fc.constantFrom("add", "send", "hold", "fail", "detach", "detach all"),
      isOther: fc.boolean(),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(action, { minLength: 1, maxLength: 3 }), { maxLength: 8 }), async (rounds) => {
        const part = { campaignId: `campaign ${run++}`, tenantId: TENANT };
        await store.addDeliveries(part, pendingFor(2, part));
        for (const round of rounds) {
          await Promise.all(round.map((one) => act(one.isOther ? other : store, part, one.what, one.who)));
          const { counts } = (await seenPart(part)).value;
          assert.deepEqual(await store.recount(part), counts);
        }
      }),
      { numRuns: 12 },
    );
  });

  async function act(tables: DeliveryTables, part: PartId, what: string, who: readonly number[]): Promise<void> {
    const ids = [...new Set(who)].map((n) => personId(n));
    if (what === "add") {
      const some = ids.map((person) => aDelivery({ campaignId: part.campaignId, person }));
      return tables.addDeliveries(part, some);
    }
    const campaign = aCampaign({ id: part.campaignId });
    if (what === "detach all") return void (await tables.detachCampaign(campaign));
    const isOneOf = ({ person }: Delivery) => ids.some(({ objectId }) => objectId === person.objectId);
    if (what === "detach") return void (await tables.detachCampaign(campaign, isOneOf));
    const seen = (await tables.findPart(part)) ?? assert.fail();
    const found = [...(await tables.findDeliveries(part, ids)).values()].filter(({ state }) => state === "pending");
    const after: (one: Delivery) => Delivery =
      what === "hold" ? toHeld : what === "send" ? toSent : (one) => ({ ...one, state: "failed", reason: "rejected" });
    const changes = found.map((before) => ({ before, after: after(before) }));
    // Refused when the other was faster: then nothing of it is to be counted.
    await tables.commit(seen, { ...seen.value, change: systemRandomness.id() }, changes, []);
  }

  it("that are added again stay as they are", async () => {
    await store.addDeliveries(PART, pendingFor(2));
    await commitFor(pendingFor(1), toSent);
    await Promise.all([store.addDeliveries(PART, pendingFor(120)), other.addDeliveries(PART, pendingFor(120))]);
    const { counts } = (await seenPart()).value;
    assert.deepEqual([counts.sent, counts.pending], [1, 119]);
    assert.deepEqual(await store.recount(PART), counts);
  });

  it("detached keep their states and nothing of their people, also those held back after a try", async () => {
    const all = pendingFor(70);
    await store.addDeliveries(PART, all);
    await commitFor(all.slice(0, 20), toSent);
    for (const from of [20, 40]) await commitFor(all.slice(from, from + 20), toHeld);
    assert.equal((await waiting()).length, 40);
    assert.equal(await store.detachCampaign(aCampaign()), 70);
    const rows = await everything();
    assertNobodyIn(rows.filter(({ key }) => !key.startsWith("c|")));
    assertNothingOf(PART.campaignId, rows);
    const { counts } = (await seenPart()).value;
    assert.deepEqual([counts.sent, counts.cancelled, totalOf(counts)], [20, 50, 70]);
    assert.deepEqual(await store.recount(PART), counts);
  });

  it("detached don't stand in the order of their people", async () => {
    const all = pendingFor(20);
    await store.addDeliveries(PART, all);
    await commitFor(all.slice(0, 10), toSent);
    await store.detachCampaign(aCampaign());
    const states = (await everything()).filter(({ key }) => key.startsWith("d|")).map(({ values }) => values.state);
    const inOrder = [...Array(10).fill("sent"), ...Array(10).fill("cancelled")];
    assert.equal(states.length, 20);
    assert.notDeepEqual(states, inOrder);
    assert.notDeepEqual(states, inOrder.reverse());
  });

  it("of a person who is erased are detached in every campaign, and the contact goes", async () => {
    for (const campaignId of ["one", "two", "three"]) {
      const part = { ...PART, campaignId };
      await store.createCampaign(aCampaign({ id: campaignId }));
      await store.addDeliveries(part, pendingFor(2, part));
      await commitFor(pendingFor(2, part), campaignId === "three" ? toHeld : toSent);
    }
    assert.equal(await store.detachPerson(personId(0)), 3);
    const rows = await everything();
    assert.ok(rows.every(({ key }) => !key.includes(personId(0).objectId)));
    assert.equal(rows.filter(({ key }) => key.includes(personId(1).objectId)).length, 5);
    assert.deepEqual(await store.deliveriesOf(personId(0)), []);
  });

  it("of a campaign that is removed leave nothing behind, whatever state they are in", async () => {
    await store.createCampaign(aCampaign());
    await store.addDeliveries(PART, pendingFor(130));
    await commitFor(pendingFor(10), toHeld);
    await store.detachCampaign(aCampaign(), ({ person }) => person.objectId.endsWith("7"));
    const neighbour = { ...PART, campaignId: `${PART.campaignId}2` };
    await store.addDeliveries(neighbour, pendingFor(3, neighbour));
    await commitFor(pendingFor(1, neighbour), toHeld);
    await store.removeCampaign(aCampaign());
    const rows = (await everything()).filter(({ key }) => !key.startsWith("c|"));
    assert.equal(rows.length, 5, "what is left is the neighbour's");
    assert.ok(rows.every(({ key }) => key.includes(neighbour.campaignId)));
    assert.equal(await store.findCampaign(PART.campaignId), undefined);
  });

  it("are kept apart whatever their campaigns are called", async () => {
    const ids = ["a", "a|b", "a|", "a|~", "a~", "a%7Cb", "~", "", "wave/1#? é", `a|${personId(0).objectId}`];
    for (const [n, campaignId] of ids.entries()) {
      const part = { ...PART, campaignId };
      await store.addDeliveries(part, pendingFor(n + 1, part));
      await commitFor(pendingFor(1, part), toHeld);
    }
    for (const [n, campaignId] of ids.entries()) {
      const part = { ...PART, campaignId };
      const found: Delivery[] = [];
      for await (const page of store.deliveries(part)) found.push(...page);
      assert.equal(found.length, n + 1, campaignId);
      assert.ok(found.every((one) => one.campaignId === campaignId));
      assert.equal((await store.findDeliveries(part, people(n + 1))).size, n + 1);
      assert.equal(totalOf(await store.recount(part)), n + 1);
      assert.equal((await store.findPart(part))?.value.campaignId, campaignId);
    }
    assert.deepEqual((await waiting()).sort(), [...ids].sort());
    await store.removeCampaign(aCampaign({ id: "a" }));
    assert.equal(totalOf(await store.recount({ ...PART, campaignId: "a|b" })), 2);
  });

  it("and contacts are found again for few people and for many", async () => {
    await store.addDeliveries(PART, pendingFor(40));
    await commitFor(pendingFor(20), toSent);
    for (const count of [5, 40]) {
      const contacts = await store.contacts(TENANT, people(count));
      assert.equal(contacts.size, count);
      const { value, version } = contacts.get(personKey(personId(3))) ?? assert.fail();
      assert.deepEqual(value.recent, [{ at: NOW, campaignId: PART.campaignId, counts: true }]);
      assert.ok(version);
    }
    assert.equal(await store.removeContacts(NOW), 0);
    assert.equal(await store.removeContacts(new Date(NOW.getTime() + 1)), 20);
  });

  async function waiting(): Promise<string[]> {
    const found: string[] = [];
    for await (const one of store.waiting(TENANT)) found.push(one.campaignId);
    return found;
  }
});

function assertNobodyIn(rows: readonly Row[]): void {
  const text = JSON.stringify(rows.map(({ key, values }) => [key, values]));
  assert.doesNotMatch(text, /20000000-0000-4000-8000/);
}

/** No contact tells of the campaign. */
function assertNothingOf(campaignId: string, rows: readonly Row[]): void {
  const contacts = rows.filter(({ key }) => key.startsWith("c|"));
  assert.ok(!JSON.stringify(contacts.map(({ values }) => values)).includes(campaignId));
}
