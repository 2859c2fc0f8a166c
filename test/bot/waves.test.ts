import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { buttonsOf, wordsOf } from "../../bot/local/double/cards.js";
import type { Message } from "../../bot/local/double/chat.js";
import type { Answer, TeamsUser } from "../../bot/local/double/user.js";
import type { Card } from "../../cards/card.js";
import { dateOf } from "../../services/kernel/dates.js";
import { personKey } from "../../services/people/schema.js";
import { aBot, type RunningBot, theFiles } from "../support/bot.js";
import { AheadClock } from "../support/clock.js";
import { aCoordinator, somebody } from "../support/people.js";

const DAY = 86_400_000;

/** The real bot under a clock that is turned, with five people who can be asked. */
async function aPartnership() {
  const clock = new AheadClock();
  const running = await aBot({ clock });
  const { partnership } = await theFiles();
  const cohorts = [partnership.cohorts[0]?.id ?? ""];
  const people = await Promise.all(Array.from({ length: 5 }, (_, n) => somebody({ name: `Colleague ${n}`, cohorts })));
  const casey = await aCoordinator();
  await running.bot.services.peopleStore.save([...people, casey]);
  const coordinator = await running.user(casey);
  const users: TeamsUser[] = [];
  for (const person of people) users.push(await running.user(person));
  return { running, clock, people, users, coordinator, cohort: cohorts[0] ?? "" };
}

/** The same, with a pulse that everybody has just been sent. */
async function aSentPulse() {
  const house = await aPartnership();
  const preview = await planned(house.coordinator, "epd-pulse", { cohorts: house.cohort });
  const progress = await house.coordinator.presses(preview, "Send");
  await eventually(() => house.users.every((user) => cardsOf(user).length === 1));
  return { ...house, progress };
}

async function planned(
  coordinator: TeamsUser,
  definition: string,
  fields: Readonly<Record<string, string>>,
): Promise<Answer> {
  const [list] = await coordinator.says("surveys");
  const start = await coordinator.presses(list, "Start a survey");
  const plan = await coordinator.presses(start, "Next", { definition });
  return coordinator.presses(plan, "Preview", { title: "Autumn pulse", reminders: "none", ...fields });
}

/** Answers to everything that must be answered. */
async function answersTo(definition: string): Promise<Record<string, string>> {
  const { definitions } = await theFiles();
  const questions = definitions.find(({ id }) => id === definition)?.questions ?? [];
  const given = questions.map((question): [string, string] => {
    if (question.type === "scale") return [question.id, question.scale === "quality" ? "good" : ""];
    if (question.type === "choice") return [question.id, question.options[0]?.id ?? ""];
    return [question.id, ""];
  });
  return Object.fromEntries(given.filter(([, value]) => value !== ""));
}

describe("A wave over the real bot", () => {
  let running: RunningBot | undefined;
  afterEach(() => running?.stop());

  it("is sent ahead of its day, opens by itself, and can be edited or cancelled until then", async () => {
    const house = await aPartnership();
    running = house.running;
    const { clock, users, coordinator, cohort } = house;
    const opensOn = dateOf(new Date(clock.now().getTime() + 2 * DAY));
    const closesOn = dateOf(new Date(clock.now().getTime() + 9 * DAY));
    const preview = await planned(coordinator, "epd-pulse", { cohorts: cohort, opensOn, closesOn });
    assert.match(words(preview.card), /Send schedules it/);
    const scheduled = await coordinator.presses(preview, "Send");
    assert.match(words(scheduled.card), /Scheduled: opens by itself on/);
    assert.deepEqual(titles(scheduled.card), ["See the survey", "Edit", "Cancel", "Back"]);
    const list = await coordinator.presses(scheduled, "Back");
    assert.match(words(list.card), /Opens on /);
    const looked = await coordinator.presses(list, "Open: Autumn pulse");
    assert.match(words(looked.card), /Scheduled: opens by itself on/);
    assert.equal(cardsOf(users[0]).length, 0);

    clock.turnDays(3);
    await eventually(() => users.every((user) => cardsOf(user).length === 1));
    const open = await coordinator.presses(looked, "Back");
    const progress = await coordinator.presses(open, "Open: Autumn pulse");
    assert.match(words(progress.card), /then it closes by itself/);
  });

  it("leaves no dead button in any chat once it is closed", async () => {
    const { users, coordinator, progress, running: bot } = await aSentPulse();
    running = bot;
    const close = await coordinator.presses(await coordinator.presses(progress, "Refresh"), "Close");
    await coordinator.presses(close, "Close for good");
    await eventually(() => users.every((user) => cardsOf(user)[0]?.updates === 1));
    for (const user of users) {
      const [card] = cardsOf(user);
      assert.match(words(card?.cardFor(user.account)), /This survey closed on .*main result here/s);
      assert.deepEqual(titles(card?.cardFor(user.account)), []);
    }
    // What the close tells comes as a message of its own.
    await eventually(() => users.every((user) => cardsOf(user).length === 2));
  });

  it("answered from the inbox, also at the second try, has a note where it was sent", async () => {
    const house = await aPartnership();
    running = house.running;
    const { users, people, coordinator, cohort } = house;
    const preview = await planned(coordinator, "epd-pulse", { cohorts: cohort });
    await coordinator.presses(preview, "Send");
    await eventually(() => users.every((user) => cardsOf(user).length === 1));
    await recorded(running);
    const [user] = users as [TeamsUser];
    const [inbox] = await user.says("inbox");
    const form = await user.presses(inbox, "Answer");
    const again = await user.presses(form, "Submit");
    assert.match(words(again.card), /need another look/);
    const thanks = await user.presses(again, "Submit", await answersTo("epd-pulse"));
    assert.match(words(thanks.card), /Thank you/);
    await eventually(() => cardsOf(user)[0]?.updates === 1);
    assert.match(words(cardsOf(user)[0]?.card), /You have answered/);
    assert.match(words(inbox?.cardFor(user.account)), /Thank you/);
    const own = people[0]?.objectId ?? "";
    for (const line of running.log.filter(({ msg }) => msg !== "A turn"))
      assert.ok(!JSON.stringify(line).includes(own));
  });

  it("answered where it was sent makes no call but the answer", async () => {
    const house = await aPartnership();
    running = house.running;
    const { users, coordinator, cohort } = house;
    await coordinator.presses(await planned(coordinator, "epd-pulse", { cohorts: cohort }), "Send");
    await eventually(() => users.every((user) => cardsOf(user).length === 1));
    const [user] = users as [TeamsUser];
    const before = running.teams.journal.length;
    await user.presses(cardsOf(user)[0], "Submit", await answersTo("epd-pulse"));
    await pause(200);
    assert.equal(running.teams.journal.length, before);
  });

  it("answered on its reminder has a note in the place of its invitation", async () => {
    const { users, coordinator, progress, running: bot } = await aSentPulse();
    running = bot;
    await coordinator.presses(await coordinator.presses(progress, "Refresh"), "Remind");
    await eventually(() => users.every((user) => cardsOf(user).length === 2));
    await recorded(running);
    const [user] = users as [TeamsUser];
    const [invitation, reminder] = cardsOf(user);
    await user.presses(reminder, "Submit", await answersTo("epd-pulse"));
    await eventually(() => invitation?.updates === 1);
    assert.equal(reminder?.updates, 0);
    assert.match(words(reminder?.cardFor(user.account)), /Thank you/);
  });
});

describe("What the inbox says in the place of several messages", () => {
  it("is said to everybody, done or not", async () => {
    const { running, users, people, coordinator, cohort } = await aPartnership();
    await using _ = running;
    for (const title of ["First pulse", "Second pulse"]) {
      await coordinator.presses(await planned(coordinator, "epd-pulse", { cohorts: cohort, title }), "Send");
    }
    await eventually(() => users.every((user) => cardsOf(user, /pulse/).length === 2));
    const digest = { kind: "inbox.digest", subject: "tenant" };
    const [user] = users as [TeamsUser];
    await user.presses(cardsOf(user, /First pulse/)[0], "Submit", await answersTo("epd-pulse"));
    await user.presses(cardsOf(user, /Second pulse/)[0], "Submit", await answersTo("epd-pulse"));
    const letters = await running.bot.services.messenger.write(digest, people);
    const told = people.map((person) => letters.get(personKey(person))?.card as Card);
    assert.match(words(told[0]), /Everything that waited for you is done/);
    assert.deepEqual(titles(told[0]), []);
    for (const card of told.slice(1)) {
      assert.match(words(card), /2 things wait for you/);
      assert.deepEqual(titles(card), ["Answer: First pulse", "Answer: Second pulse"]);
    }
  });
});

/** The messages about the wave. */
function cardsOf(user: TeamsUser | undefined, about = /Autumn pulse/): Message[] {
  return (user?.messages ?? []).filter(
    ({ card }) => card && about.test(words(card)) && !/Your inbox/.test(words(card)),
  );
}

function words(card: Card | undefined): string {
  return card ? wordsOf(card) : "";
}

function titles(card: Card | undefined): string[] {
  return card ? buttonsOf(card).map(({ title }) => title) : [];
}

/** A card is in its chat a moment before the record says where it is, faster than anybody can read it. */
async function recorded({ bot }: RunningBot): Promise<void> {
  const { deliveries } = bot.services;
  await eventually(async () => (await deliveries.campaigns()).every(({ status }) => status === "done"));
}

async function eventually(true_: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await true_()) return;
    await pause(100);
  }
  assert.fail("it did not come about within 15 seconds");
}
