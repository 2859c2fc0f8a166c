import assert from "node:assert/strict";
import type { NudgeLimits } from "../../services/delivery/nudge-rules.js";
import { type Person, personKey } from "../../services/people/schema.js";
import type { Row } from "../../services/storage/table.js";
import { anOffice, type Office, sentAs } from "../delivery/support.js";
import { aDefinition, aPerson, SurveyHouse } from "../support/survey-house.js";

const GOOD = { workload: "good", support: "good" };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Who was sent what lately is written down only where that limits anything. */
function limitsWith(nextAllowed: NudgeLimits["nextAllowed"] = (instant) => instant): NudgeLimits {
  return { perDay: 9, perWeek: 40, nextAllowed };
}

interface Scene {
  readonly office: Office;
  readonly house: SurveyHouse;
  readonly wave: string;
  readonly people: readonly Person[];
  /** A day later in both the office and the house, with all the work done. */
  nextDay(): Promise<void>;
}

/** A wave under way over the real engine on real tables; the first half of its people have answered. */
async function aScene(limits = limitsWith()): Promise<Scene> {
  const people = Array.from({ length: 20 }, (_, n) => aPerson(n));
  const office = await anOffice({ start: "2026-11-23T10:00:00Z", limits });
  await office.welcome(people);
  const house = await SurveyHouse.open([...people], [aDefinition()], { deliveries: office.service });
  const wave = await house.aWave({ reminders: "none" });
  await office.work();
  for (const person of people.slice(0, 10)) await house.surveys.answering.submit(person, wave, GOOD);
  const nextDay = async () => {
    house.clock.turnDays(1);
    await office.forward(DAY);
  };
  return { office, house, wave, people, nextDay };
}

async function rowsOf({ storage }: Office): Promise<{ table: string; row: Row }[]> {
  const rows: { table: string; row: Row }[] = [];
  for (const table of ["campaigns", "deliveries", "paces"])
    for await (const row of storage.table(table).rows()) rows.push({ table, row });
  return rows;
}

/** All that storage has of a person, with neither their own id nor instants in it. */
async function heldOf(office: Office, { objectId }: Person): Promise<string[]> {
  const texts = (await rowsOf(office)).map(({ table, row: { key, values } }) => JSON.stringify([table, key, values]));
  return texts
    .filter((text) => text.includes(objectId))
    .map((text) => text.replaceAll(objectId, "SELF").replaceAll(/\b\d{13}\b/g, "INSTANT"))
    .sort();
}

describe("the delivery engine's tables", () => {
  it("tell while a wave is open who was reminded, and after the close nothing that differs between people", async () => {
    const { office, house, wave, people, nextDay } = await aScene();
    await nextDay();
    assert.equal(await house.surveys.reminding.remind(wave, house.coordinator), 10);
    await office.work();
    const [answered, silent] = [people[0] as Person, people[15] as Person];
    assert.notDeepEqual(await heldOf(office, silent), await heldOf(office, answered));

    await house.close(wave);
    await office.work();
    const held = await heldOf(office, answered);
    assert.ok(held.some((text) => text.includes(`${wave}.told`)));
    for (const person of people) assert.deepEqual(await heldOf(office, person), held);
    const { sent } = await office.service.counts(`${wave}.reminder1`);
    assert.equal(sent, 10);
  });

  it("forget who was reminded within the hour, also where the work of replacing their cards is lost", async () => {
    const { office, house, wave, people, nextDay } = await aScene();
    await nextDay();
    await house.surveys.reminding.remind(wave, house.coordinator);
    await office.work();
    office.queue.put = async () => undefined;
    await house.close(wave);
    await office.forward(HOUR);
    const held = await heldOf(office, people[0] as Person);
    for (const person of people) assert.deepEqual(await heldOf(office, person), held);
  });

  it("don't tell it by what is held back since a day's budget is used up", async () => {
    const { office, house, wave, people, nextDay } = await aScene({ ...limitsWith(), perDay: 1 });
    await nextDay();
    await house.surveys.reminding.remind(wave, house.coordinator);
    await office.work();
    const other = await house.aWave({ reminders: "none", opensOn: "2026-11-24" });
    await office.work();
    assert.equal((await office.service.counts(`${other}.invitation`)).sent, 20);
    await house.close(wave);
    await office.work();
    const held = await heldOf(office, people[0] as Person);
    for (const person of people) assert.deepEqual(await heldOf(office, person), held);
  });

  it("don't tell it by what was held back together with another wave's message", async () => {
    const [evening, morning] = [new Date("2026-11-24T09:00:00Z"), new Date("2026-11-25T09:00:00Z")];
    const limits = limitsWith((instant) => (instant >= evening && instant < morning ? morning : instant));
    const { office, house, wave, people, nextDay } = await aScene(limits);
    await nextDay();
    await house.surveys.reminding.remindDue(wave, 1, house.clock.now());
    const other = await house.aWave({ reminders: "none", opensOn: "2026-11-24" });
    await office.work();
    assert.equal((await office.service.counts(`${wave}.reminder1`)).pending, 10);
    await nextDay();
    assert.equal((await office.service.counts(`${wave}.reminder1`)).sent, 10);
    assert.equal((await office.service.counts(`${other}.invitation`)).sent, 20);
    await house.close(wave);
    await office.work();
    const held = await heldOf(office, people[0] as Person);
    for (const person of people) assert.deepEqual(await heldOf(office, person), held);
  });

  it("have nothing written to them when somebody's other cards are replaced", async () => {
    const { office, house, wave, people, nextDay } = await aScene();
    await nextDay();
    const person = people[15] as Person;
    office.teams.script(person, [sentAs("the reminder")]);
    await house.surveys.reminding.remind(wave, house.coordinator);
    await office.work();
    const versions = async () =>
      (await rowsOf(office)).filter(({ table }) => table !== "paces").map(({ row }) => [row.key, row.version]);
    const before = await versions();
    const replaced = new Promise<void>((done) => {
      office.teams.beforeAnswer = async () => {
        if (replacedFor(office, person).length === 2) done();
      };
    });
    // A house just opened has not heard of the reminder for half a minute.
    await house.secondInstance().answering.submit(person, wave, GOOD, { elsewhere: true });
    await replaced;
    assert.deepEqual(await versions(), before);
    assert.deepEqual(
      office.teams.tries.filter(({ replaced: at }) => at !== undefined).map(({ message }) => message.kind),
      ["surveys.answered", "surveys.answered"],
    );
  });
});

describe("the timers of a wave", () => {
  it("tell of the wave and of nobody", async () => {
    const { house, wave } = await aScene();
    const later = await house.aWave({ opensOn: "2026-11-26" });
    const timers = await house.timers.wakingBefore(new Date("2030-01-01T00:00:00Z"), 100);
    assert.deepEqual(
      timers.map(({ timer: { id, kind, subject } }) => [id, kind, subject]),
      [
        [`surveys.open|${later}`, "surveys.open", later],
        [`surveys.close|${wave}`, "surveys.close", wave],
      ],
    );
  });
});

function replacedFor({ teams }: Office, person: Person) {
  return teams.tries.filter(({ person: who, replaced }) => who === personKey(person) && replaced !== undefined);
}
