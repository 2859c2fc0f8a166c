import assert from "node:assert/strict";
import { ActsData } from "../../services/audit/personal-data.js";
import { AddressData, DeliveryData } from "../../services/delivery/personal-data.js";
import { Files } from "../../services/files/service.js";
import { ExpectedError } from "../../services/kernel/errors.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { MyData } from "../../services/my-data/service.js";
import type { Person } from "../../services/people/schema.js";
import { AddressTable } from "../../services/storage/addresses.js";
import { DeliveryTables } from "../../services/storage/delivery/deliveries.js";
import { StoredPeople } from "../../services/storage/people.js";
import { SigningKeyTable } from "../../services/storage/signing-keys.js";
import type { Storage } from "../../services/storage/storage.js";
import { aDelivery, anAddress, aPerson, MESSAGE, personId, TENANT } from "../delivery/support.js";
import { auditIn } from "../support/audit.js";
import { ownStorage } from "../support/storage.js";
import { HandTime } from "../support/time.js";

const ada = aPerson(personId(1), { name: "Ada Example" });
const bo = aPerson(personId(2), { name: "Bo Example" });
const CAMPAIGN = { id: "campaign", tenants: [TENANT] };
const TABLES = ["people", "addresses", "campaigns", "deliveries", "record", "recordof"];

describe("my data", () => {
  let house: Awaited<ReturnType<typeof aHouse>>;
  beforeEach(async () => {
    house = await aHouse();
    await house.settle(ada);
    await house.settle(bo);
  });

  it("shows each kind that is held, with how much, how long, and what erasure does", async () => {
    const held = await house.myData.held(ada);
    assert.deepEqual(
      held.map(({ count }) => count),
      [1, 1, 0, 1],
    );
    for (const { title, summary, kept } of held) for (const text of [title, summary, kept]) assert.ok(text.length > 5);
  });

  it("is exported as one document, all of the person and nothing of another", async () => {
    const file = await house.files.open(await house.myData.export(ada));
    const document = JSON.parse(String(file?.content));
    assert.equal(document.person.name, "Ada Example");
    assert.equal(document.address.userId, "29:x");
    assert.equal(document.messages.length, 1);
    assert.ok(!String(file?.content).includes(bo.objectId));
  });

  it("erased leaves the person in no table, and others and the counts as they were", async () => {
    const before = await house.deliveries.counts(CAMPAIGN);
    await house.myData.erase(ada);
    const rows = await everyRow(house.storage);
    assert.ok(!rows.includes(ada.objectId));
    assert.ok(rows.includes(bo.objectId));
    assert.deepEqual(total(await house.deliveries.counts(CAMPAIGN)), total(before));
    assert.equal(await house.people.find(ada), undefined);
  });

  it("erased twice changes nothing more", async () => {
    await house.myData.erase(ada);
    const again = await house.myData.erase(ada);
    assert.equal(total(again), 0);
  });

  it("is not handed out any more by a link from before the erasure", async () => {
    const token = await house.myData.export(ada);
    await house.myData.erase(ada);
    assert.equal(await house.files.open(token), undefined);
  });

  it("stops a message that was still on its way", async () => {
    await house.myData.erase(ada);
    assert.deepEqual((await house.deliveries.counts(CAMPAIGN)).cancelled, 1);
    assert.equal((await house.deliveries.counts(CAMPAIGN)).pending, 1);
  });

  it("of the last coordinator stays, and nothing of it is touched", async () => {
    await house.people.save([
      { ...ada, roles: ["coordinator"] },
      { ...bo, roles: ["coordinator"], status: "left" },
    ]);
    await assert.rejects(house.myData.erase(ada), ExpectedError);
    assert.deepEqual(
      (await house.myData.held(ada)).map(({ count }) => count),
      [1, 1, 0, 1],
    );
  });

  it("of one of two coordinators goes", async () => {
    const both = [ada, bo].map((person): Person => ({ ...person, roles: ["coordinator"] }));
    await house.people.save(both);
    await house.myData.erase(ada);
    assert.equal(await house.people.find(ada), undefined);
    await assert.rejects(house.myData.erase(bo), ExpectedError);
  });
});

async function aHouse() {
  const storage = await ownStorage();
  const clock = new HandTime();
  const audit = auditIn(storage, clock);
  const people = new StoredPeople(storage);
  const addresses = new AddressTable(storage);
  const deliveries = new DeliveryTables(storage, systemRandomness);
  const files = new Files(new SigningKeyTable(storage), audit, clock);
  await storage.prepare();
  const parts = [new AddressData(addresses), new DeliveryData(deliveries, 365), new ActsData(audit)];
  const myData = new MyData({ parts, people, daysAfterLeaving: 90, files, audit, clock });
  const createdAt = clock.now().toISOString();
  const common = { title: "EPD pulse", message: MESSAGE, manner: "asks", createdAt, planned: 2 } as const;
  await deliveries.createCampaign({ ...CAMPAIGN, status: "sending", ...common });
  /** The person is known, has the app, and a message is on its way to them. */
  const settle = async (person: Person) => {
    const { tenantId, objectId } = person;
    await people.save([person]);
    await addresses.save(anAddress({ tenantId, objectId }));
    await deliveries.addDeliveries({ campaignId: "campaign", tenantId }, [
      aDelivery({ person: { tenantId, objectId } }),
    ]);
  };
  return { storage, people, deliveries, files, myData, settle };
}

/** All that is stored, keys included, as one text. */
async function everyRow(storage: Storage): Promise<string> {
  const rows: unknown[] = [];
  for (const name of TABLES) for await (const row of storage.table(name).rows()) rows.push(row);
  return JSON.stringify(rows);
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
