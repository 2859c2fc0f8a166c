import assert from "node:assert/strict";
import fc from "fast-check";
import { inspect } from "../../services/audit/inspection.js";
import { ActsData } from "../../services/audit/personal-data.js";
import type { RecordedEntry } from "../../services/audit/ports.js";
import { AuditTrail } from "../../services/audit/service.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { personKey } from "../../services/people/schema.js";
import { AuditTable } from "../../services/storage/audit.js";
import { StoredPeople } from "../../services/storage/people.js";
import { people, personId } from "../delivery/support.js";
import { ownStorage } from "../support/storage.js";
import { HandTime } from "../support/time.js";

describe("the record of acts", () => {
  let time: HandTime;
  let audit: AuditTrail;
  let store: AuditTable;
  beforeEach(async () => {
    const storage = await ownStorage();
    time = new HandTime();
    store = new AuditTable(storage);
    audit = new AuditTrail({ store, people: new StoredPeople(storage), clock: time, random: systemRandomness });
    await storage.prepare();
  });

  it("keeps every act of a subject, in the order in which they happened", async () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 100_000_000 }), { minLength: 1, maxLength: 8 });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(gaps, async (between) => {
        const subject = `wave:${run++}/#?`;
        for (const [n, gap] of between.entries()) {
          time.forward(gap);
          await audit.record({ subject, event: "surveys.sent", by: "system", details: { n, wave: "w" } });
        }
        const entries = await all(audit.entries(subject));
        assert.deepEqual(
          entries.map(({ details }) => details.n),
          between.map((_, n) => n),
        );
        assert.deepEqual(entries.at(-1)?.at, time.now());
      }),
      { numRuns: 10 },
    );
  });

  it("tells those since some moment without the older ones", async () => {
    const acts = { subject: "wave:1", event: "surveys.reminded", by: "system" };
    for (const n of [1, 2, 3]) {
      time.forward(1000);
      await audit.record({ ...acts, details: { n } });
    }
    const since = new Date(time.now().getTime() - 1000);
    const lately = await all(audit.entries("wave:1", since));
    assert.deepEqual(
      lately.map(({ details }) => details.n),
      [2, 3],
    );
  });

  it("keeps both of two acts of one moment", async () => {
    const act = { subject: "wave:1", event: "surveys.reminded", by: "system", details: {} };
    await Promise.all([audit.record(act), audit.record(act)]);
    assert.equal((await all(audit.entries("wave:1"))).length, 2);
  });

  it("shows a person their own acts, and those only, and after erasure nobody whose they were", async () => {
    for (const person of people(2)) {
      await audit.record({ subject: "wave:1", event: "surveys.closed", by: personKey(person), details: {} });
    }
    const acts = new ActsData(audit);
    assert.equal((await acts.describe(personId(0))).count, 1);
    assert.equal(await acts.erase(personId(0)), 1);
    assert.deepEqual(await all(audit.entriesBy(personKey(personId(0)))), []);
    const [own, other] = await all(audit.entries("wave:1"));
    assert.deepEqual([own?.event, own?.by, own?.who], ["surveys.closed", "erased", undefined]);
    assert.equal(other?.by, personKey(personId(1)));
  });

  it("takes what somebody said with them, and of a vote by phone when the member goes, not who entered it", async () => {
    const [voter, member, coordinator] = people(3).map(personKey);
    const subject = "board:1";
    const act = { subject, event: "board.voted", details: {}, said: { choice: "reject", comment: "Too dear" } };
    await audit.record({ ...act, by: String(voter) });
    const byPhone = { ...act, event: "board.phone-vote", about: { member: String(member) } };
    await audit.record({ ...byPhone, by: String(coordinator) });
    await audit.erase(personId(2));
    assert.deepEqual(
      (await all(audit.entries(subject))).slice(0, 2).map(({ said }) => said),
      [act.said, act.said],
    );
    await audit.erase(personId(0));
    await audit.erase(personId(1));
    const text = JSON.stringify((await all(audit.entries(subject))).map(({ by, said, about }) => [by, said, about]));
    assert.doesNotMatch(text, /reject|Too dear/);
    assert.deepEqual(await inspect(store, subject), { subject, entries: 5, broken: undefined });
  });

  it("forgets somebody in what comes onto the record while they are being erased", async () => {
    const person = personKey(personId(0));
    const act = { subject: "board:1", event: "board.voted", by: person, details: {} };
    await audit.record(act);
    const forget = store.reseal.bind(store);
    let late: Promise<unknown> | undefined;
    store.reseal = async (...those) => {
      late ??= audit.record({ ...act, subject: "board:2" });
      await late;
      return forget(...those);
    };
    await audit.erase(personId(0));
    const entries = [...(await all(audit.entries("board:1"))), ...(await all(audit.entries("board:2")))];
    assert.ok(!entries.some(({ by }) => by === person));
  });
});

async function all(entries: AsyncIterable<RecordedEntry>): Promise<RecordedEntry[]> {
  const found: RecordedEntry[] = [];
  for await (const entry of entries) found.push(entry);
  return found;
}
