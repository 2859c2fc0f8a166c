import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { share } from "../../bot/local/chance.js";
import { buttonsOf, inputsOf, wordsOf } from "../../bot/local/double/cards.js";
import type { Chat, Message } from "../../bot/local/double/chat.js";
import type { Answer, TeamsUser } from "../../bot/local/double/user.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { type Person, personKey } from "../../services/people/schema.js";
import type { Occurrence } from "../../services/sessions/schema.js";
import { TableOccurrences } from "../../services/storage/sessions/occurrences.js";
import { TimerTable } from "../../services/storage/timers.js";
import type { RunningBot } from "./bot.js";
import type { StartingClock } from "./starting-clock.js";

/** Of a hundred people: how many do what. */
const HABITS = { book: 26, accept: 75, cancelWhenAsked: 12, moveWhenAsked: 8, come: 72, typeTheCode: 60, lead: 70 };

interface TermNeeds {
  readonly running: RunningBot;
  readonly clock: StartingClock;
  /** Those who book. */
  readonly people: readonly Person[];
  /** Says who came where nobody leads. */
  readonly coordinator: Person;
  readonly channels: readonly Chat[];
}

/**
 * A term of sessions in a running bot, on a clock that jumps to whatever is due next: people who read what they are
 * sent and press buttons, each by habits that are the same again at each run.
 */
export class Term {
  readonly occurrences: TableOccurrences;
  /** Who came to what, as it really was: `occurrence|session|person key`. */
  readonly came = new Set<string>();
  /** Who asked to be reminded of nothing: reminders that reached somebody without a place. */
  readonly astray: string[] = [];
  /** Presses that were answered by an error, with its sentence. */
  readonly refused: string[] = [];
  readonly #timers: TimerTable;
  readonly #users = new Map<string, TeamsUser>();
  readonly #unread: Message[] = [];

  constructor(private readonly needs: TermNeeds) {
    const { running, people, coordinator } = needs;
    this.occurrences = new TableOccurrences(running.bot.services.storage.table("occurrences"), systemRandomness);
    this.#timers = new TimerTable(running.bot.services.storage, systemRandomness);
    for (const user of running.teams.withApp([...people, coordinator])) this.#users.set(personKey(user.account), user);
    running.teams.onMessage((message) => void this.#unread.push(message));
  }

  /** Where everybody can be written to, as the bot would have learned it. */
  async open(): Promise<void> {
    const { running } = this.needs;
    for (const user of this.#users.values()) await running.bot.services.addresses.save(running.teams.addressOf(user));
  }

  async passUntil(end: Date): Promise<void> {
    const { clock, running } = this.needs;
    for (let next = await this.#next(end); next; next = await this.#next(end)) {
      clock.turnTo(next);
      await running.bot.services.schedule.runDue();
      await this.#react();
      await this.#check();
    }
    clock.turnTo(end);
  }

  async all(): Promise<Occurrence[]> {
    const all: Occurrence[] = [];
    for await (const occurrence of this.occurrences.all()) all.push(occurrence);
    return all;
  }

  async #next(end: Date): Promise<Date | undefined> {
    const [first] = await this.#timers.wakingBefore(end, 1);
    return first && new Date(first.timer.wakes);
  }

  /** Everybody reads what has come, and does what they do; again, until nothing more comes. */
  async #react(): Promise<void> {
    await this.#settled();
    while (this.#unread.length > 0) {
      const unread = this.#unread.splice(0);
      for (const message of unread) await this.#read(message);
      await this.#settled();
    }
  }

  /** Nothing is on its way any more. */
  async #settled(): Promise<void> {
    const { deliveries } = this.needs.running.bot.services;
    for (let tries = 0; tries < 600; tries += 1) {
      const campaigns = await deliveries.campaigns();
      if (campaigns.every(({ status }) => status === "done" || status === "cancelled")) return;
      await pause(25);
    }
    assert.fail("messages were still on their way after a quarter of a minute");
  }

  async #read(message: Message): Promise<void> {
    if (this.needs.channels.includes(message.chat)) return this.#announced(message);
    const [member] = message.chat.members.values();
    const user = member && this.#users.get(personKey(member));
    const card = user && message.cardFor(user.account);
    if (!user || !card) return;
    const has = new Set(buttonsOf(card).map(({ title }) => title));
    const words = wordsOf(card);
    const chance = 100 * share(`${words.slice(0, 120)} ${personKey(user.account)}`);
    if (has.has("Take the place"))
      await this.#choose(user, message, chance, [
        [HABITS.accept, "Take the place"],
        [90, "No, thanks"],
      ]);
    else if (has.has("I will lead it"))
      await this.#choose(user, message, chance, [
        [HABITS.lead, "I will lead it"],
        [90, "Not this time"],
      ]);
    else if (has.has("I can still come"))
      await this.#choose(user, message, chance, [
        [60, "I can still come"],
        [80, "Can't come"],
      ]);
    else if (/Can you still come/.test(words)) await this.#asked(user, message, chance);
    else if (/begins at \d\d:\d\d/.test(words)) await this.#begins(user, message, chance);
    else if (has.has("Save attendance")) await this.#settles(user, message);
  }

  async #announced(message: Message): Promise<void> {
    const card = message.card;
    const books = card ? buttonsOf(card).filter(({ title }) => title.startsWith("Book")) : [];
    const wanting = this.needs.people.filter(
      (one) => 100 * share(`books ${message.id} ${personKey(one)}`) < HABITS.book,
    );
    await Promise.all(
      wanting.map(async (person) => {
        const user = this.#users.get(personKey(person));
        const button = books[Math.floor(share(`which ${personKey(person)} ${message.id}`) * books.length)];
        if (user && button) await this.#press(user, message, button.title, {}, message.chat);
      }),
    );
  }

  async #choose(user: TeamsUser, message: Message, chance: number, ways: readonly (readonly [number, string])[]) {
    const way = ways.find(([below]) => chance < below);
    if (way) await this.#press(user, message, way[1]);
  }

  async #asked(user: TeamsUser, message: Message, chance: number): Promise<void> {
    if (!(await this.#holds(user, message))) this.astray.push(message.words);
    const card = message.cardFor(user.account);
    const canMove = card && buttonsOf(card).some(({ title }) => title === "Move to the other session");
    if (chance < HABITS.cancelWhenAsked) await this.#press(user, message, "Can't come");
    else if (canMove && chance < HABITS.cancelWhenAsked + HABITS.moveWhenAsked)
      await this.#press(user, message, "Move to the other session");
  }

  /** Who comes joins, and some type the code that is said there: most of them rightly at once. */
  async #begins(user: TeamsUser, message: Message, chance: number): Promise<void> {
    const at = await this.#holds(user, message);
    if (!at) return void this.astray.push(message.words);
    if (chance >= HABITS.come) return;
    this.came.add(`${at.occurrence}|${at.session}|${personKey(user.account)}`);
  }

  /** Once the code is out: those who came and care press "I came". */
  async typeCodes(occurrence: Occurrence, session: string, code: string): Promise<void> {
    for (const [key, user] of this.#users) {
      if (!this.came.has(`${occurrence.id}|${session}|${key}`)) continue;
      if (100 * share(`types ${key} ${occurrence.id}`) >= HABITS.typeTheCode) continue;
      const join = user.messages.findLast((one) => /begins at/.test(one.words));
      const form = await this.#press(user, join, "I came");
      const mistyped = share(`mistypes ${key} ${occurrence.id}`) < 0.1;
      const again = mistyped && form ? await this.#press(user, form, "Submit", { code: "XXX" }) : form;
      if (again) await this.#press(user, again, "Submit", { code: code.toLowerCase() });
    }
  }

  async #settles(user: TeamsUser, message: Message): Promise<void> {
    const card = message.cardFor(user.account);
    const list = card && inputsOf(card).find(({ kind, several }) => kind === "ChoiceSet" && several);
    const data = card && buttonsOf(card).find(({ title }) => title === "Save attendance")?.data;
    const occurrence = await this.occurrences.find(String(data?.occurrence));
    if (!list || !occurrence) return;
    const absent = list.choices.filter(({ value }) => {
      const booking = occurrence.bookings.find(({ id }) => id === value);
      return !this.came.has(`${occurrence.id}|${booking?.session}|${booking?.person}`);
    });
    await this.#press(user, message, "Save attendance", { [list.id]: absent.map(({ value }) => value).join(",") });
  }

  /** The session that the message is about, if they have a place in it. */
  async #holds(user: TeamsUser, message: Message): Promise<{ occurrence: string; session: string } | undefined> {
    const card = message.card;
    const data = card && buttonsOf(card).find(({ title }) => title === "Can't come")?.data;
    const at = { occurrence: String(data?.occurrence), session: String(data?.session) };
    const found = await this.occurrences.find(at.occurrence);
    const key = personKey(user.account);
    return found?.bookings.some((one) => one.person === key && one.session === at.session && !one.end) ? at : undefined;
  }

  async #press(
    user: TeamsUser,
    on: Message | Answer | undefined,
    title: string,
    inputs: Readonly<Record<string, string>> = {},
    chat?: Chat,
  ): Promise<Answer | undefined> {
    const answer = await user.presses(on, title, inputs, chat ? { in: chat } : {});
    if (answer.error !== undefined || answer.status !== 200)
      this.refused.push(`${title}: ${answer.error ?? answer.status}`);
    return answer;
  }

  /** At no moment are more places given than there are; and codes that are out are typed. */
  async #check(): Promise<void> {
    for (const occurrence of await this.all()) {
      for (const { id, capacity, code } of occurrence.sessions) {
        const open = occurrence.bookings.filter((one) => one.session === id && (!one.end || one.end === "attended"));
        const kept = occurrence.waiting.filter((one) => one.session === id && one.offeredUntil !== undefined);
        assert.ok(open.length + kept.length <= capacity, `${occurrence.id} ${id}: ${open.length} and ${kept.length}`);
        if (code && !this.#typed.has(`${occurrence.id}|${id}`)) {
          this.#typed.add(`${occurrence.id}|${id}`);
          await this.typeCodes(occurrence, id, code);
        }
      }
    }
  }

  readonly #typed = new Set<string>();
}
