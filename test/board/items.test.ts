import assert from "node:assert/strict";
import { wordsOf } from "../../bot/local/double/cards.js";
import { previewCard, wordingCard } from "../../cards/board.js";
import { Board } from "../../services/board/service.js";
import { personKey } from "../../services/people/schema.js";
import { anItem, aVote, BoardHouse, deputy, member } from "../support/board-house.js";

const FIELDS = {
  title: "Budget 2027-28",
  question: "Do you approve the budget?",
  proposer: "Ingrid Vasquez",
  date: "2026-12-04",
  time: "17:00",
};
const ALL = ["one", "two", "three", "four", "five"].flatMap((id) => [member(id), deputy(id)].map(personKey));

describe("an item of the board", () => {
  it("begins with the partnership's rules, and is opened for everybody who may vote", async () => {
    const house = new BoardHouse({ rules: { quorumPercent: 60, rule: "two-thirds" } });
    await opened(house);
    const { terms, roll, status } = house.item();
    assert.equal(status, "open");
    assert.deepEqual([terms.rule, terms.quorum, roll.length], ["two-thirds", 3, 5]);
    assert.deepEqual(house.deliveries.planned.get("board-asks.item-1.1")?.toSorted(), ALL.toSorted());
    assert.deepEqual(house.posts.kept.get("board-item-1")?.message, { kind: "board.item", subject: "item-1" });
    assert.deepEqual(events(house), ["board.opened"]);
  });

  it("is opened once, however often Send is pressed", async () => {
    const house = new BoardHouse();
    await opened(house);
    await house.board.items.changing.open("item-1", house.coordinator);
    assert.deepEqual(events(house), ["board.opened"]);
  });

  it("says in the preview for whom nobody could vote", async () => {
    const house = new BoardHouse();
    house.people = house.people.filter(({ partner }) => partner !== "two");
    await drafted(house);
    const { roll } = await house.board.items.drafting.preview("item-1");
    assert.deepEqual(
      roll.filter(({ members, deputies }) => members.length + deputies.length === 0).map(({ name }) => name),
      ["Partner two"],
    );
    assert.equal(roll.length, 5);
  });

  it("says in the preview whom the bot can't write to, and that no channel was chosen", async () => {
    const house = new BoardHouse();
    await drafted(house);
    const two = [member("two"), deputy("two")].map(personKey);
    house.deliveries.notReachable = async (people = []) => people.filter((one) => two.includes(personKey(one))).length;
    const words = async () => wordsOf(previewCard(await house.board.items.drafting.preview("item-1")));
    assert.match(await words(), /I can write to nobody of Partner two: they/);
    assert.match(await words(), /No channel yet/);
    two.pop();
    house.channels.set("board", {
      ...{ name: "board", tenantId: "t", serviceUrl: "s" },
      conversationId: "c",
      title: "Board",
    });
    assert.doesNotMatch(await words(), /I can write to nobody|No channel yet/);
  });

  it("says before another wording that votes are emptied, when it closes, and how it gets more time", async () => {
    const house = new BoardHouse();
    await opened(house);
    await voting(house, "one", "approve");
    const words = async () => wordsOf(wordingCard(await house.board.items.changing.wordingForm("item-1")));
    assert.match(
      await words(),
      /The vote that was given counts no more.*It closes Friday 4 December,? 17:00 all the same\./,
    );
    house.clock.turnTo("2026-12-03T17:00:01.000Z");
    assert.match(await words(), /less than a day from now. Extend it first/);
    const later = { date: "2026-12-04", time: "17:30", reason: "Late paper" };
    await house.board.items.changing.extend("item-1", later, house.coordinator);
    house.clock.turnTo("2026-12-04T09:00:00.000Z");
    assert.match(await words(), /can’t be again: if that is too soon, withdraw it/);
  });

  it("gives a form with mistakes back, and makes nothing of it", async () => {
    const house = new BoardHouse();
    const form = await house.board.items.drafting.save("item-1", { ...FIELDS, title: "" }, house.coordinator);
    assert.deepEqual(Object.keys(form?.errors ?? {}), ["title"]);
    assert.equal(form?.values.question, FIELDS.question);
    assert.equal(house.items.kept.size, 0);
  });

  it("can be deleted as a draft only", async () => {
    const house = new BoardHouse();
    await drafted(house);
    await house.board.items.drafting.discard("item-1");
    assert.equal(house.items.kept.size, 0);
    await opened(house);
    await assert.rejects(house.board.items.drafting.discard("item-1"), { code: "not-open" });
  });

  it("is not deleted where somebody opens it in the same moment", async () => {
    const house = new BoardHouse();
    await drafted(house);
    const remove = house.items.remove.bind(house.items);
    house.items.remove = async (...those) => {
      await house.board.items.changing.open("item-1", house.coordinator);
      await remove(...those);
    };
    await assert.rejects(house.board.items.drafting.discard("item-1"), { code: "not-open" });
    assert.equal(house.item().status, "open");
  });

  it("asks everybody again on a new wording, and takes the earlier cards back", async () => {
    const house = new BoardHouse();
    await opened(house);
    await house.board.items.changing.saveWording("item-1", { ...FIELDS, title: "Budget, again" }, house.coordinator);
    assert.equal(house.deliveries.planned.get("board-asks.item-1.2")?.length, 10);
    assert.deepEqual(house.deliveries.retired.get("board-asks.item-1.1"), { kind: "board.over", subject: "item-1" });
    assert.equal(house.deliveries.retired.has("board-asks.item-1.2"), false);
  });

  it("tells everybody when it is withdrawn, and is not closed after that", async () => {
    const house = new BoardHouse();
    await opened(house);
    await house.board.items.changing.withdraw("item-1", { reason: "A mistake in the paper." }, house.coordinator);
    await house.passUntil("2026-12-07T17:00:00.000Z");
    assert.equal(house.item().status, "withdrawn");
    assert.equal(house.deliveries.planned.get("board-withdrawn.item-1")?.length, 10);
    assert.equal(house.deliveries.planned.has("board-decided.item-1"), false);
    assert.deepEqual(house.audit.kept.at(-1)?.said, { reason: "A mistake in the paper." });
  });
});

describe("the time of an item", () => {
  it("has partners that have not voted reminded, members and deputies, and closes by itself", async () => {
    const house = new BoardHouse();
    await opened(house);
    await voting(house, "one", "approve");
    await house.passUntil("2026-12-02T12:00:00.000Z");
    await voting(house, "two", "reject");
    await house.passUntil("2026-12-04T16:59:59.000Z");
    assert.equal(house.item().status, "open");
    await house.passUntil("2026-12-04T17:00:00.000Z");
    assert.equal(house.deliveries.planned.get("board-reminder.item-1.3.2026-12-04")?.length, 8);
    const last = house.deliveries.planned.get("board-reminder.item-1.1.2026-12-04");
    assert.equal(last?.length, 6);
    assert.ok(!last?.includes(personKey(deputy("two"))));
    assert.equal(house.item().status, "closed");
    assert.deepEqual(house.failures, []);
  });

  it("is caught up when the bot was down over the deadline: closed as of it, and no reminder after it", async () => {
    const house = new BoardHouse();
    await opened(house);
    for (const partner of ["one", "two", "three"]) await voting(house, partner, "approve");
    house.clock.turnTo("2026-12-07T09:00:00.000Z");
    await house.schedule.runDue();
    assert.equal(house.item().closed?.at, "2026-12-04T17:00:00.000Z");
    assert.equal(house.item().closed?.outcome.result, "approved");
    const reminders = [...house.deliveries.planned.keys()].filter((id) => id.startsWith("board-reminder"));
    assert.deepEqual(reminders, []);
    assert.equal(house.schedule.seen.filter((one) => one === "late board.remind").length, 2);
  });

  it("goes on after an extension, once, with reminders before the new deadline", async () => {
    const house = new BoardHouse();
    await opened(house);
    const { changing } = house.board.items;
    const later = { date: "2026-12-11", time: "12:00", reason: "The paper came late." };
    assert.equal(await changing.extend("item-1", later, house.coordinator), undefined);
    await assert.rejects(changing.extend("item-1", { ...later, date: "2026-12-18" }, house.coordinator), /once/);
    const due = await house.board.items.closing.closeWhenDue("item-1");
    assert.equal(due?.toISOString(), "2026-12-11T12:00:00.000Z");
    await house.passUntil("2026-12-11T11:59:00.000Z");
    assert.equal(house.item().status, "open");
    assert.ok(house.deliveries.planned.has("board-reminder.item-1.1.2026-12-11"));
    assert.ok(house.deliveries.planned.has("board-extended.item-1"));
    await house.passUntil("2026-12-11T12:00:00.000Z");
    assert.equal(house.item().status, "closed");
  });

  it("is finished by the watch where the process died between the change and what follows", async () => {
    const house = new BoardHouse();
    await drafted(house);
    const { plan } = house.deliveries;
    house.deliveries.plan = () => Promise.reject(new Error("the process is gone"));
    await assert.rejects(house.board.items.changing.open("item-1", house.coordinator), /gone/);
    house.deliveries.plan = plan;
    await house.passUntil("2026-11-23T10:05:00.000Z");
    assert.equal(house.deliveries.planned.get("board-asks.item-1.1")?.length, 10);
    assert.ok(house.posts.kept.has("board-item-1"));
  });
});

describe("the close of an item", () => {
  it("tells channel and board, takes the asking cards back, and gives the next number of the year", async () => {
    const house = new BoardHouse();
    for (const id of ["item-1", "item-2"]) await openWith(house, id, 3);
    await house.passUntil("2026-12-04T17:00:00.000Z");
    const numbers = ["item-1", "item-2"].map((id) => house.item(id).closed?.number);
    assert.deepEqual(numbers.toSorted(), ["2026-27/1", "2026-27/2"]);
    assert.equal(house.posts.kept.get("board-item-1-decision")?.message.kind, "board.decision");
    assert.equal(house.deliveries.planned.get("board-decided.item-1")?.length, 10);
    for (const id of ["board-asks.item-1.1", "board-reminder.item-1.1.2026-12-04"])
      assert.ok(house.deliveries.retired.has(id), id);
    assert.ok(house.posts.touched.includes("board-item-1"));
  });

  it("is one close where two processes do it at once", async () => {
    const house = new BoardHouse();
    await openWith(house, "item-1", 3);
    const other = new Board({ ...house.context, files: { ...house.context.files, register: () => undefined } });
    house.clock.turnTo("2026-12-04T17:00:00.000Z");
    await Promise.all([house.board, other].map(({ items }) => items.closing.closeWhenDue("item-1")));
    assert.deepEqual(events(house), ["board.opened", "board.closed", "board.numbered"]);
    assert.equal(house.item().closed?.number, "2026-27/1");
  });

  it("counts years from April", async () => {
    const house = new BoardHouse();
    house.items.kept.set("item-1", approvedBy(3, { deadline: "2027-03-31T22:59:59.000Z" }));
    house.items.kept.set("item-2", approvedBy(3, { id: "item-2", deadline: "2027-03-31T23:00:00.000Z" }));
    house.clock.turnTo("2027-04-01T12:00:00.000Z");
    for (const id of ["item-1", "item-2"]) await house.board.items.closing.closeWhenDue(id);
    assert.deepEqual([house.item().closed?.number, house.item("item-2").closed?.number], ["2026-27/1", "2027-28/1"]);
  });

  it("gives what lapsed no number, and lets it be offered again once", async () => {
    const house = new BoardHouse();
    await openWith(house, "item-1", 2);
    await house.passUntil("2026-12-04T17:00:00.000Z");
    assert.equal(house.item().closed?.outcome.result, "lapsed");
    assert.equal(house.item().closed?.number, undefined);
    assert.equal((await house.board.overview.lapsed()).length, 1);
    const { drafting } = house.board.items;
    const again = await drafting.offerAgain("item-1", house.coordinator);
    assert.equal(await drafting.offerAgain("item-1", house.coordinator), again);
    const { status, again: before, votes, wordings } = house.item(again);
    assert.deepEqual([status, before, votes.length, wordings[0]?.question], ["draft", "item-1", 0, FIELDS.question]);
    assert.equal((await house.board.overview.lapsed()).length, 0);
  });

  it("comes early where it may and nothing could change, and not for want of a settled outcome", async () => {
    const house = new BoardHouse({ rules: { closesEarly: true, of: "eligible" } });
    await openWith(house, "item-1", 2);
    await house.board.items.closing.closeIfSettled("item-1");
    assert.equal(house.item().status, "open");
    await voting(house, "three", "approve");
    await house.board.items.closing.closeIfSettled("item-1");
    assert.equal(house.item().closed?.why, "settled");
    assert.equal(house.item().closed?.at, house.clock.now().toISOString());
    await house.passUntil("2026-12-05T17:00:00.000Z");
    assert.deepEqual(events(house), ["board.opened", "board.closed", "board.numbered"]);
  });
});

describe("the list of items", () => {
  it("shows drafts to coordinators alone, and to voters whether their partner has voted", async () => {
    const house = new BoardHouse();
    await openWith(house, "item-1", 1);
    await drafted(house, "item-2");
    const of = async (who: Parameters<typeof house.board.overview.of>[0]) =>
      (await house.board.overview.of(who)).items.map(({ item, own }) => [item, own]);
    assert.deepEqual(await of(house.coordinator), [
      ["item-1", undefined],
      ["item-2", undefined],
    ]);
    assert.deepEqual(await of(deputy("one")), [["item-1", "voted"]]);
    assert.deepEqual(await of(member("two")), [["item-1", "not-voted"]]);
    assert.deepEqual(await of(member("two", 2)), [["item-1", undefined]]);
  });

  it("shows how partners vote while it is open, and never of a secret ballot", async () => {
    for (const secretUntilClose of [false, true]) {
      const house = new BoardHouse({ rules: { secretUntilClose } });
      await openWith(house, "item-1", 2);
      const { votes, missing } = await house.board.items.view("item-1");
      assert.deepEqual([votes.length, missing.length], secretUntilClose ? [0, 0] : [2, 3]);
    }
  });

  it("looks the same for a secret ballot whatever was voted", async () => {
    const seen = await Promise.all(
      (["approve", "reject", "abstain"] as const).map(async (choice) => {
        const house = new BoardHouse({ rules: { secretUntilClose: true, abstentionsCountForQuorum: false } });
        await opened(house);
        for (const partner of ["one", "two", "three"]) await voting(house, partner, choice);
        return JSON.stringify([
          await house.board.items.view("item-1"),
          await house.board.overview.of(house.coordinator),
        ]);
      }),
    );
    assert.equal(new Set(seen).size, 1);
  });
});

async function drafted(house: BoardHouse, id = "item-1"): Promise<void> {
  assert.equal(await house.board.items.drafting.save(id, FIELDS, house.coordinator), undefined);
}

async function opened(house: BoardHouse, id = "item-1"): Promise<void> {
  await drafted(house, id);
  await house.board.items.changing.open(id, house.coordinator);
}

async function openWith(house: BoardHouse, id: string, approvals: number): Promise<void> {
  await opened(house, id);
  for (const partner of ["one", "two", "three"].slice(0, approvals)) await voting(house, partner, "approve", id);
}

async function voting(house: BoardHouse, partner: string, choice: "approve" | "reject" | "abstain", id = "item-1") {
  const vote = aVote(partner, choice, { at: house.clock.now().toISOString() });
  await house.items.change(id, (item) => ({ next: { ...item, votes: [...item.votes, vote] }, result: undefined }));
}

function approvedBy(count: number, members: Parameters<typeof anItem>[0]) {
  return anItem({ votes: ["one", "two", "three"].slice(0, count).map((one) => aVote(one, "approve")), ...members });
}

/** What is on the record, in its order. */
function events({ audit }: BoardHouse): string[] {
  return audit.kept.map(({ event }) => event);
}
