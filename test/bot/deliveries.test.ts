import assert from "node:assert/strict";
import { toAll } from "../../bot/capability.js";
import { buttonsOf, wordsOf } from "../../bot/local/double/cards.js";
import { lostAnswer, refused } from "../../bot/local/double/faults.js";
import type { Answer, TeamsUser } from "../../bot/local/double/user.js";
import type { Card } from "../../cards/card.js";
import { doneNotice } from "../../cards/notices.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { DeliveryTables } from "../../services/storage/delivery/deliveries.js";
import { aBot, type RunningBot, theFiles } from "../support/bot.js";
import { eventually } from "../support/eventually.js";
import { aCoordinator, somebody } from "../support/people.js";

/** What a coordinator sees of messages and does about them, through the whole bot. */
describe("What was delivered", () => {
  let running: RunningBot;
  let casey: TeamsUser;
  let caseyIs: Person;
  let pat: TeamsUser;
  let vale: string;
  let hill: string;

  before(async () => {
    running = await aBot();
    const { partnership } = await theFiles();
    [vale = "", hill = ""] = partnership.partners.map(({ name }) => name);
    caseyIs = await aCoordinator();
    const patIs = await somebody();
    await running.bot.services.peopleStore.save([caseyIs, patIs]);
    [casey, pat] = [await running.user(caseyIs), await running.user(patIs)];
    const news = toAll(async (subject) => doneNotice({ title: subject, sentence: "There is news." }));
    const messages = { "test.news": news, "surveys.reminder": news };
    running.bot.services.messenger.speakFor([{ name: "test", commands: [], actions: [], messages }]);
  });
  after(() => running.stop());

  async function colleagues(count: number, name: string, nth = 0): Promise<Person[]> {
    const { partnership } = await theFiles();
    const partner = partnership.partners[nth]?.id ?? "";
    const people = await Promise.all(
      Array.from({ length: count }, (_, n) => somebody({ name: `${name} ${n + 1}`, partner })),
    );
    await running.bot.services.peopleStore.save(people);
    return people;
  }

  async function installedBy(people: readonly Person[]): Promise<TeamsUser[]> {
    return Promise.all(people.map((person) => running.user(person)));
  }

  /** Planned but not begun: {@link sent} has it sent. */
  async function planned(id: string, to: readonly Person[], kind = "test.news"): Promise<string> {
    const message = { kind, subject: `News of ${id}` };
    await running.bot.services.deliveries.plan({ id, title: `Pulse: ${id}`, message, manner: "tells" }, to);
    return id;
  }

  async function sent(id: string, to: readonly Person[], kind?: string): Promise<string> {
    await planned(id, to, kind);
    await running.bot.services.deliveries.start(id);
    await settled(id);
    return id;
  }

  function settled(id: string): Promise<unknown> {
    return eventually(async () => (await running.bot.services.deliveries.campaign(id)).status === "done");
  }

  /** The card of that campaign, from the newest list. */
  async function opened(id: string): Promise<Answer> {
    const [list] = await casey.says("deliveries");
    const button = JSON.stringify(list?.card).match(
      `"title":"(Open[^"]*)","verb":"deliveries.open","data":{"campaign":"${id}"`,
    );
    return casey.presses(list, button?.[1] ?? "no button of it");
  }

  async function acts(id: string) {
    const found = [];
    for await (const { event, by, details } of running.bot.services.audit.entries(`campaign:${id}`)) {
      found.push({ event, by, details });
    }
    return found;
  }

  const copies = (user: TeamsUser | undefined, id: string) =>
    user?.messages.filter(({ card }) => card && words(card).includes(`News of ${id}`)).length;

  describe("when not everybody was reached", () => {
    let reached: TeamsUser[];
    let blocked: Person[];
    let without: Person[];

    before(async () => {
      const have = await colleagues(3, "Reached");
      blocked = await colleagues(2, "Blocked");
      without = await colleagues(1, "Without", 1);
      reached = await installedBy(have);
      await installedBy(blocked);
      for (const { objectId } of blocked) running.teams.faults.always(refused("BotDisabledByAdmin"), { objectId });
      await sent("invitation", [...have, ...blocked, ...without]);
    });
    after(() => running.teams.faults.clear());

    it("is told in the list, in counts that add up", async () => {
      const [list] = await casey.says("deliveries");
      assert.match(words(list?.card), /Pulse: invitation\n.*\nDone: 6 of 6\n100%/);
      assert.match(words(list?.card), /3 of 6 sent, 3 not reachable/);
    });

    it("is told by partner, with names, reasons and remedies", async () => {
      const text = words((await opened("invitation")).card);
      assert.ok(
        text.includes(`${vale}: 2 people\n2 in an organisation that blocks the bot\nBlocked 1, Blocked 2`),
        text,
      );
      assert.ok(text.includes(`${hill}: 1 person\n1 without the app\nWithout 1`), text);
      assert.match(text, /administrator can allow it/);
    });

    it("is sent again to those not reached, and to nobody else", async () => {
      running.teams.faults.clear();
      const card = await opened("invitation");
      const after = await casey.presses(card, "Send again");
      assert.match(words(after.card), /Pulse: invitation/);
      await settled("invitation");
      assert.match(words((await opened("invitation")).card), /5 of 6 sent, 1 not reachable/);
      const again = await installedBy(blocked);
      assert.deepEqual(
        [...reached, ...again].map((user) => copies(user, "invitation")),
        [1, 1, 1, 1, 1],
      );
      assert.deepEqual(await acts("invitation"), [
        { event: "deliveries.sent-again", by: personKey(caseyIs), details: { people: 3 } },
      ]);
    });

    it("can be sent again by coordinators only", async () => {
      const { card } = await opened("invitation");
      assert.match(words((await pat.presses(card, "Send again")).card), /not part of your role/);
    });

    it("is sent again to nobody once all are reached, however old the button", async () => {
      const old = await opened("invitation");
      const [installed] = await installedBy(without);
      await casey.presses(old, "Send again");
      await settled("invitation");
      assert.equal(copies(installed, "invitation"), 1);
      assert.match(words((await casey.presses(old.card, "Send again")).card), /nobody left/);
      assert.doesNotMatch(JSON.stringify((await opened("invitation")).card), /Send again/);
    });
  });

  it("may be twice in a chat where Teams did not answer, which is said", async () => {
    const [person] = await colleagues(1, "Unsure");
    const [user] = await installedBy(person ? [person] : []);
    running.teams.faults.next(lostAnswer(), { operation: "send", ...(person && { objectId: person.objectId }) });
    await sent("unsure", person ? [person] : []);
    assert.equal(copies(user, "unsure"), 2);
    assert.match(words((await opened("unsure")).card), /1 may have got it twice/);
  });

  describe("of what is still on its way", () => {
    let people: Person[];
    before(async () => {
      people = await colleagues(2, "Waiting");
    });

    it("nothing more is sent once it is cancelled by a second press", async () => {
      const users = await installedBy(people);
      const card = await opened(await planned("cancelled", people));
      assert.match(words(card.card), /0 of 2 sent, 2 on their way/);
      const sure = await casey.presses(card, "Cancel");
      assert.match(words(sure.card), /2 people have not been sent this message yet/);
      assert.match(words(sure.card), /can't be undone/);
      const back = await casey.presses(sure.card, "Back");
      assert.match(words(back.card), /2 on their way/);
      const after = await casey.presses(sure.card, "Cancel for good");
      assert.match(words(after.card), /0 of 2 sent, 2 cancelled/);
      await running.bot.services.deliveries.start("cancelled");
      assert.deepEqual(
        users.map((user) => copies(user, "cancelled")),
        [0, 0],
      );
      assert.deepEqual(await acts("cancelled"), [
        { event: "deliveries.cancelled", by: personKey(caseyIs), details: { people: 2 } },
      ]);
    });

    it("old buttons say what has become of it", async () => {
      const card = await opened(await planned("stale", people));
      const sure = await casey.presses(card.card, "Cancel");
      await casey.presses(sure.card, "Cancel for good");
      for (const [on, title] of [
        [card, "Cancel"],
        [sure, "Cancel for good"],
      ] as const) {
        assert.match(words((await casey.presses(on.card, title)).card), /was cancelled already/);
      }
      const done = await opened(await planned("done", people));
      await running.bot.services.deliveries.start("done");
      await settled("done");
      assert.match(words((await casey.presses(done.card, "Cancel")).card), /nothing to cancel/);
    });

    it("only coordinators can cancel", async () => {
      const card = await opened(await planned("kept", people));
      const sure = await casey.presses(card, "Cancel");
      assert.match(words((await pat.presses(sure.card, "Cancel for good")).card), /not part of your role/);
      assert.equal((await running.bot.services.deliveries.campaign("kept")).status, "sending");
    });

    it("a message that is no longer kept is said to be gone", async () => {
      const card = await opened(await planned("purged", people));
      const { deliveries, storage } = running.bot.services;
      await new DeliveryTables(storage, systemRandomness).removeCampaign(await deliveries.campaign("purged"));
      assert.match(words((await casey.presses(card.card, "Refresh")).card), /no longer kept/);
    });
  });

  it("says of a reminder to how many, by partner, but nowhere to whom", async () => {
    const silent = [...(await colleagues(6, "Silent")), ...(await colleagues(5, "Silent too", 1))];
    const few = await colleagues(2, "Silent also", 2);
    await sent("reminder", [...silent, ...few], "surveys.reminder");
    const { card } = await opened("reminder");
    assert.doesNotMatch(JSON.stringify(card), /Silent/);
    assert.match(words(card), /being reminded tells/);
    assert.match(words(card), /All partners together: 13 people\n13 without the app/);
  });

  it("says that it is no longer kept who was reminded once that was forgotten", async () => {
    await sent("forgotten", await colleagues(6, "Silent once"), "surveys.reminder");
    await running.bot.services.deliveries.forgetPeople("forgotten");
    const { card } = await opened("forgotten");
    assert.match(words(card), /Done for all 6/);
    assert.doesNotMatch(words(card), /not reach/);
    assert.doesNotMatch(JSON.stringify(card), /Send again|Not reached/);
  });

  it("says what was missed while the bot was not running", async () => {
    const { schedule } = running.bot.services;
    const due = new Date(Date.now() - 7_200_000).toISOString();
    const usefulUntil = new Date(Date.now() - 3_600_000).toISOString();
    await schedule.set({ id: "missed", kind: "surveys.test", subject: "", due, usefulUntil });
    await eventually(async () => (await schedule.late(new Date(due))).length > 0);
    const [list] = await casey.says("deliveries");
    assert.match(words(list?.card), /Missed while the bot was not running\nSomething in a survey: (today|yesterday) /);
  });

  it("says what the last reconciliation came to", async () => {
    await running.bot.services.reconciliation.run();
    const [list] = await casey.says("deliveries");
    assert.match(words(list?.card), /Reconciled today \d\d:\d\d: \d+ messages, \d+ people, all accounted for\./);
  });

  it("has every message on one of the list's pages, and never more than six buttons", async () => {
    const people = await colleagues(1, "Many times");
    for (let n = 1; n <= 7; n += 1) await planned(`page${n}`, people);
    const all = (await running.bot.services.deliveries.campaigns()).map(({ title }) => title);
    const seen: string[] = [];
    const [list] = await casey.says("deliveries");
    let card = list?.card;
    for (;;) {
      const text = words(card);
      seen.push(...all.filter((title) => text.includes(title)));
      assert.ok(card && buttonsOf(card).length <= 6);
      if (!text.includes("Show more")) break;
      card = (await casey.presses(card, "Show more")).card;
    }
    assert.deepEqual(seen.sort(), all.sort());
  });
});

function words(card: Card | undefined): string {
  return card ? wordsOf(card) : "";
}
