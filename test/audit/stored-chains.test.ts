import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { exported, inspect } from "../../services/audit/inspection.js";
import type { AuditTrail } from "../../services/audit/service.js";
import { type PersonId, personKey } from "../../services/people/schema.js";
import { AuditTable } from "../../services/storage/audit.js";
import type { Values } from "../../services/storage/limits.js";
import { StoredPeople } from "../../services/storage/people.js";
import type { Storage } from "../../services/storage/storage.js";
import { auditIn } from "../support/audit.js";
import { aPerson } from "../support/people.js";
import { ownStorage } from "../support/storage.js";
import { HandTime } from "../support/time.js";

const SUBJECT = "board:item-1";

describe("the record's chains in storage", () => {
  let storage: Storage;
  let store: AuditTable;
  let audit: AuditTrail;
  const ada = aPerson({ name: "Ada Example", roles: ["board-member"] });
  const bo = aPerson({ name: "Bo Example" });

  beforeEach(async () => {
    storage = await ownStorage();
    store = new AuditTable(storage);
    audit = auditIn(storage, new HandTime());
    await storage.prepare();
    await new StoredPeople(storage).save([ada, bo]);
  });

  const rowsAt = async (key: string) => {
    const row = await storage.table("record").find(SUBJECT, key);
    return row ? [row] : [];
  };
  const act = (by: PersonId, n = 0) => ({ subject: SUBJECT, event: "board.voted", by: personKey(by), details: { n } });

  it("never fork, however many processes write at once, and lose nothing", async () => {
    const processes = [audit, ...[1, 2, 3].map(() => auditIn(storage, new HandTime()))];
    await Promise.all(
      Array.from({ length: 200 }, (_, n) => (processes[n % processes.length] as AuditTrail).record(act(ada, n))),
    );
    const found: unknown[] = [];
    for await (const { details } of audit.entries(SUBJECT)) found.push(details.n);
    assert.equal(new Set(found).size, 200);
    assert.deepEqual(await inspect(store, SUBJECT), { subject: SUBJECT, entries: 200, broken: undefined });
  });

  it("have what was asked for twice under one id once, whoever asks", async () => {
    const again = auditIn(storage, new HandTime());
    const acts = [1, 2, 3].map((n) => ({ ...act(ada, n), id: `vote-${n}` }));
    const recorded = await Promise.all([...acts, ...acts].map((one) => audit.record(one)));
    for (const one of acts) recorded.push(await again.record(one));
    assert.equal(new Set(recorded.map(({ hash }) => hash)).size, 3);
    assert.equal((await inspect(store, SUBJECT)).entries, 3);
  });

  it("name the first entry that somebody tampered with in storage, whatever they did to it", async () => {
    for (const n of [1, 2, 3, 4]) await audit.record(act(ada, n));
    const [row] = await rowsAt("000000002");
    const table = storage.table("record");
    const tamper = async (values: Values) => {
      await table.put(SUBJECT, "000000002", values);
      return (await inspect(store, SUBJECT)).broken?.seq;
    };
    const was = row?.values ?? {};
    assert.equal(await tamper({ ...was, body: String(was.body).replace("voted", "noted") }), 2);
    assert.equal(await tamper({ ...was, hash: `0${String(was.hash).slice(1)}`.replace(/^0/, "f0").slice(0, 64) }), 2);
    assert.equal(await tamper({ ...was, sealed: "{" }), 2);
    assert.equal(await tamper(was), undefined);
    await table.remove(SUBJECT, "000000004");
    assert.equal((await inspect(store, SUBJECT)).broken?.seq, 4);
  });

  it("are looked at where their end is gone, or all but one of their entries", async () => {
    for (const n of [1, 2]) await audit.record(act(ada, n));
    const table = storage.table("record");
    await table.remove(SUBJECT, "head");
    assert.deepEqual(await store.subjects(), [SUBJECT]);
    assert.equal((await inspect(store, SUBJECT)).broken?.seq, 3);
    await table.remove(SUBJECT, "000000001");
    assert.deepEqual(await store.subjects(), [SUBJECT]);
  });

  it("fit while somebody is being erased from them, and so does what is exported then", async () => {
    for (const n of [1, 2, 3]) await audit.record(act(n === 2 ? bo : ada, n));
    const racing = async (person: PersonId, look: (slow: AuditTable) => Promise<unknown>) => {
      const slow = new AuditTable(storage);
      const head = slow.head.bind(slow);
      let work: Promise<unknown> | undefined;
      slow.head = async (subject) => {
        const seen = await head(subject);
        work ??= audit.erase(person);
        await work;
        return seen;
      };
      return look(slow);
    };
    await racing(bo, async (slow) => assert.equal((await inspect(slow, SUBJECT)).broken, undefined));
    await racing(ada, async (slow) => assert.ok(secondImplementation(await linesOf(slow)) >= 4));
  });

  it("are exported as they are, also where somebody tampered with them", async () => {
    for (const n of [1, 2, 3]) await audit.record(act(ada, n));
    const table = storage.table("record");
    const [row] = await rowsAt("000000002");
    await table.put(SUBJECT, "000000002", { ...row?.values, sealed: "{" });
    await table.remove(SUBJECT, "head");
    const lines = await linesOf(store);
    assert.equal(lines.length, 4);
    assert.throws(() => secondImplementation(lines));
  });

  it("keep who somebody was when it happened, whatever they are called later", async () => {
    await audit.record(act(ada));
    await new StoredPeople(storage).save([{ ...ada, name: "Ada Other", roles: [] }]);
    for await (const { who } of audit.entries(SUBJECT))
      assert.deepEqual([who?.name, who?.roles], ["Ada Example", ["board-member"]]);
  });

  it("let go of a person, and still fit", async () => {
    await audit.record({ ...act(bo), about: { member: personKey(ada) }, said: { comment: "By phone." } });
    await audit.record(act(ada));
    assert.equal(await audit.erase(ada), 2);
    assert.equal(await audit.erase(ada), 0);
    const rows: unknown[] = [];
    for (const name of ["record", "recordof"]) for await (const row of storage.table(name).rows()) rows.push(row);
    assert.ok(!JSON.stringify(rows).includes(ada.objectId) && !JSON.stringify(rows).includes("Ada Example"));
    assert.equal((await inspect(store, SUBJECT)).broken, undefined);
  });

  it("are verified from their export by whoever knows the README alone", async () => {
    for (const n of [1, 2, 3]) await audit.record({ ...act(n === 2 ? bo : ada, n), said: { comment: `“${n}” – é` } });
    await audit.erase(bo);
    const lines = await linesOf(store);
    assert.equal(secondImplementation(lines), 4);
    assert.throws(() => secondImplementation(lines.filter((_, n) => n !== 1)));
    assert.throws(() => secondImplementation(lines.slice(0, -1)));
    assert.throws(() => secondImplementation(lines.map((line) => line.replace("Ada Example", "Ada Exemple"))));
  });
});

async function linesOf(store: AuditTable): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of exported(store, SUBJECT)) lines.push(line);
  return lines;
}

/** Written from the README that goes with an export, without anything of ours. How many entries. */
function secondImplementation(lines: readonly string[]): number {
  const sha = (text: string) => createHash("sha256").update(text).digest("hex");
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted)
      : value !== null && typeof value === "object"
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([name, member]) => [name, sorted(member)]),
          )
        : value;
  let prev = "0".repeat(64);
  let count = 0;
  const erased: string[] = [];
  const announced: string[] = [];
  for (const line of lines.slice(0, -1)) {
    const { body: text, hash, sealed } = JSON.parse(line);
    const body = JSON.parse(text);
    count += 1;
    assert.equal(sha(text), hash);
    assert.deepEqual([body.seq, body.prev], [count, prev]);
    assert.deepEqual(Object.keys(sealed).sort(), Object.keys(body.sealed).sort());
    for (const [part, secret] of Object.entries(sealed)) {
      if (secret === "erased") erased.push(`${count}:${part}`);
      else assert.equal(sha(JSON.stringify(sorted(secret))), body.sealed[part]);
    }
    if (body.event === "record.erased") announced.push(...body.details.parts.split(","));
    prev = hash;
  }
  assert.ok(erased.every((part) => announced.includes(part)));
  const { end } = JSON.parse(lines.at(-1) ?? "");
  assert.deepEqual([end.count, end.hash], [count, prev]);
  return count;
}
