import assert from "node:assert/strict";
import fc from "fast-check";
import { answersTo } from "../../bot/local/colleagues/answers.js";
import { Colleagues } from "../../bot/local/colleagues/colleagues.js";
import { reactionTo, requestIn } from "../../bot/local/colleagues/reaction.js";
import { panels } from "../../bot/local/colleagues/strategies/panels.js";
import { type Temperament, temperamentOf } from "../../bot/local/colleagues/temperament.js";
import { inputsOf } from "../../bot/local/double/cards.js";
import type { Card } from "../../cards/card.js";
import { EchoBot } from "../support/echo-bot.js";
import { aPerson } from "../support/people.js";

const agreement = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"];
const choices = (titles: readonly string[]) => titles.map((title, index) => ({ title, value: `v${index}` }));
const card: Card = {
  type: "AdaptiveCard",
  version: "1.5",
  body: [
    { type: "Input.ChoiceSet", id: "workload", isRequired: true, choices: choices(agreement) },
    { type: "Input.ChoiceSet", id: "helps", isMultiSelect: true, choices: choices(["Time", "Pay", "Peers"]) },
    { type: "Input.Number", id: "cases", isRequired: true, min: 3, max: 9 },
    { type: "Input.Text", id: "comment", maxLength: 30 },
  ],
  actions: [
    { type: "Action.Execute", title: "Later", verb: "surveys.later" },
    { type: "Action.Execute", title: "Submit", verb: "surveys.submit", data: { wave: "w1" } },
  ],
};
const calm: Temperament = { answers: "at-once", mood: 0, commentsInTen: 10, seconds: 2 };

describe("simulated colleagues", () => {
  it("fill in what the card allows, always", () => {
    const inputs = inputsOf(card);
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), fc.string(), (mood, seed) => {
        const answers = answersTo(inputs, { ...calm, mood }, seed);
        assert.match(answers.workload ?? "", /^v[0-4]$/);
        assert.match(answers.helps ?? "", /^v[0-2](,v[0-2])*$/);
        assert.ok(Number(answers.cases) >= 3 && Number(answers.cases) <= 9);
        assert.ok((answers.comment ?? "").length <= 30);
      }),
    );
  });

  it("answer by their mood, whichever way the scale runs", () => {
    const up = inputsOf(card).slice(0, 1);
    const down = up.map((input) => ({ ...input, choices: input.choices.toReversed() }));
    const average = (inputs: typeof up, mood: number) => {
      const picked = Array.from({ length: 40 }, (_, seed) => answersTo(inputs, { ...calm, mood }, `${seed}`).workload);
      return picked.reduce((sum, value) => sum + Number(value?.slice(1)), 0) / picked.length;
    };
    assert.ok(average(up, 0.8) - average(up, -0.8) > 1.5);
    assert.deepEqual(average(up, 0.8), average(down, 0.8));
  });

  it("mostly mean to stay, and speak for groups of some dozens", () => {
    const staying = choices(["Yes, I mean to stay", "I am not sure", "No, I expect to leave"]);
    const body = [
      { type: "Input.ChoiceSet", id: "staying", isRequired: true, choices: staying },
      { type: "Input.Number", id: "people", isRequired: true, min: 1, max: 10_000 },
    ];
    const people = Array.from({ length: 280 }, (_, n) => aPerson({ partner: `partner-${n % 14}` }));
    const answers = people.map((person) =>
      answersTo(inputsOf({ ...card, body }), temperamentOf(person), person.objectId),
    );
    const share = answers.filter((answer) => answer.staying === "v0").length / answers.length;
    assert.ok(share > 0.4 && share < 0.9, `${share} stay`);
    assert.ok(answers.every((answer) => Number(answer.people) <= 41));
  });

  it("mostly confirm their partner's fee, with an order, and some ask something first", () => {
    const actions = ["Confirm", "Query", "Decline"].map((title) => ({
      ...{ type: "Action.Execute", title, verb: `fees.${title.toLowerCase()}`, data: { year: "2027-28" } },
    }));
    const ask: Card = { type: "AdaptiveCard", version: "1.5", body: [], actions };
    const reactions = Array.from({ length: 200 }, (_, n) => {
      const request = requestIn(ask, `person ${n}`);
      return request && reactionTo(ask, request, calm, `person ${n}`, 0);
    });
    const count = (title: string) => reactions.filter((one) => one?.title === title).length;
    assert.ok(count("Confirm") > 120 && count("Query") > 15 && count("Decline") === 0, `${count("Query")} query`);
    const orders = reactions.filter((one) => one?.inputs.purchaseOrder !== undefined).length;
    assert.ok(orders > 100 && orders < 190, `${orders} orders`);
  });

  it("have temperaments that last, differ, and leave some who never answer", () => {
    const people = Array.from({ length: 300 }, () => aPerson());
    const habits = people.map((person) => temperamentOf(person).answers);
    assert.deepEqual(
      people.map((person) => temperamentOf(person).answers),
      habits,
    );
    const count = (habit: string) => habits.filter((one) => one === habit).length;
    assert.ok(count("at-once") > 150 && count("when-reminded") > 25 && count("never") > 15, habits.join());
  });

  it("press the button that the contract names, after a reminder if that is their way, or never", () => {
    const request = requestIn(card, "ada");
    assert.ok(request);
    assert.equal(reactionTo(card, request, calm, "ada", 0)?.title, "Submit");
    const slow: Temperament = { ...calm, answers: "when-reminded" };
    assert.equal(reactionTo(card, request, slow, "ada", 0), undefined);
    assert.equal(reactionTo(card, request, slow, "ada", 1)?.title, "Submit");
    assert.equal(reactionTo(card, request, { ...calm, answers: "never" }, "ada", 5), undefined);
  });

  it("book one of several sessions, each their own, and not all of them", () => {
    const actions = ["Tue 8 Dec, 12:30", "Thu 10 Dec, 16:00"].map((when) => {
      return { type: "Action.Execute", title: `Book: ${when}`, verb: "sessions.book", data: { session: when } };
    });
    const list = {
      ...card,
      body: [],
      actions: [...actions, { type: "Action.Execute", title: "Back", verb: "home.show" }],
    };
    const pressed = Array.from({ length: 200 }, (_, n) => {
      const asked = requestIn(list, `${n}`);
      return asked && reactionTo(list, asked, calm, `${n}`, 0)?.title;
    });
    const count = (title: string | undefined) => pressed.filter((one) => one === title).length;
    for (const { title } of actions) assert.ok(count(title) > 50, title);
    assert.ok(count(undefined) > 10 && count(undefined) < 60);
  });

  it("seldom give a place back", () => {
    const action = { type: "Action.Execute", title: "Can't come", verb: "sessions.give-back", data: { session: "a" } };
    const reminder = { ...card, body: [], actions: [action] };
    const pressed = Array.from({ length: 300 }, (_, n) => {
      const asked = requestIn(reminder, `${n}`);
      return asked && reactionTo(reminder, asked, calm, `${n}`, 0);
    }).filter(Boolean).length;
    assert.ok(pressed > 10 && pressed < 70, `${pressed}`);
  });

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

  it("leave alone what asks nothing of them", () => {
    assert.equal(requestIn({ type: "AdaptiveCard", body: [], actions: [] }, "ada"), undefined);
    const other = { type: "Action.Execute", title: "Submit", verb: "unheard-of.submit" };
    assert.equal(requestIn({ type: "AdaptiveCard", actions: [other] }, "ada"), undefined);
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

  it("hand in the scores of the report that they opened, though both buttons are called Score", () => {
    const data = { round: "r", no: "1" };
    const open = { type: "Action.Execute", title: "Score: A26-001", verb: "panels.score", data };
    const handIn = { type: "Action.Execute", title: "Score", verb: "panels.hand-in", data };
    const opened = requestIn({ ...card, body: [], actions: [open] }, "ada");
    assert.ok(opened);
    const request = requestIn({ ...card, body: [], actions: [handIn] }, "ada", new Set([opened.about]));
    assert.equal(request?.button.verb, "panels.hand-in");
  });

  it("see the same report much alike, as reviewers do", () => {
    const levels = ["1 · Weak", "2 · Developing", "3 · Clear", "4 · Strong", "Not evidenced"];
    const form = inputsOf({ ...card, body: [{ type: "Input.ChoiceSet", id: "score.a", choices: choices(levels) }] });
    const given = (reader: string, mood: number, no: number) => {
      const answers = panels.fillIn(form, { ...calm, mood }, `${reader} Next {"round":"r","no":"${no}"}`);
      return Number(answers?.["score.a"]?.slice(1));
    };
    const apart = (other: (no: number) => number) => {
      const reports = Array.from({ length: 200 }, (_, no) => no);
      return reports.reduce((sum, no) => sum + Math.abs(given("ada", -0.3, no) - given("ben", 0.4, other(no))), 0);
    };
    assert.ok(apart((no) => no) < 0.8 * apart((no) => (no + 100) % 200));
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
