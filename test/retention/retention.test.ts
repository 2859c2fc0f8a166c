import assert from "node:assert/strict";
import { purgeableAddresses, purgeableDeliveries } from "../../services/delivery/retention.js";
import type { Campaign } from "../../services/delivery/schema.js";
import { systemRandomness } from "../../services/kernel/random.js";
import type { Purgeable } from "../../services/retention/ports.js";
import { Purge } from "../../services/retention/service.js";
import { AddressTable } from "../../services/storage/addresses.js";
import { DeliveryTables } from "../../services/storage/delivery/deliveries.js";
import { LeaseTable } from "../../services/storage/leases.js";
import { StoredPeople } from "../../services/storage/people.js";
import { TimerTable } from "../../services/storage/timers.js";
import { aDelivery, anAddress, aPerson, MESSAGE, personId, people as somePeople, TENANT } from "../delivery/support.js";
import { auditIn } from "../support/audit.js";
import { ownStorage } from "../support/storage.js";
import { HandTime } from "../support/time.js";
import { WatchedSchedule } from "../support/timers.js";

const DAY = 86_400_000;
const retention = { answers: 30, invitations: 30, deliveries: 100, peopleLeft: 10, bookings: 365, panels: 1095 };

describe("retention", () => {
  let house: Awaited<ReturnType<typeof aHouse>>;
  beforeEach(async () => {
    house = await aHouse();
  });

  it("lets go of a campaign so many days after it ended, with all its deliveries, and of no younger one", async () => {
    await house.campaign("old", { status: "done", endedAt: house.daysAgo(101) });
    await house.campaign("young", { status: "cancelled", endedAt: house.daysAgo(99) });
    const purged = await house.purge([purgeableDeliveries(house.deliveries)]).run();
    assert.equal(purged?.deliveries, 3);
    assert.equal(await house.deliveries.findCampaign("old"), undefined);
    assert.equal((await house.deliveries.counts({ id: "old", tenants: [TENANT] })).pending, 0);
    assert.equal((await house.deliveries.counts({ id: "young", tenants: [TENANT] })).pending, 3);
  });

  it("lets go of a plan that was never finished, but not of one that is being sent", async () => {
    await house.campaign("plan", { status: "planning", createdAt: house.daysAgo(200) });
    await house.campaign("sending", { status: "sending", createdAt: house.daysAgo(200) });
    await house.purge([purgeableDeliveries(house.deliveries)]).run();
    assert.equal(await house.deliveries.findCampaign("plan"), undefined);
    assert.ok(await house.deliveries.findCampaign("sending"));
  });

  it("lets go of the addresses of people whom nobody knows, after the time for people who left", async () => {
    await house.people.save([aPerson(personId(1))]);
    for (const person of [personId(1), personId(2)]) await house.addresses.save(anAddress(person));
    // Storage stamps rows with the real time.
    house.time.forward(Date.now() - house.time.now().getTime());
    const addresses = purgeableAddresses(house.addresses, house.people);
    await house.purge([addresses]).run();
    assert.ok(await house.addresses.find(personId(2)));
    house.time.forward(11 * DAY);
    await house.purge([addresses]).run();
    assert.equal(await house.addresses.find(personId(2)), undefined);
    assert.ok(await house.addresses.find(personId(1)));
  });

  it("gives each kind its own time, and records what went", async () => {
    const asked: Record<string, number> = {};
    const part = (kind: Purgeable["kind"], count: number): Purgeable => ({
      kind,
      purge: async (before) => {
        asked[kind] = (house.time.now().getTime() - before.getTime()) / DAY;
        return count;
      },
    });
    await house.purge([part("answers", 5), part("peopleLeft", 1), part("answers", 2)]).run();
    assert.deepEqual(asked, { answers: 30, peopleLeft: 10 });
    assert.deepEqual(await house.records(), [{ answers: 7, peopleLeft: 1, failures: 0 }]);
  });

  it("goes on with the others when one kind fails, says so, and may be tried again at once", async () => {
    const broken: Purgeable = { kind: "answers", purge: () => Promise.reject(new RangeError("broken")) };
    const purge = house.purge([broken, { kind: "invitations", purge: async () => 4 }]);
    assert.deepEqual(await purge.run(), { answers: 0, invitations: 4 });
    assert.equal(house.errors.length, 1);
    assert.ok(await house.purge([]).run());
  });

  it("is done by one process at a time", async () => {
    const within: unknown[] = [];
    const part: Purgeable = { kind: "answers", purge: async () => within.push(await house.purge([]).run()) };
    assert.deepEqual(await house.purge([part]).run(), { answers: 1 });
    assert.deepEqual(within, [undefined]);
  });

  it("is done at the first start, then every night at three on the clock, by one process", async () => {
    const runs: string[] = [];
    const part: Purgeable = { kind: "answers", purge: async () => runs.push(house.time.now().toISOString()) };
    const processes = [house.process([part]), house.process([part])];
    for (const { purge } of processes) await purge.start();
    for (const hour of ["02T09:00", "02T09:01", "03T02:59", "03T03:00", "03T03:01", "04T02:59", "04T09:00"]) {
      house.turnTo(`2026-11-${hour}:00.000Z`);
      await Promise.all(processes.map(({ schedule }) => schedule.runDue()));
    }
    assert.deepEqual(runs, ["2026-11-02T09:00:00.000Z", "2026-11-03T03:00:00.000Z", "2026-11-04T09:00:00.000Z"]);
    assert.deepEqual(house.errors, []);
  });

  it("is not done again when a process starts anew", async () => {
    let runs = 0;
    for (let starts = 0; starts < 2; starts += 1) {
      const { purge, schedule } = house.process([{ kind: "answers", purge: async () => ++runs }]);
      await purge.start();
      await schedule.runDue();
    }
    assert.equal(runs, 1);
  });

  it("is looked for again when the process that was at it died", async () => {
    await house.leases.take("purge", "dead", new Date("2026-11-02T10:00:00Z"), house.time.now());
    let runs = 0;
    const { purge, schedule } = house.process([{ kind: "answers", purge: async () => ++runs }]);
    await purge.start();
    for (const time of ["09:00", "09:10", "09:59", "10:09"]) {
      house.turnTo(`2026-11-02T${time}:00.000Z`);
      await schedule.runDue();
    }
    assert.equal(runs, 1);
  });
});

async function aHouse() {
  const storage = await ownStorage();
  const time = new HandTime();
  const people = new StoredPeople(storage);
  const addresses = new AddressTable(storage);
  const deliveries = new DeliveryTables(storage, systemRandomness);
  const audit = auditIn(storage, time);
  const leases = new LeaseTable(storage);
  const timers = new TimerTable(storage, systemRandomness);
  await storage.prepare();
  const errors: unknown[] = [];
  const report = (error: unknown) => void errors.push(error);
  const process = (parts: readonly Purgeable[]) => {
    const schedule = new WatchedSchedule({ store: timers, clock: time, report });
    const needs = { retention, parts, leases, audit, schedule, clock: time, random: systemRandomness, report };
    return { purge: new Purge(needs), schedule };
  };
  return {
    time,
    leases,
    people,
    addresses,
    deliveries,
    errors,
    process,
    purge: (parts: readonly Purgeable[]) => process(parts).purge,
    turnTo: (instant: string) => time.forward(Date.parse(instant) - time.now().getTime()),
    daysAgo: (days: number) => new Date(time.now().getTime() - days * DAY).toISOString(),
    /** With three deliveries. */
    campaign: async (id: string, values: Partial<Campaign>) => {
      const createdAt = time.now().toISOString();
      const common = { title: "EPD pulse", message: MESSAGE, createdAt, planned: 3, status: "done" } as const;
      const campaign: Campaign = { id, manner: "asks", tenants: [TENANT], ...common, ...values };
      await deliveries.createCampaign(campaign);
      const three = somePeople(3).map((person) => aDelivery({ campaignId: id, person }));
      await deliveries.addDeliveries({ campaignId: id, tenantId: TENANT }, three);
    },
    records: async () => {
      const found: unknown[] = [];
      for await (const { details } of audit.entries("purge")) found.push(details);
      return found;
    },
  };
}
