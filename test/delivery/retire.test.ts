import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import { DIGEST } from "../../services/delivery/release.js";
import type { Message } from "../../services/delivery/schema.js";
import { type PersonId, personKey } from "../../services/people/schema.js";
import {
  anOffice,
  CALM,
  type Office,
  type OfficeOptions,
  people,
  personId,
  rowsOf,
  sentAs,
  TENANT,
  throttled,
  unavailable,
} from "./support.js";

const NOTE: Message = { kind: "surveys.over", subject: "wave-1" };
const WAVE = "wave-1.invitation";
const REMINDER = "wave-1.reminder1";
const PART = { campaignId: WAVE, tenantId: TENANT };
const FRIDAY_EVENING = "2026-11-06T19:30:00Z";
const TO_MONDAY = Date.parse("2026-11-09T08:00:00Z") - Date.parse(FRIDAY_EVENING);

describe("cards that no longer apply", () => {
  let office: Office;

  async function open(options: OfficeOptions = {}): Promise<void> {
    office = await anOffice(options);
    await office.welcome(people(20));
  }
  beforeEach(() => open());

  async function send(id: string, to: readonly PersonId[]): Promise<void> {
    for (const [n, person] of to.entries()) office.teams.script(person, [sentAs(`${id} ${n}`)]);
    await office.service.plan({ id, title: id, message: { kind: id, subject: "one" }, manner: "asks" }, to);
    await office.service.start(id);
    await office.work();
  }

  async function retire(forget = false): Promise<void> {
    await office.service.retire(WAVE, NOTE, { forget });
    await office.work();
  }

  /** What was put in the place of which message of a person. */
  function replaced(person: PersonId): string[] {
    return office.teams.tries.flatMap((one) =>
      one.person === personKey(person) && one.replaced ? [`${one.replaced}: ${one.message.kind}`] : [],
    );
  }

  function replacements(): number {
    return office.teams.tries.filter((one) => one.replaced !== undefined).length;
  }

  it("are replaced by a note, those that were sent and no others", async () => {
    await office.addresses.remove(personId(4));
    await send(WAVE, people(5));
    await send(REMINDER, people(2));
    await retire();
    assert.deepEqual(replaced(personId(1)), [`${WAVE} 1: ${NOTE.kind}`]);
    assert.deepEqual(replaced(personId(4)), []);
    assert.equal(replacements(), 4);
    const deliveries = await office.store.findDeliveries(PART, people(5));
    assert.equal(deliveries.get(personKey(personId(1)))?.retired, true);
    assert.deepEqual(office.errors, []);
  });

  it("of messages that are still being sent are replaced too, and nothing more is sent", async () => {
    let retiring: Promise<void> | undefined;
    office.teams.beforeAnswer = async () => {
      if (office.teams.tries.length === 5) retiring = office.service.retire(WAVE, NOTE, { forget: false });
      await retiring;
    };
    await send(WAVE, people(20));
    await office.work();
    const { sent, cancelled, pending } = await office.service.counts(WAVE);
    assert.ok(sent > 0 && cancelled > 0 && pending === 0);
    assert.equal(replacements(), sent);
  });

  it("leave no trace of whom they were for, when that is to be forgotten", async () => {
    await send(WAVE, people(20));
    await send(REMINDER, people(1));
    await retire(true);
    const rows = await rowsOf(office.storage, "deliveries");
    const ofWave = rows.filter((row) => JSON.stringify(row).includes(WAVE));
    assert.ok(ofWave.every(({ key, values }) => !JSON.stringify([key, values]).includes("20000000-0000")));
    const traces = rows.filter(({ key }) => key.includes(personId(7).objectId));
    assert.deepEqual(
      traces.map(({ key, values }) => [key[0], values.recent]),
      [["c", "[]"]],
    );
    assert.equal((await office.service.counts(WAVE)).sent, 20);
    assert.equal(replacements(), 20);
  });

  it("are forgotten within the hour also where they could not be replaced", async () => {
    await send(WAVE, people(3));
    for (const person of people(3)) office.teams.script(person, Array(1000).fill(unavailable));
    await office.service.retire(WAVE, NOTE, { forget: true });
    await office.forward(3_600_000);
    await office.forward(3_600_000);
    assert.deepEqual((await office.store.deliveriesOf(personId(1))).length, 0);
    assert.deepEqual(office.timers.size, 0);
  });

  it("are replaced once each, though the process stops in between and another goes on", async () => {
    await send(WAVE, people(20));
    let stopped: Promise<void> | undefined;
    office.teams.beforeAnswer = async () => {
      if (replacements() === 5) stopped = office.service.engine.stop(60_000);
    };
    await retire();
    await stopped;
    assert.ok(replacements() < 20);
    await office.anotherProcess().work();
    for (const [n, person] of people(20).entries()) assert.deepEqual(replaced(person), [`${WAVE} ${n}: ${NOTE.kind}`]);
  });

  it("are replaced once each, though they are retired twice", async () => {
    await send(WAVE, people(3));
    await retire();
    await retire();
    assert.equal(replacements(), 3);
  });

  it("are tried again where Teams is busy or in trouble, and the others are replaced after the silence", async () => {
    await send(WAVE, people(3));
    office.teams.script(personId(0), [throttled(5000)]);
    office.teams.script(personId(1), [unavailable, unavailable]);
    await retire();
    for (const person of people(3)) {
      const last = office.teams.tries.filter((one) => one.person === personKey(person)).at(-1);
      assert.equal(last?.outcome.kind, "sent");
      assert.ok(last.replaced);
    }
    assert.equal(replacements(), 6);
  });

  it("that can't be replaced are left after one try", async () => {
    await send(WAVE, people(2));
    office.teams.script(personId(0), [{ kind: "final", reason: "blocked-by-person" }]);
    await retire();
    await retire();
    assert.equal(replacements(), 2);
  });

  it("of a hundred people don't make somebody wait who is to be sent one message", async () => {
    await office.welcome(people(100));
    await send(WAVE, people(100));
    await office.service.retire(WAVE, NOTE, { forget: false });
    const working = office.work();
    while (replacements() < 10) await nextTurn();
    const before = replacements();
    const [slot] = await office.service.engine.lane(TENANT).take(1, new AbortController().signal);
    const between = replacements() - before;
    slot?.leave();
    await working;
    assert.equal(replacements(), 100);
    assert.ok(between <= 30, `${between} others came first`);
  });

  describe("told of in one message", () => {
    beforeEach(async () => {
      await open({ start: FRIDAY_EVENING, limits: CALM });
      await send(WAVE, people(2));
      await send("panel", people(1));
      office.teams.script(personId(0), [sentAs("digest")]);
      office.teams.script(personId(1), [sentAs("single")]);
      await office.forward(TO_MONDAY);
    });

    it("have that one made anew", async () => {
      await retire();
      assert.deepEqual(replaced(personId(0)), [`digest: ${DIGEST}`]);
      assert.deepEqual(replaced(personId(1)), [`single: ${NOTE.kind}`]);
    });

    it("have it replaced by the note, when there is nothing left to tell of", async () => {
      office.teams.nothingFor = (_, { kind }) => kind === DIGEST;
      await retire();
      assert.deepEqual(replaced(personId(0)), [`digest: ${NOTE.kind}`]);
    });

    it("have the last of them made anew, where one was told of in another", async () => {
      await open({ start: FRIDAY_EVENING, limits: { ...CALM, perDay: 1 } });
      await send(WAVE, people(1));
      await send("panel", people(1));
      office.time.forward(TO_MONDAY);
      await send("Monday", people(1));
      await office.forward(0);
      await send("session", people(1));
      office.teams.script(personId(0), [sentAs("second digest")]);
      await office.forward(86_400_000);
      await retire();
      assert.deepEqual(replaced(personId(0)), [`second digest: ${DIGEST}`]);
    });

    it("leave it alone for one person where that person has just pressed its button", async () => {
      await office.service.retireFor(personId(0), [WAVE, "panel"], NOTE, "digest");
      assert.deepEqual(replaced(personId(0)), []);
      await office.service.retireFor(personId(0), [WAVE, "panel"], NOTE, "another");
      assert.deepEqual(replaced(personId(0)), [`digest: ${DIGEST}`]);
    });
  });

  it("of one person are replaced at once but for the one in hand, and nothing of it is written down", async () => {
    await send(WAVE, people(2));
    await send(REMINDER, people(2));
    await send("other", people(1));
    const before = await everything();
    office.teams.script(personId(1), [throttled(5000)]);
    for (const person of people(2)) {
      await office.service.retireFor(person, [WAVE, REMINDER, "never sent"], NOTE, `${REMINDER} 0`);
    }
    assert.deepEqual(replaced(personId(0)), [`${WAVE} 0: ${NOTE.kind}`]);
    assert.equal(replaced(personId(1)).length, 2);
    assert.deepEqual(await everything(), before);
    assert.equal(office.queue.nextVisible(), undefined);
  });

  /** Every row with its version. */
  async function everything() {
    const tables = ["deliveries", "campaigns", "paces", "addresses", "people"];
    const rows = await Promise.all(tables.map((name) => rowsOf(office.storage, name)));
    return { rows: rows.flat(), timers: [...office.timers] };
  }
});
