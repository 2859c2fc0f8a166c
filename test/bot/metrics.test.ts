import assert from "node:assert/strict";
import { toAll } from "../../bot/capability.js";
import { refused, tooMany } from "../../bot/local/double/faults.js";
import { Metrics } from "../../bot/metrics.js";
import { doneNotice } from "../../cards/notices.js";
import type { Person } from "../../services/people/schema.js";
import { aBot, type RunningBot } from "../support/bot.js";
import { eventually } from "../support/eventually.js";
import { aCoordinator, somebody } from "../support/people.js";

/** What a monitoring system reads, over HTTP, after a campaign in which things went wrong. */
describe("The metrics", () => {
  let running: RunningBot;
  let people: Person[];
  let text: string;
  let contentType: string;

  before(async () => {
    people = await Promise.all(
      ["Well", "Slow", "Blocked", "Gone"].map((name) => somebody({ name: `${name} Example` })),
    );
    running = await aBot({ people: [...people, await aCoordinator()] });
    const [, slow, blocked] = people;
    for (const person of people.slice(0, 3)) await running.user(person);
    const news = toAll(async () => doneNotice({ title: "News", sentence: "There is news." }));
    running.bot.services.messenger.speakFor([
      { name: "test", commands: [], actions: [], messages: { "test.news": news } },
    ]);
    const { faults } = running.teams;
    faults.next(tooMany(1), { operation: "send", objectId: slow?.objectId ?? "" });
    faults.next(refused("BotDisabledByAdmin"), { operation: "send", objectId: blocked?.objectId ?? "" });
    const { deliveries } = running.bot.services;
    const message = { kind: "test.news", subject: "a-subject" };
    await deliveries.plan({ id: "a-campaign", title: "A title", message, manner: "tells" }, people);
    await deliveries.start("a-campaign");
    await eventually(async () => (await deliveries.campaign("a-campaign")).status === "done");
    const response = await fetch(`${running.url}/metrics`);
    assert.equal(response.status, 200);
    contentType = response.headers.get("content-type") ?? "";
    text = await response.text();
  });
  after(() => running.stop());

  it("are in the text format of Prometheus, each with its help and type", () => {
    assert.match(contentType, /^text\/plain; version=0\.0\.4/);
    const described = new Set<string>();
    for (const line of text.trim().split("\n").filter(Boolean)) {
      const [, what, name = ""] = /^# (HELP|TYPE) (\w+) \S/.exec(line) ?? [];
      if (what === "TYPE") described.add(name);
      if (line.startsWith("#")) continue;
      const [, sample = ""] = /^(\w+)(?:\{(?:\w+="[^"]*",?)*\})? [-+\d.eNaInf]+$/.exec(line) ?? [];
      assert.ok(described.has(sample.replace(/_(bucket|sum|count)$/, "")) || described.has(sample), line);
    }
  });

  it("count tries by outcome, refusals for going too fast among them", () => {
    assert.equal(figure(text, "bot_delivery_tries_total", { outcome: "sent" }), 2);
    assert.equal(figure(text, "bot_delivery_tries_total", { outcome: "throttled" }), 1);
    assert.equal(figure(text, "bot_delivery_tries_total", { outcome: "blocked-by-administrator" }), 1);
  });

  it("count how deliveries ended, by reason", () => {
    const ended = (state: string, reason: string) => figure(text, "bot_deliveries_ended_total", { state, reason });
    assert.equal(ended("sent", ""), 2);
    assert.equal(ended("not-reachable", "blocked-by-administrator"), 1);
    assert.equal(ended("not-reachable", "not-installed"), 1);
  });

  it("tell how old the oldest work is, how late things began and whether any was set aside", () => {
    for (const queue of ["quick", "long"]) {
      const age = figure(text, "bot_queue_age_seconds", { queue });
      assert.ok(age !== undefined && age >= 0 && age < 60, `${queue}: ${age}`);
    }
    assert.ok((figure(text, "bot_due_lag_seconds_count", { kind: "retention.purge" }) ?? 0) >= 1);
    assert.equal(figure(text, "bot_work_set_aside_total", {}), 0);
  });

  it("know no person, no message and no text", () => {
    const private_ = people.flatMap(({ objectId, tenantId, name, email }) => [objectId, tenantId, name, email]);
    for (const word of [...private_, "Example", "a-campaign", "a-subject", "A title"]) {
      assert.ok(!text.includes(word), word);
    }
  });

  it("are there when storage does not answer, but for those that come from it", async () => {
    const metrics = new Metrics();
    metrics.watchQueue({ ageMs: () => Promise.reject(new Error("storage is down")) });
    metrics.sending.setAside();
    const { text: left } = await metrics.text();
    assert.equal(figure(left, "bot_work_set_aside_total", {}), 1);
    assert.equal(figure(left, "bot_queue_age_seconds", { queue: "quick" }), undefined);
  });
});

/** The value of one sample, found by all its labels. */
function figure(text: string, name: string, labels: Readonly<Record<string, string>>): number | undefined {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  for (const line of text.split("\n")) {
    const [, found, inside = "", value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    const all = inside === "" ? [] : inside.split(",");
    if (found === name && all.length === wanted.length && wanted.every((one) => all.includes(one)))
      return Number(value);
  }
  return undefined;
}
