import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { wordsOf } from "../../bot/local/double/cards.js";
import type { Answer, TeamsUser } from "../../bot/local/double/user.js";
import type { Card } from "../../cards/card.js";
import type { Person } from "../../services/people/schema.js";
import { personKey } from "../../services/people/schema.js";
import { aBot, type RunningBot, theFiles } from "../support/bot.js";
import { aCoordinator, somebody } from "../support/people.js";
import { testConnectionString } from "../support/storage.js";

const GOOD: Readonly<Record<string, string>> = { comment: "Kind colleagues, slow laptops." };

/** One journey through the whole bot, over HTTP, from the question to the result. */
describe("An EPD pulse", () => {
  let running: RunningBot;
  let coordinator: TeamsUser;
  let people: Person[];
  let users: TeamsUser[];
  let progress: Answer;

  before(async () => {
    running = await aBot();
    const { partnership } = await theFiles();
    const cohort = partnership.cohorts[0]?.id ?? "";
    const [first, second] = partnership.partners;
    people = await Promise.all(
      Array.from({ length: 16 }, (_, n) =>
        somebody({ name: `Colleague ${n}`, cohorts: [cohort], partner: (n < 9 ? first : second)?.id ?? "" }),
      ),
    );
    const casey = await aCoordinator();
    await running.bot.services.peopleStore.save([...people, casey]);
    coordinator = await running.user(casey);
    users = [];
    // The last one has not installed the app.
    for (const person of people.slice(0, -1)) users.push(await running.user(person));
  });
  after(() => running.stop());

  it("is planned on a card that points out what is missing, and previewed", async () => {
    const [list] = await coordinator.says("surveys");
    const start = await coordinator.presses(list, "Start a survey");
    const plan = await coordinator.presses(start, "Next", { definition: "epd-pulse" });
    const missing = await coordinator.presses(plan, "Preview", { title: "", closesOn: "2020-01-01" });
    assert.match(words(missing.card), /2 fields need another look/);
    const cohort = people[0]?.cohorts[0] ?? "";
    const preview = await coordinator.presses(missing, "Preview", {
      title: "Autumn pulse",
      cohorts: cohort,
      closesOn: inDays(14),
    });
    assert.match(words(preview.card), /16 people/);
    assert.match(words(preview.card), /1 person/);
    const edit = await coordinator.presses(preview, "Edit");
    const again = await coordinator.presses(edit, "Preview");
    assert.match(words(again.card), /16 people/);
    const seen = await coordinator.presses(again, "See the survey");
    assert.match(words(seen.card), /Preview: this is what people will see/);
    const back = await coordinator.presses(seen, "Back");
    progress = await coordinator.presses(back, "Send");
    assert.match(words(progress.card), /0 of 16/);
  });

  it("reaches everybody who has the app, with the promise on the card", async () => {
    await eventually(() =>
      users.every(({ messages }) => messages.some(({ card }) => card && /Autumn pulse/.test(words(card)))),
    );
    assert.match(words(users[0]?.card), /nobody can find out which are yours/);
    progress = await coordinator.presses(progress, "Refresh");
    assert.match(words(progress.card), /Not reachable.*1 person/s);
  });

  it("says beside the question what is missing and keeps what was typed", async () => {
    const [user] = users;
    const answer = await user?.presses(user.messages.at(-1), "Submit", GOOD);
    assert.match(words(answer?.card), /Choose one of the answers/);
    assert.match(JSON.stringify(answer?.card), /Kind colleagues, slow laptops\./);
  });

  it("thanks those who answer, counts them once, and takes no second answer", async () => {
    for (const [n, user] of users.entries()) {
      const card = user.messages.at(-1);
      const thanks = await user.presses(card, "Submit", await answers(n));
      assert.match(words(thanks.card), /Thank you/);
    }
    const [user] = users;
    const again = await user?.says("inbox");
    assert.doesNotMatch(words(again?.at(-1)?.card), /Autumn pulse/);
    progress = await coordinator.presses(progress, "Refresh");
    assert.match(words(progress.card), /15 of 16/);
  });

  it("is among what a coordinator was asked only where they were", async () => {
    const [home] = await coordinator.says("help");
    assert.doesNotMatch(words(home?.card), /use this channel for,/);
    const own = await coordinator.presses(await coordinator.presses(home, "Show more"), "My surveys");
    assert.match(words(own.card), /You have not been asked anything yet/);
    const [list] = (await users[0]?.says("surveys")) ?? [];
    assert.match(words(list?.card), /Autumn pulse\nAnswered/);
  });

  it("is closed by a second press, and tells the results as pictures and numbers", async () => {
    const close = await coordinator.presses(progress, "Close");
    let closed = await coordinator.presses(close, "Close for good");
    for (let tries = 0; tries < 50 && !/Closed/.test(words(closed.card)); tries += 1) {
      await pause(100);
      closed = await coordinator.presses(closed, "Refresh");
    }
    const results = await coordinator.presses(closed, "Results");
    assert.match(words(results.card), /\d+%/);
    assert.match(JSON.stringify(results.card), /"Chart\./);
    const bySide = await coordinator.presses(results, "Breakdown");
    const byPartner = await coordinator.presses(bySide, "By partner");
    assert.match(words(byPartner.card), /9/);
    const back = await coordinator.presses(byPartner, "Back");
    const comments = await coordinator.presses(back, "Comments");
    assert.match(words(comments.card), /slow laptops/);
    await eventually(() =>
      users.every(({ messages }) =>
        messages.some(({ card }) => card && /partnership uses these figures/.test(words(card))),
      ),
    );
  });

  it("logged nothing that anybody typed, and no person beside an answer", () => {
    const lines = running.log.map((line) => JSON.stringify(line));
    assert.ok(lines.length > 20);
    for (const line of lines) {
      assert.doesNotMatch(line, /laptops|very poor|excellent/);
      if (/surveys\.(submit|answer|change)/.test(line))
        for (const person of people) assert.ok(!line.includes(person.objectId));
    }
  });

  it("left in no table anything by which a person and an answer can be joined", async () => {
    const ids = people.flatMap((person) => [personKey(person), person.objectId, person.name, person.email]);
    let answerRows = 0;
    for (const { table, row } of await rows()) {
      const text = JSON.stringify(row);
      if (!/slow laptops|"workload/.test(text) || table === "waves") continue;
      answerRows += 1;
      for (const id of ids) assert.ok(!text.includes(id), `${table} joins a person to an answer`);
    }
    assert.ok(answerRows >= users.length);
  });

  async function rows() {
    const { TableClient, TableServiceClient } = await import("@azure/data-tables");
    const connection = testConnectionString();
    const options = { allowInsecureConnection: true };
    const found: { table: string; row: object }[] = [];
    for await (const { name } of TableServiceClient.fromConnectionString(connection, options).listTables()) {
      if (!name?.startsWith(running.config.tablePrefix)) continue;
      const client = TableClient.fromConnectionString(connection, name, options);
      for await (const row of client.listEntities())
        found.push({ table: name.slice(running.config.tablePrefix.length), row });
    }
    return found;
  }
});

/** Full answers to the pulse, everyone's a little different. */
async function answers(n: number): Promise<Record<string, string>> {
  const { definitions } = await theFiles();
  const pulse = definitions.find(({ id }) => id === "epd-pulse");
  const given: Record<string, string> = { ...GOOD };
  for (const [at, question] of (pulse?.questions ?? []).entries()) {
    if (question.type === "scale")
      given[question.id] = ["very poor", "poor", "ok", "good", "excellent"][(n + at) % 5] ?? "ok";
    if (question.type === "choice") given[question.id] = question.options[n % question.options.length]?.id ?? "";
    if (question.type === "text") given[question.id] = `Kind colleagues, slow laptops. ${n}`;
  }
  return given;
}

function words(card: Card | undefined): string {
  return card ? wordsOf(card) : "";
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

async function eventually(true_: () => boolean): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    if (true_()) return;
    await pause(100);
  }
  assert.fail("it did not come about within 15 seconds");
}
