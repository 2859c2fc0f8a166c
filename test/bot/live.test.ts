import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { wordsOf } from "../../bot/local/double/cards.js";
import type { Message } from "../../bot/local/double/chat.js";
import type { Answer, TeamsUser } from "../../bot/local/double/user.js";
import { CARD_TYPE } from "../../bot/local/double/wire.js";
import type { Person } from "../../services/people/schema.js";
import { aBot, type RunningBot, theFiles } from "../support/bot.js";
import { aCoordinator, somebody } from "../support/people.js";
import { MovableClock } from "../support/time.js";

const SECOND = 1000;

describe("A survey's progress card in Teams", () => {
  const clock = new MovableClock();
  let running: RunningBot;
  let people: Person[];
  let casey: TeamsUser;
  /** How many invitations are on their way, as the coordinator is to see it. */
  let pending: number;
  /** The card after Send. */
  let progress: Answer;
  let waveId: string;

  before(async () => {
    const { partnership } = await theFiles();
    const cohorts = partnership.cohorts.slice(0, 1).map(({ id }) => id);
    people = await Promise.all(Array.from({ length: 6 }, () => somebody({ cohorts })));
    const coordinator = await aCoordinator();
    running = await aBot({ clock, people: [...people, coordinator] });
    casey = await running.user(coordinator);
    for (const person of people) await running.user(person);
    const { deliveries } = running.bot.services;
    deliveries.counts = async () => ({
      ...{ pending, sent: 6 - pending, "not-reachable": 0, failed: 0, suppressed: 0, cancelled: 0 },
    });
  });
  after(() => running.stop());

  beforeEach(async () => {
    pending = 6;
    progress = await aWaveSent();
    assert.match(words(messageOf(progress)), /on its way to 6 people/);
  });

  afterEach(async () => {
    await moved(0);
    assert.equal(await liveCards(), 0);
  });

  it("moves by itself while messages are on their way, and then stays on the last state", async () => {
    const message = messageOf(progress);
    await moved(2);
    assert.match(words(message), /on its way to 2 people/);
    await moved(0);
    assert.doesNotMatch(words(message), /on its way/);
    assert.equal(message.updates, 2);
    assert.equal(await liveCards(), 0);
    await moved(3);
    assert.equal(message.updates, 2);
  });

  it("is moved by the campaigns of its wave as soon as something becomes of their messages", async () => {
    const message = messageOf(progress);
    // The first look comes by itself.
    await forward(4 * SECOND);
    pending = 4;
    await running.bot.services.deliveries.sendAgain(`${waveId}.invitation`);
    // One look in two seconds: the last of several touches brings it.
    await pause(2200);
    await forward(4 * SECOND);
    assert.match(words(message), /on its way to 4 people/);
  });

  it("is left alone once the coordinator has gone on, so that no edit overwrites what they look at", async () => {
    const message = messageOf(progress);
    await casey.presses(progress, "Back");
    const list = words(message);
    await moved(1);
    assert.equal(message.updates, 0);
    assert.equal(words(message), list);
    assert.match(list, /Start a survey/);
  });

  it("goes on moving after Refresh, and after a press that failed", async () => {
    const message = messageOf(progress);
    await casey.presses(progress, "Refresh");
    await moved(5);
    assert.match(words(message), /on its way to 5 people/);
    const action = { verb: "surveys.remind", data: { wave: "none of ours" } };
    const invoke = { type: "invoke", name: "adaptiveCard/action", value: { action }, replyToId: message.id };
    const { body } = await casey.sends(invoke);
    assert.match(JSON.stringify(body), /could not read/);
    await moved(3);
    assert.match(words(message), /on its way to 3 people/);
  });

  it("moves where it is new, for a client that knows no Action.Execute", async () => {
    const old = messageOf(progress);
    const { messages } = await casey.presses(progress, "Refresh", {}, { asOldClient: true });
    const [message = assert.fail()] = messages;
    await moved(2);
    assert.match(words(message), /on its way to 2 people/);
    assert.equal(old.updates, 0);
  });

  it("is never moved in a channel, where all would see what is for one person", async () => {
    await casey.presses(progress, "Back");
    const channel = running.teams.channel("19:live@thread.tacv2", "Board", [casey]);
    const content = progress.card;
    const post = channel.post({ type: "message", attachments: [{ contentType: CARD_TYPE, content }] });
    const answer = await casey.presses(post, "Refresh", {}, { in: channel });
    assert.match(wordsOf(answer.card ?? assert.fail()), /on its way to 6 people/);
    await moved(1);
    assert.equal(post.updates, 0);
    assert.equal(await liveCards(), 0);
  });

  it("costs nobody a look but those who can have live cards", async () => {
    const { live } = running.bot.services;
    const unwatch = live.unwatch.bind(live);
    let looks = 0;
    live.unwatch = (place) => {
      looks += 1;
      return unwatch(place);
    };
    const pat = await running.user(people[0] ?? assert.fail());
    const [home] = await pat.says("help");
    await pat.presses(home, "Show my inbox");
    assert.equal(looks, 0);
    await casey.presses(progress, "Refresh");
    assert.equal(looks, 1);
    live.unwatch = unwatch;
  });

  it("never disturbs an answer: where it can't be followed, that is logged", async () => {
    const { live } = running.bot.services;
    const { unwatch, watch } = live;
    const fails = () => Promise.reject(new Error("storage is away"));
    Object.assign(live, { unwatch: fails, watch: fails });
    const before = running.log.length;
    const answer = await casey.presses(progress, "Refresh");
    Object.assign(live, { unwatch, watch });
    assert.match(wordsOf(answer.card ?? assert.fail()), /on its way to 6 people/);
    const told = running.log.slice(before).filter(({ msg }) => msg === "A live card could not be followed");
    assert.equal(told.length, 2);
    assert.ok(!JSON.stringify(told).includes(casey.account.objectId));
  });

  it("is not shown any further to somebody who is no coordinator any more", async () => {
    const { tenantId, objectId } = casey.account;
    const { peopleStore } = running.bot.services;
    const coordinator = (await peopleStore.find({ tenantId, objectId })) ?? assert.fail();
    await peopleStore.save([{ ...coordinator, roles: [] }]);
    await moved(1);
    await peopleStore.save([coordinator]);
    assert.equal(messageOf(progress).updates, 0);
    assert.equal(await liveCards(), 0);
  });

  /** Planned and sent from a message of its own. */
  async function aWaveSent(): Promise<Answer> {
    const [list] = await casey.says("surveys");
    const plan = await casey.presses(await casey.presses(list, "Start a survey"), "Next", { definition: "epd-pulse" });
    const closesOn = new Date(clock.now().getTime() + 14 * 86_400_000).toISOString().slice(0, 10);
    const cohorts = people[0]?.cohorts[0] ?? "";
    const sent = await casey.presses(
      await casey.presses(plan, "Preview", { title: "Autumn pulse", cohorts, closesOn }),
      "Send",
    );
    waveId = /"wave":"([0-9a-f]{32})"/.exec(JSON.stringify(sent.card))?.[1] ?? assert.fail();
    return sent;
  }

  /** So many are on their way now, and the bot has had the time to show it. */
  async function moved(left: number): Promise<void> {
    pending = left;
    await forward(31 * SECOND);
  }

  async function forward(ms: number): Promise<void> {
    // A look for the places of the wave's cards may be under way: a few requests to storage.
    await pause(100);
    clock.forward(ms);
    await running.bot.services.schedule.runDue();
  }

  function words(message: Message): string {
    const card = message.cardFor(casey.account);
    return card ? wordsOf(card) : "";
  }

  async function liveCards(): Promise<number> {
    const parts = await running.bot.services.myData.held(casey.account);
    return parts.find(({ title }) => title === "Cards that move")?.count ?? assert.fail();
  }
});

function messageOf({ message }: Answer): Message {
  return message ?? assert.fail();
}
