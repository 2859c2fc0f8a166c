import assert from "node:assert/strict";
import { wordsOf } from "../../bot/local/double/cards.js";
import type { Chat, Message } from "../../bot/local/double/chat.js";
import type { TeamsUser } from "../../bot/local/double/user.js";
import type { Card } from "../../cards/card.js";
import { addDays, dateOf } from "../../services/kernel/dates.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { type Person, personKey } from "../../services/people/schema.js";
import type { Occurrence } from "../../services/sessions/schema.js";
import { announceTimer } from "../../services/sessions/timetable.js";
import { TableOccurrences } from "../../services/storage/sessions/occurrences.js";
import { aBot, filesWithoutSeries, type RunningBot } from "../support/bot.js";
import { eventually } from "../support/eventually.js";
import { aCoordinator, somebody } from "../support/people.js";
import { anOccurrence, aSeries } from "../support/session-house.js";
import { MovableClock } from "../support/time.js";

describe("A session in its channel", () => {
  const clock = new MovableClock();
  let running: RunningBot;
  let casey: TeamsUser;
  let people: TeamsUser[];
  let channel: Chat;

  before(async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => somebody()));
    const coordinator = await aCoordinator();
    running = await aBot({ files: await filesWithoutSeries(), clock, people: [...all, coordinator] });
    casey = await running.user(coordinator);
    people = await Promise.all(all.map((person) => running.user(person)));
    channel = running.teams.channel("19:hub@thread.tacv2", "Hub", [casey, ...people]);
    await casey.says("use this channel for research hub", { in: channel });
  });
  after(() => running.stop());

  it("is announced there, answers each presser alone, shows only numbers, and edits them together", async () => {
    const card = await announced(anOccurrence(planned()));
    assert.match(words(card), /Research Hub/);
    assert.match(words(card), /10 places left/);

    const answers = await Promise.all(
      people.slice(0, 6).map((person) => person.presses(card, "Book", {}, { in: channel })),
    );
    for (const answer of answers) assert.match(wordsOf(answer.card ?? assert.fail()), /booked/i);
    assert.equal(card.updates, 0);

    await brought(() => /4 places left/.test(words(card)));
    assert.equal(card.updates, 1);
    assert.doesNotMatch(words(card), /Pat Example/);
    await eventually(() => people.slice(0, 6).every((person) => person.messages.length === 2));
    assert.ok(people.slice(6).every((person) => person.messages.length === 1));
  });

  it("is reminded of only by who still has a place, in the wording that each was dealt", async () => {
    const occurrence = anOccurrence(planned(1));
    const card = await announced(occurrence);
    const [ann, ben, cas] = people as [TeamsUser, TeamsUser, TeamsUser];
    for (const person of [ann, ben, cas]) await person.presses(card, "Book", {}, { in: channel });
    const { sessions, messenger } = running.bot.services;
    await sessions.reminding.remind(`${occurrence.id}|a|1`, clock.now());
    await sessions.booking.giveBack(await personOf(ben), { occurrence: occurrence.id, session: "a" });

    const to = await Promise.all([ann, ben, cas].map(personOf));
    const subject = `${occurrence.id}|a`;
    const letters = await messenger.write({ kind: "sessions.ways-out", subject }, to);
    assert.deepEqual(
      [...letters.keys()],
      [to[0], to[2]].map((person) => personKey(person ?? assert.fail())),
    );
    const texts = running.bot.services.partnership.reminderWordings.map(({ text }) => text.slice(0, 30));
    for (const { card: shown } of letters.values()) {
      assert.match(wordsOf(shown as Card), /Can you still come/);
      assert.equal(texts.filter((text) => wordsOf(shown as Card).includes(text)).length, 1);
    }
    const [join = assert.fail()] = (await messenger.write({ kind: "sessions.join", subject }, to)).values();
    const { actions } = join.card as { readonly actions: readonly { readonly url?: string }[] };
    assert.equal(actions[0]?.url, "https://meet.example/research-hub");
  });

  it("is there some seconds after a coordinator has chosen a channel for it", async () => {
    const series = aSeries({ id: "forum", title: "Forum", shortTitle: "Forum" });
    const occurrence = { ...anOccurrence(planned()), id: "2026-12-08.forum", series };
    const before = channel.messages.length;
    await due(occurrence);
    const { posts } = running.bot.services;
    await brought(async () => (await posts.standing(`sessions|${occurrence.id}`)) === "no-channel");
    let seconds = 0;
    await brought(() => ++seconds > 20);
    await casey.says("use this channel for forum", { in: channel });
    await brought(() => channel.messages.length > before + 1);
    assert.match(words(channel.latest ?? assert.fail()), /Forum/);
  });

  async function personOf({ account: { tenantId, objectId } }: TeamsUser): Promise<Person> {
    return (await running.bot.services.people.find({ tenantId, objectId })) ?? assert.fail();
  }

  /** The message in the channel, once it is there. */
  async function announced(occurrence: Occurrence): Promise<Message> {
    const before = channel.messages.length;
    await due(occurrence);
    await brought(() => channel.messages.length > before);
    return channel.latest ?? assert.fail();
  }

  /** It is to be announced now. */
  async function due(occurrence: Occurrence): Promise<void> {
    const { storage, schedule, partnership } = running.bot.services;
    await new TableOccurrences(storage.table("occurrences"), systemRandomness).add(occurrence);
    await schedule.set({ ...announceTimer(occurrence, partnership), due: clock.now().toISOString() });
  }

  /** Lets the seconds pass in which changes are gathered. */
  async function brought(isSo: () => boolean | Promise<boolean>): Promise<void> {
    await eventually(async () => {
      clock.forward(1000);
      await running.bot.services.schedule.runDue();
      return isSo();
    });
  }

  function words(message: Message): string {
    return wordsOf(message.card ?? assert.fail());
  }

  /** One session, three weeks ahead and so many days more. */
  function planned(more = 0): Partial<Occurrence> {
    const series = aSeries();
    const date = addDays(dateOf(clock.now()), 21 + more);
    const { announcedAt: _, ...rest } = anOccurrence({ series, status: "planned", slot: date });
    const sessions = rest.sessions.slice(0, 1).map((session) => ({ ...session, date }));
    return { ...rest, id: `${date}.research-hub`, sessions };
  }
});
