import assert from "node:assert/strict";
import { Colleagues } from "../../bot/local/colleagues/colleagues.js";
import { temperamentOf } from "../../bot/local/colleagues/temperament.js";
import { card } from "../support/asking-card.js";
import { EchoBot } from "../support/echo-bot.js";
import { aPerson } from "../support/people.js";

describe("simulated colleagues", () => {
  it("look by themselves once for what there is, where they are let", async () => {
    const bot = await EchoBot.start();
    const people = [aPerson(), aPerson()];
    const options = { people, endpoint: bot.endpoint, port: 0, pace: 1000, begin: true };
    const colleagues = await Colleagues.start(options);
    const said = () => bot.heard.filter(({ type }) => type === "message").map(({ text }) => text);
    await until(() => said().length >= 4);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(said().toSorted(), ["panels", "panels", "sessions", "sessions"]);
    await colleagues.stop();
    await bot.stop();
  });

  it("answer over HTTP, through the bot's door, once", async () => {
    const bot = await EchoBot.start(card);
    const prompt = Array.from({ length: 50 }, () => aPerson()).find((one) => temperamentOf(one).answers === "at-once");
    assert.ok(prompt);
    const lines: string[] = [];
    const colleagues = await Colleagues.start({
      people: [prompt],
      endpoint: bot.endpoint,
      port: 0,
      pace: 1000,
      log: (line) => lines.push(line),
    });
    assert.deepEqual(
      bot.heard.map(({ type }) => type),
      ["installationUpdate", "conversationUpdate"],
    );
    const user = colleagues.teams.person(prompt);
    await user.says("hello");
    await user.says("hello again");
    await until(() => lines.some((line) => line.includes("pressed Submit: 200")));
    const invokes = bot.heard.filter(({ type }) => type === "invoke");
    assert.equal(invokes.length, 1);
    assert.match(JSON.stringify(invokes[0]?.value), /"wave":"w1"/);
    await colleagues.stop();
    await bot.stop();
  });

  it("who need a reminder answer the second message, and those who never answer none", async () => {
    const bot = await EchoBot.start(card);
    const everybody = Array.from({ length: 60 }, () => aPerson());
    const people = ["when-reminded", "never"].map((habit) => {
      const found = everybody.find((one) => temperamentOf(one).answers === habit);
      assert.ok(found);
      return found;
    });
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const colleagues = await Colleagues.start({ people, endpoint: bot.endpoint, port: 0, pace: 1000, log });
    const users = people.map((person) => colleagues.teams.person(person));
    for (const user of users) await user.says("asked");
    const afterOne = lines.length;
    for (const user of users) await user.says("reminded");
    await until(() => lines.length > afterOne);
    assert.equal(afterOne, 1, "only that they have the app");
    assert.match(lines.at(-1) ?? "", new RegExp(`${people[0]?.name} pressed Submit`));
    assert.equal(bot.heard.filter(({ type }) => type === "invoke").length, 1);
    await colleagues.stop();
    await bot.stop();
  });

  it("who need a reminder score all their reports after one", async () => {
    const actions = ["1", "2"].map((no) => {
      return { type: "Action.Execute", title: `Open: A26-00${no}`, verb: "panels.score", data: { round: "r", no } };
    });
    const bot = await EchoBot.start({ ...card, body: [], actions });
    const slow = Array.from({ length: 60 }, () => aPerson()).find(
      (one) => temperamentOf(one).answers === "when-reminded",
    );
    assert.ok(slow);
    const colleagues = await Colleagues.start({ people: [slow], endpoint: bot.endpoint, port: 0, pace: 1000 });
    const user = colleagues.teams.person(slow);
    const pressed = () => bot.heard.filter(({ type }) => type === "invoke").length;
    await user.says("asked");
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(pressed(), 0);
    await user.says("reminded");
    await until(() => pressed() === 2);
    await colleagues.stop();
    await bot.stop();
  });

  it("look at a report's scores again when they are written to, and not as often as they look for themselves", async () => {
    const data = { round: "r", no: "1" };
    const actions = [{ type: "Action.Execute", title: "Scores", verb: "panels.compare", data }];
    const bot = await EchoBot.start({ ...card, body: [], actions });
    const prompt = Array.from({ length: 50 }, () => aPerson()).find((one) => temperamentOf(one).answers === "at-once");
    assert.ok(prompt);
    const colleagues = await Colleagues.start({ people: [prompt], endpoint: bot.endpoint, port: 0, pace: 1000 });
    const user = colleagues.teams.person(prompt);
    const heard = (type: string) => bot.heard.filter((one) => one.type === type).length;
    for (const times of [1, 2]) {
      await user.says("a message comes");
      await until(() => heard("message") === 2 * times);
      assert.equal(heard("invoke"), times);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual([heard("invoke"), heard("message")], [2, 4]);
    await colleagues.stop();
    await bot.stop();
  });

  it("leave alone a card that was replaced before they came to it", async () => {
    const bot = await EchoBot.start(card);
    const quick = Array.from({ length: 200 }, () => aPerson()).find((one) => {
      const { answers, seconds } = temperamentOf(one);
      return answers === "at-once" && seconds < 5;
    });
    assert.ok(quick);
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const colleagues = await Colleagues.start({ people: [quick], endpoint: bot.endpoint, port: 0, pace: 20, log });
    const user = colleagues.teams.person(quick);
    const [asked] = await user.says("asked");
    await bot.replace(asked?.id ?? "", "This survey closed.");
    assert.equal(asked?.updates, 1);
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.equal(lines.length, 1, lines.join());
    assert.ok(bot.heard.every(({ type }) => type !== "invoke"));
    await colleagues.stop();
    await bot.stop();
  });

  it("of a tenant that has blocked the app can't be reached", async () => {
    const bot = await EchoBot.start(card);
    const people = Array.from({ length: 8 }, () => aPerson());
    const [first] = people;
    assert.ok(first);
    const options = { people, endpoint: bot.endpoint, port: 0, blockedTenants: [first.tenantId] };
    const colleagues = await Colleagues.start(options);
    assert.ok(bot.heard.length < 2 * people.length, "some never had the app");
    assert.ok(bot.heard.length > 0, "some had it before the block");
    await assert.rejects(bot.write("hello"), { statusCode: 403, code: "BotDisabledByAdmin" });
    await colleagues.stop();
    await bot.stop();
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}
