import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import type { Audit, AuditEntry } from "../../services/audit/ports.js";
import { ExpectedError } from "../../services/kernel/errors.js";
import { purgeablePeople } from "../../services/people/retention.js";
import { People } from "../../services/people/service.js";
import { StoredPeople } from "../../services/storage/people.js";
import { aPerson } from "../support/people.js";
import { ownStorage } from "../support/storage.js";

const everyone = { cohorts: [], partners: [], roles: [], sides: [] };

describe("the people of a partnership", () => {
  let store: StoredPeople;
  let people: People;
  let recorded: AuditEntry[];
  let now: Date;

  beforeEach(async () => {
    const storage = await ownStorage();
    store = new StoredPeople(storage);
    await storage.prepare();
    recorded = [];
    now = new Date("2026-11-22T10:00:00Z");
    people = new People(store, auditInto(recorded), { now: () => now });
  });

  it("come back from storage as they were imported", async () => {
    const person = aPerson({ name: "Siân", roles: ["coordinator", "wfd-lead"], cohorts: ["returners-2027"] });
    await people.import([person]);
    deepEqual(await people.find(person), person);
  });

  it("are unknown by their object id in another tenant", async () => {
    const person = aPerson();
    await people.import([person]);
    equal(await people.find({ ...person, tenantId: aPerson().objectId }), undefined);
  });

  it("are marked as left, not deleted, when a newer file lacks them", async () => {
    const [stays, goes] = [aPerson(), aPerson()];
    await people.import([stays, goes]);
    await people.import([stays]);
    equal(await people.find(goes), undefined);
    deepEqual(await store.find(goes), { ...goes, status: "left", leftOn: "2026-11-22" });
    deepEqual(await people.select(everyone), [stays]);
  });

  it("lose nobody and gain nobody in a dry run, which objects as the import would", async () => {
    const coordinator = aPerson({ roles: ["coordinator"] });
    await people.import([coordinator]);
    const plan = await people.import([coordinator, aPerson()], { dryRun: true });
    equal(plan.added.length, 1);
    await rejects(people.import([aPerson()], { dryRun: true }), ExpectedError);
    deepEqual(await people.select(everyone), [coordinator]);
  });

  it("keep their last coordinator: such a file changes nothing at all", async () => {
    const coordinator = aPerson({ roles: ["coordinator"] });
    await people.import([coordinator]);
    await rejects(people.import([aPerson()], { allowManyLeft: true }), /nobody would be a coordinator/);
    deepEqual(await people.select(everyone), [coordinator]);
  });

  it("have each import on record, in figures only", async () => {
    const [stays, goes] = [aPerson(), aPerson()];
    await people.import([stays, goes]);
    await people.import([{ ...stays, name: "Una" }, aPerson()]);
    await people.import([{ ...stays, name: "Una" }], { allowManyLeft: true, dryRun: true });
    deepEqual(
      recorded.map(({ event, details }) => [event, details]),
      [
        ["people.imported", { added: 2, changed: 0, left: 0 }],
        ["people.imported", { added: 1, changed: 1, left: 1 }],
      ],
    );
  });

  it("are forgotten some time after they left, on the day that is given", async () => {
    const [stays, goes] = [aPerson(), aPerson()];
    await people.import([stays, goes]);
    await people.import([stays]);
    const { purge } = purgeablePeople(people);
    equal(await purge(new Date("2026-11-22T23:59:00Z")), 0);
    equal(await purge(new Date("2026-11-23T00:00:00Z")), 1);
    deepEqual([await store.find(goes), await store.find(stays)], [undefined, stays]);
  });

  it("can be 5,000, imported in one go with progress, over several tenants", async () => {
    const tenants = [aPerson().objectId, aPerson().objectId, aPerson().objectId];
    const many = Array.from({ length: 5000 }, (_, index) => aPerson({ tenantId: tenants[index % 3] ?? "" }));
    const progress: number[] = [];
    await people.import(many, { onProgress: (written) => progress.push(written) });
    ok(progress.length >= 50 && progress.every((written, index) => written > (progress[index - 1] ?? 0)));
    equal(progress.at(-1), 5000);
    equal((await people.select(everyone)).length, 5000);
    const again = await people.import(many);
    equal(again.unchanged.length, 5000);
  }).timeout(60_000);

  it("are there or not", async () => {
    equal(await people.any(), false);
    await people.import([aPerson()]);
    equal(await people.any(), true);
  });
});

function auditInto(recorded: AuditEntry[]): Audit {
  return {
    record: async (entry) => {
      recorded.push(entry);
    },
    entries: async function* () {},
  };
}
