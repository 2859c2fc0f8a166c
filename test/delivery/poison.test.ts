import assert from "node:assert/strict";
import { TeamsDouble } from "../../bot/local/double/double.js";
import { botProcess } from "../support/bot-process.js";
import { type Posting, PostOffice, until } from "../support/posting.js";
import type { Program } from "../support/program.js";
import { ownPrefix } from "../support/storage.js";
import { outcomeOf } from "./laws.js";

const NOT_JSON = "{not json";
const NOBODYS_WAVE = "f".repeat(32);

describe("Work that can't be done", () => {
  let teams: TeamsDouble;
  let office: PostOffice;
  let bot: Program;
  let posting: Posting;
  const poison: string[] = [];

  before(async function () {
    this.timeout(180_000);
    const prefix = ownPrefix();
    const starting = botProcess({ prefix, env: { LOCAL_HOLD_BACK: "off" } });
    [teams, office] = await Promise.all([TeamsDouble.start(), PostOffice.open({ prefix })]);
    const people = await office.crowd(teams, 60);
    const [one] = people;
    posting = await office.plan(people);
    const message = { kind: "surveys.told", subject: NOBODYS_WAVE };
    await office.deliveries.plan({ id: "fails", title: "Fails", message, manner: "tells" }, people.slice(0, 1));
    bot = await starting;
    const send = (campaignId: string, failures: number) =>
      JSON.stringify({ v: 1, work: { do: "send", campaignId, tenantId: one?.tenantId }, failures });
    poison.push(NOT_JSON, "<b/>", JSON.stringify({ v: 1, work: { do: "dance" }, failures: 0 }));
    // The last of its tries: the waits between all of them would take a quarter of an hour.
    poison.push(send("fails", 8));
    const quick = await office.storage.queue("deliveriesquick");
    for (const text of [...poison, send("never planned", 0)]) await quick.sendMessage(text);
    const long = await office.storage.queue("deliverieslong");
    await long.sendMessage(NOT_JSON);
    poison.push(NOT_JSON);
    await office.start(posting);
    await office.ended(posting);
    await until(async () => (await office.queue.ageMs("quick")) + (await office.queue.ageMs("long")) === 0);
  });

  after(async () => {
    await bot.kill();
    await teams.close();
  });

  it("is put aside as it was, for a person to look at", async () => {
    const aside = await office.storage.queue("deliveriesaside");
    const { receivedMessageItems } = await aside.receiveMessages({ numberOfMessages: 32 });
    assert.deepEqual(receivedMessageItems.map(({ messageText }) => messageText).sort(), [...poison].sort());
  });

  it("is reported, in the log and in the figures", async () => {
    const errors = bot.lines.map(({ err }) => String((err as { message?: unknown } | undefined)?.message));
    assert.equal(errors.filter((message) => message.startsWith("Work was set aside")).length, poison.length);
    const metrics = await (await fetch(`http://127.0.0.1:${bot.port}/metrics`)).text();
    assert.match(metrics, new RegExp(`^bot_work_set_aside_total ${poison.length}$`, "m"));
  });

  it("holds up nothing else", async () => {
    const { broken, deliveries } = await outcomeOf(office, teams, posting);
    assert.deepEqual(broken, []);
    assert.ok(deliveries.every(({ state }) => state === "sent"));
  });
});
