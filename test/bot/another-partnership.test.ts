import assert from "node:assert/strict";
import { inputsOf, wordsOf } from "../../bot/local/double/cards.js";
import type { Chat, Message } from "../../bot/local/double/chat.js";
import type { Answer, TeamsUser } from "../../bot/local/double/user.js";
import { type Pause, systemPause } from "../../services/kernel/pause.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { readPartnershipFiles } from "../../services/partnership/files.js";
import { readPeople } from "../../services/people/csv.js";
import { TimerTable } from "../../services/storage/timers.js";
import { aBot, type RunningBot } from "../support/bot.js";
import { eventually } from "../support/eventually.js";
import { northernVale, SHIPPED } from "../support/partnership.js";
import { aPerson } from "../support/people.js";
import { StartingClock } from "../support/starting-clock.js";

/** Other people, places, dates, reminders and words than those that the bot was first made for, and no other code. */
describe("Another partnership, by its data alone", function () {
  this.timeout(60_000);
  const clock = new StartingClock("2027-01-11T08:00:00Z");
  let running: RunningBot;
  let timers: TimerTable;
  let una: TeamsUser;
  let bram: TeamsUser;
  let bookers: TeamsUser[];
  let stranger: TeamsUser;
  let channel: Chat;

  before(async () => {
    const files = await northernVale();
    const read = readPeople(files.people ?? assert.fail(), "people.csv", files.partnership);
    const known = read.ok ? read.people : assert.fail();
    const others = Array.from({ length: 7 }, () => aPerson());
    const elsewhere = aPerson({ partner: "open-hands" });
    running = await aBot({ files, clock, people: [...known, ...others, elsewhere], pause: hurried });
    timers = new TimerTable(running.bot.services.storage, systemRandomness);
    const user = (name: string) => running.user(known.find((one) => one.name.startsWith(name)) ?? assert.fail());
    [una, bram, stranger] = [await user("Una"), await user("Bram"), await running.user(elsewhere)];
    bookers = await Promise.all(others.map((person) => running.user(person)));
    channel = running.teams.channel("19:clinic@thread.tacv2", "Clinic", [una, bram, stranger, ...bookers]);
    await una.says("use this channel for case clinic", { in: channel });
    await eventually(async () => (await running.bot.services.sessions.planning.overview.year()).occurrences.length > 1);
  });
  after(() => running.stop());

  it("plans a topic for one of its dates", async () => {
    const [home] = await una.says("sessions");
    const list = await una.presses(home, "Plan sessions");
    const series = await una.presses(list, "Open", { series: "case-clinic" });
    const occurrence = await una.presses(series, "Open");
    const form = await una.presses(occurrence, "Topic and who leads");
    const saved = await una.presses(form, "Save", { theme: "A case that stays with me" });
    assert.match(words(saved), /A case that stays with me[\s\S]*Wednesday 10 February, 16:30/);
  });

  it("asks the first of its rota in time, by its own count of weeks", async () => {
    await passUntil("2027-01-14T10:00:00Z");
    const asked = await newest(bram, /lead/);
    assert.match(asked.words, /Case clinic/);
    assert.match(words(await bram.presses(asked, "I will lead it")), /You lead/);
  });

  it("announces it two weeks before, in the channel chosen for it, and only its own people book", async () => {
    await passUntil("2027-01-27T10:00:00Z");
    const card = channel.latest ?? assert.fail();
    assert.match(card.words, /Case clinic[\s\S]*A case that stays with me/);
    assert.match(card.words, /To bring one case, and to leave with three ideas\.[\s\S]*8 places left/);
    for (const user of bookers) assert.match(words(await user.presses(card, "Book", {}, { in: channel })), /booked/);
    const refused = await stranger.presses(card, "Book", {}, { in: channel });
    assert.match(refused.error ?? words(refused), /Vale County/);
    await passUntil("2027-01-27T10:30:00Z");
    assert.match(card.words, /1 place left/);
    const told = await newest(bookers[0], /You are booked/);
    assert.match(told.words, /The Old Dairy, Hillside/);
  });

  it("reminds people on its own days and in its own words", async () => {
    // Three days before is a Sunday.
    await passUntil("2027-02-05T10:00:00Z");
    const asked = await Promise.all(bookers.map((user) => newest(user, /Can you still come/)));
    const said = asked.map((message) => /Chairs are few in the vale|The kettle is on for you/.exec(message.words)?.[0]);
    assert.deepEqual(new Set(said), new Set(["Chairs are few in the vale", "The kettle is on for you"]));
    assert.match(words(await (bookers[0] as TeamsUser).presses(asked[0], "Can't come")), /gave your place back/);
    await passUntil("2027-02-10T14:45:00Z");
    assert.match((await newest(bookers[1], /begins at 16:30/)).words, /The Old Dairy, Hillside/);
  });

  it("asks who led it who came, and those who came its own questions", async () => {
    await passUntil("2027-02-10T18:15:00Z");
    const list = await newest(bram, /Who did not come/);
    const [absent = assert.fail()] = inputsOf(list.card ?? assert.fail());
    const two = absent.choices.slice(0, 2).map(({ value }) => value);
    const saved = await bram.presses(list, "Save attendance", { [absent.id]: two.join() });
    assert.match(words(saved), /4 people came, 2 did not/);
    await passUntil("2027-02-10T18:30:00Z");
    const asked = await Promise.all(
      bookers.map(async (user) => user.messages.some(({ words }) => /how was it/.test(words))),
    );
    assert.equal(asked.filter(Boolean).length, 4);
  });

  it("sees what works in its own figures and wordings", async () => {
    const [home] = await una.says("sessions");
    const works = await una.presses(home, "What works");
    assert.match(words(works), /57\.1%\nof 7 bookings were attended[\s\S]*Case clinic/);
    assert.match(words(await una.presses(works, "Wordings")), /Chairs are few in the vale/);
    assert.match(words(await una.presses(await una.presses(works, "Tables"), "By partner")), /Vale County/);
  });

  it("reads nowhere of the partnership that the bot ships with", async () => {
    const { partnership, series } = await readPartnershipFiles(SHIPPED);
    const foreign = [
      partnership.name,
      ...partnership.partners.map(({ name }) => name),
      ...series.map(({ title }) => title),
    ];
    const all = [channel.messages, ...[una, bram, stranger, ...bookers].map(({ messages }) => messages)].flat();
    const said = all.map((message) => message.words).join("\n");
    assert.deepEqual(
      foreign.filter((name) => said.includes(name)),
      [],
    );
    assert.deepEqual(
      running.log.filter(({ level }) => level === "error"),
      [],
    );
  });

  /** Lets all that is due in the time happen, and waits for what goes out. */
  async function passUntil(at: string): Promise<void> {
    const end = new Date(at);
    for (let next = await due(end); next; next = await due(end)) {
      clock.turnTo(next);
      await running.bot.services.schedule.runDue();
      await sent();
    }
    clock.turnTo(end);
    await sent();
  }

  async function due(end: Date): Promise<Date | undefined> {
    const [first] = await timers.wakingBefore(end, 1);
    return first && new Date(first.timer.wakes);
  }

  async function sent(): Promise<void> {
    await eventually(async () => {
      const campaigns = await running.bot.services.deliveries.campaigns();
      return campaigns.every(({ status }) => status === "done" || status === "cancelled");
    });
  }

  async function newest(user: TeamsUser | undefined, pattern: RegExp): Promise<Message> {
    return eventually(() => user?.messages.findLast((message) => pattern.test(message.words)));
  }
});

/** What the bot waits for between looks passes faster too. */
const hurried: Pause = (ms, signal) => systemPause(ms / 20, signal);

function words({ card, error }: Answer): string {
  return card ? wordsOf(card) : assert.fail(error);
}
