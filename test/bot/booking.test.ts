import assert from "node:assert/strict";
import { wordsOf } from "../../bot/local/double/cards.js";
import type { Chat } from "../../bot/local/double/chat.js";
import type { TeamsUser } from "../../bot/local/double/user.js";
import type { Card } from "../../cards/card.js";
import * as cards from "../../cards/sessions.js";
import { addDays, dateOf } from "../../services/kernel/dates.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { TableOccurrences } from "../../services/storage/sessions/occurrences.js";
import { aBot, filesWithoutSeries, type RunningBot } from "../support/bot.js";
import { somebody } from "../support/people.js";
import { anOccurrence, aSeries } from "../support/session-house.js";

const slot = addDays(dateOf(new Date()), 14);
const id = `${slot}.research-hub`;

/** From the list to the calendar, over HTTP. */
describe("A session in chat", () => {
  let running: RunningBot;
  let users: [TeamsUser, TeamsUser, TeamsUser];
  let occurrences: TableOccurrences;

  before(async () => {
    running = await aBot({ files: await filesWithoutSeries() });
    const people = await Promise.all(["Ann Lee", "Ben Ho", "Cat Oz"].map((name) => somebody({ name })));
    await running.bot.services.peopleStore.save(people);
    users = (await Promise.all(people.map((person) => running.user(person)))) as typeof users;
    occurrences = new TableOccurrences(running.bot.services.storage.table("occurrences"), systemRandomness);
    const common = { minutes: 60, joinLink: "https://meet.example/hub", capacity: 1 } as const;
    const sessions = [
      { id: "a", date: slot, at: "12:30", ...common },
      { id: "b", date: addDays(slot, 2), at: "16:00", ...common, capacity: 5 },
    ] as unknown as ReturnType<typeof anOccurrence>["sessions"];
    await occurrences.add(anOccurrence({ id, slot, series: aSeries({ capacity: 1 }), sessions, theme: "Evidence" }));
  });
  after(() => running.stop());

  it("is booked from what is coming, with a calendar entry behind a link", async () => {
    const [ann] = users;
    const [list] = await ann.says("sessions");
    assert.match(words(list?.card), /Research Hub: Evidence/);
    const booked = await ann.presses(list, titled(list?.card, /^Book: .*12:30$/));
    assert.match(words(booked.card), /You are booked/);
    const url = /http:[^"]*\/files\/[^"]*/.exec(JSON.stringify(booked.card))?.[0] ?? "";
    const link = running.url + url.replace(/^http:..[^/]*/, "");
    const entry = await (await fetch(link)).text();
    assert.match(entry, /BEGIN:VEVENT[\s\S]*SUMMARY:Research Hub: Evidence/);
    const cancelled = await ann.presses(booked, "Can't come");
    assert.match(words(cancelled.card), /You gave your place back/);
    assert.match(await (await fetch(link)).text(), /METHOD:CANCEL/);
    assert.match(words((await ann.presses(cancelled, "Book")).card), /You are booked/);
  });

  it("that is full makes a line, and in it one can have the other session", async () => {
    const [, ben] = users;
    const [list] = await ben.says("sessions");
    const waits = await ben.presses(list, "Wait");
    assert.match(words(waits.card), /You are number 1 in line/);
    const other = await ben.presses(waits, titled(waits.card, /^Book: .*16:00$/));
    assert.match(words(other.card), /You are booked/);
    const moved = await ben.presses(other, "Move to the other session");
    assert.match(words(moved.card), /you keep your place on/);
  });

  it("answers in a channel the presser alone, and briefly", async () => {
    const [ann, , cat] = users;
    const channel = running.teams.channel("19:hub@thread.tacv2", "Research Hub", [ann, cat]);
    const card = await announced(channel);
    const answer = await cat.presses(card, titled(card, /^Book: .*16:00$/), {}, { in: channel });
    assert.match(words(answer.card), /You are booked/);
    assert.doesNotMatch(words(answer.card), /meet\.example/);
    assert.equal(answer.messages.length, 0);
    const back = await cat.presses(answer.card, "Back", {}, { in: channel });
    assert.match(words(back.card), /3 places left/);
    assert.deepEqual((await occurrences.find(id))?.bookings.map(({ untold }) => untold).at(-1), true);
  });

  it("is not logged with who pressed", () => {
    for (const line of running.log)
      for (const user of users) assert.ok(!JSON.stringify(line).includes(user.account.objectId));
  });

  /** As the bot would post it. */
  async function announced(_: Chat): Promise<Card> {
    const view = await running.bot.services.sessions.booking.announcement(id);
    return view ? cards.announcementCard(view, new Date()) : assert.fail();
  }
});

function words(card: Card | undefined): string {
  return card ? wordsOf(card) : "";
}

function titled(card: Card | undefined, pattern: RegExp): string {
  const titles = [...JSON.stringify(card).matchAll(/"title":"([^"]*)"/g)].map(([, title]) => title ?? "");
  return titles.find((title) => pattern.test(title)) ?? assert.fail(`no such button among ${titles.join(", ")}`);
}
