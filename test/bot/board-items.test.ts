import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { wordsOf } from "../../bot/local/double/cards.js";
import type { Chat } from "../../bot/local/double/chat.js";
import type { Answer, TeamsUser } from "../../bot/local/double/user.js";
import { inspect } from "../../services/audit/inspection.js";
import { addDays, dateOf } from "../../services/kernel/dates.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { AuditTable } from "../../services/storage/audit.js";
import { TableItems } from "../../services/storage/board/items.js";
import { aVote } from "../support/board-house.js";
import { aBot, filesWithoutSeries, type RunningBot } from "../support/bot.js";
import { titles } from "../support/card-words.js";
import { eventually } from "../support/eventually.js";
import { aCoordinator, somebody } from "../support/people.js";
import { MovableClock } from "../support/time.js";

const DAY = 24 * 3_600_000;

describe("An item of the board in Teams", () => {
  const clock = new MovableClock();
  let running: RunningBot;
  let casey: TeamsUser;
  let voter: TeamsUser;
  let member: Person;
  let channel: Chat;

  before(async () => {
    member = await somebody({ roles: ["board-member"], name: "Megan Bowen" });
    const coordinator = await aCoordinator();
    running = await aBot({ files: await filesWithoutSeries(), clock, people: [member, coordinator] });
    casey = await running.user(coordinator);
    voter = await running.user(member);
    channel = running.teams.channel("19:board@thread.tacv2", "Board", [casey, voter]);
  });
  after(() => running.stop());

  it("goes from the form over the preview to the members, and from there to the decision and the minutes", async () => {
    const [list] = await casey.says("board");
    const form = await casey.presses(list, "Start an item");
    const wrong = await casey.presses(form, "Save", { ...typed(), time: "" });
    assert.match(words(wrong), /1 field needs another look/);
    assert.match(JSON.stringify(wrong.card), /Do you approve the budget/);

    const preview = await casey.presses(wrong, "Save", typed());
    assert.match(words(preview), /Nobody can vote for /);
    const rule = await casey.presses(preview, "Edit the rule");
    const saved = await casey.presses(rule, "Save", { quorum: 1 });
    const open = await casey.presses(saved, "Send");
    assert.match(words(open), /It is open/);
    assert.match(words(open), /0 of 11 partners have voted/);
    await casey.says("use this channel for board", { in: channel });

    const [seen] = await voter.says("board");
    assert.match(wordsOf(seen?.card ?? assert.fail()), /One item waits for your partner's vote/);
    assert.deepEqual(titles(seen?.card ?? assert.fail()), ["Vote", "Minutes"]);

    const id = await theItem();
    await votes(id);
    clock.forward(4 * DAY);
    await brought(() => channel.messages.some((message) => /Approved/.test(wordsOf(message.card ?? assert.fail()))));
    await brought(() => voter.messages.some((message) => message.card && /Approved/.test(wordsOf(message.card))));
    await holds(`board:${id}`);
  });

  it("is in the minutes that a member fetches", async () => {
    const [list] = await voter.says("board");
    const form = await voter.presses(list, "Minutes");
    const days = { from: dateOf(clock.now()), until: addDays(dateOf(clock.now()), 1) };
    assert.match(words(await voter.presses(form, "Make the document", { ...days, until: "2020-01-01" })), /not before/);
    const made = await voter.presses(form, "Make the document", { ...days, from: addDays(days.from, -10) });
    assert.match(words(made), /one decision/);
    const [, token = ""] = /files\/([^"]+)"/.exec(JSON.stringify(made.card)) ?? [];
    const file = await fetch(`${running.url}/files/${token}`);
    const document = unzipSync(new Uint8Array(await file.arrayBuffer()))["word/document.xml"] as Uint8Array;
    assert.match(strFromU8(document), /1 of 11 partners voted, quorum 1; 1 approve/);
    assert.match(strFromU8(document), /Record: board:[0-9a-f]{32}, entry \d+, [0-9a-f]{64}/);
  });

  it("is nothing that a member could change, whatever they send", async () => {
    for (const verb of ["start", "send", "withdraw", "save-wording", "manage", "save-extension"]) {
      const data = { verb: `board.${verb}`, item: "i" };
      const card = {
        type: "AdaptiveCard",
        actions: [{ type: "Action.Execute", title: "X", verb: `board.${verb}`, data }],
      };
      const answer = await voter.presses(card as never, "X", {});
      assert.match(words(answer), /not part of your role/, verb);
    }
  });

  function typed() {
    return {
      ...{ title: "Budget", question: "Do you approve the budget?", proposer: "Ingrid Vasquez" },
      ...{ date: addDays(dateOf(clock.now()), 3), time: "17:00" },
    };
  }

  async function theItem(): Promise<string> {
    const [item] = await items().all();
    return item?.id ?? assert.fail();
  }

  async function votes(id: string): Promise<void> {
    const vote = { ...aVote(member.partner, "approve"), person: personKey(member), at: clock.now().toISOString() };
    await items().change(id, (item) => ({ next: { ...item, votes: [vote] }, result: undefined }));
  }

  function items(): TableItems {
    return new TableItems(running.bot.services.storage.table("board"), systemRandomness);
  }

  /** Lets the seconds pass in which changes are gathered. */
  async function brought(isSo: () => boolean): Promise<void> {
    await eventually(async () => {
      clock.forward(1000);
      await running.bot.services.schedule.runDue();
      return isSo();
    });
  }

  /** The record fits, and the register of decisions has the one. */
  async function holds(subject: string): Promise<void> {
    const store = new AuditTable(running.bot.services.storage);
    const register = (await store.subjects()).filter((one) => one.startsWith("board-register:"));
    for (const each of [subject, ...register]) {
      const { broken, entries } = await inspect(store, each);
      assert.equal(broken, undefined);
      assert.equal(entries, each === subject ? 2 : 1);
    }
  }
});

function words(answer: Answer): string {
  return answer.card ? wordsOf(answer.card) : (answer.error ?? "");
}
