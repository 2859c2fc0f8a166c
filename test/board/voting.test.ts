import assert from "node:assert/strict";
import { board } from "../../bot/capabilities/board/index.js";
import type { Capability } from "../../bot/capability.js";
import { wordsOf } from "../../bot/local/double/cards.js";
import { ballotReplyCard, manageCard } from "../../cards/board.js";
import type { Paper } from "../../services/board/schema.js";
import type { PressedChoice } from "../../services/board/voting/voting.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { anItem, BoardHouse, deputy, member } from "../support/board-house.js";

const id = "item-1";
const secretTerms = { ...anItem().terms, secretUntilClose: true };

describe("Voting on the board", () => {
  let house: BoardHouse;
  let capability: Capability;
  beforeEach(async () => {
    house = new BoardHouse();
    capability = board({ board: house.board, fileUrl: (token) => token });
    await house.items.add(anItem());
  });

  const vote = (person: Person, choice: PressedChoice["choice"], typed: Partial<PressedChoice> = {}) =>
    house.board.voting.vote(person, { item: id, version: 1, choice, ...typed });
  const asks = async (person: Person) => (await house.board.voting.asking.asks(person)).map(({ ask }) => ask);
  const makeSecret = () => house.items.change(id, (item) => ({ next: { ...item, terms: secretTerms }, result: 0 }));
  async function said(kind: string, person: Person, subject = id): Promise<string | undefined> {
    const card = (await capability.messages[`board.${kind}`]?.([person], subject))?.get(personKey(person));
    return card && wordsOf(card);
  }
  async function posted(): Promise<string> {
    const card = await capability.posts?.["board.item"]?.(id);
    return card ? wordsOf(card) : "nothing";
  }
  const enterFor = async (person: Person) => {
    const [form, { name }] = [await house.board.voting.phone.form(id), person];
    const ref = form.members.find(({ title }) => title.startsWith(name))?.ref;
    const typed = { member: ref, choice: "approve", received: "Rang at 10:15" };
    await house.board.voting.phone.enter(house.coordinator, id, 1, typed);
    return house.item().votes.at(-1)?.id ?? "";
  };

  it("brings a vote onto the record, and the channel's card up to date", async () => {
    const { view } = await vote(member("one"), "approve");
    assert.equal(view.own?.stands?.choice, "approve");
    assert.deepEqual(
      house.audit.kept.map(({ event }) => event),
      ["board.voted"],
    );
    assert.deepEqual(house.item().acts, []);
    assert.deepEqual(house.posts.touched, [`board-${id}`]);
    assert.match(await posted(), /1 of 5 partners has voted. The quorum of 3 is not met yet/);
  });

  it("of member and deputy at one moment keeps both, and the member's stands", async () => {
    await Promise.all([vote(deputy("one"), "reject"), vote(member("one"), "approve")]);
    assert.equal(house.item().votes.length, 2);
    assert.match(await posted(), /1 of 5 partners/);
    const own = await house.board.voting.ownState(deputy("one"), house.item());
    assert.deepEqual([own?.stands?.choice, own?.below?.choice], ["approve", "reject"]);
  });

  it("from two phones at one moment is one vote", async () => {
    await Promise.all([vote(member("one"), "approve"), vote(member("one"), "approve")]);
    assert.equal(house.item().votes.length, 1);
    assert.equal(house.audit.kept.length, 1);
  });

  it("gives back a comment of five thousand characters with a sentence, and takes one that is a formula as it is", async () => {
    const long = await vote(member("one"), "approve", { comment: "x".repeat(5_000) });
    assert.match(long.typed?.error ?? "", /longer than 500 characters/);
    assert.match(long.typed?.comment ?? "", /^x{600}/);
    assert.equal(house.item().votes.length, 0);
    await vote(member("one"), "approve", { comment: "=HYPERLINK(1) **[x](javascript:1)**", forMinutes: "true" });
    assert.equal(house.item().votes[0]?.comment, "=HYPERLINK(1) **[x](javascript:1)**");
    assert.equal(house.item().votes[0]?.forMinutes, true);
  });

  it("keeps the lines of a comment and of an interest", async () => {
    await vote(member("one"), "approve", { comment: "Agreed.\r\nCome back in a year." });
    assert.equal(house.item().votes[0]?.comment, "Agreed.\nCome back in a year.");
    await house.board.voting.declare(member("two"), id, { reason: "My husband bids.\nHe may win." });
    assert.equal(house.item().interests[0]?.reason, "My husband bids.\nHe may win.");
  });

  it("leads a coordinator with a seat to both: their vote, and what coordinators do", async () => {
    const both = { ...member("one"), roles: ["board-member" as const, "coordinator" as const] };
    const manages = async (person: Person) => (await house.board.voting.ballot(person, id)).canManage === true;
    assert.deepEqual([await manages(both), await manages(member("one"))], [true, false]);
  });

  it("shows the new question to who presses on an old one, five seconds too late that voting is over", async () => {
    const reworded = { ...anItem().wordings[0], version: 2, question: "Do you approve it as it is now?" };
    await house.items.change(id, (item) => ({
      next: { ...item, wordings: [...item.wordings, reworded as (typeof item.wordings)[number]] },
      result: 0,
    }));
    const old = await vote(member("one"), "approve");
    assert.deepEqual([old.refusal, old.view.wording.question], ["reworded", "Do you approve it as it is now?"]);
    house.clock.turnTo("2026-12-04T17:00:05.000Z");
    const late = await vote(member("one"), "approve", { version: 2 });
    assert.deepEqual([late.refusal, late.view.phase], ["over", "ended"]);
    assert.deepEqual(house.item().votes, []);
  });

  it("shows the first digits of a file's hash, to those who vote and those who manage, with a link or without", async () => {
    const shown = async (paper: Paper) => {
      await house.items.change(id, (item) => ({
        next: { ...item, wordings: item.wordings.map((wording) => ({ ...wording, paper })) },
        result: 0,
      }));
      return [await posted(), wordsOf(manageCard(await house.board.items.view(id)))];
    };
    const sha256 = `4f5a1c09be72${"0".repeat(52)}`;
    for (const words of await shown({ title: "budget-3.pdf", sha256 }))
      assert.match(words, /file: budget-3\.pdf, SHA-256 4f5a1c09be72…/);
    const linked = { title: "Budget", link: "https://papers.example/3", version: "3", sha256 };
    for (const words of await shown(linked)) assert.match(words, /Budget, version 3, SHA-256 4f5a1c09be72…/);
  });

  it("that settles an item which may close early closes it", async () => {
    const terms = { ...anItem().terms, closesEarly: true };
    await house.items.change(id, (item) => ({ next: { ...item, terms }, result: 0 }));
    for (const partner of ["one", "two"]) await vote(member(partner), "approve");
    assert.equal(house.item().status, "open");
    const last = await vote(member("three"), "approve");
    assert.equal(house.item().closed?.outcome.result, "approved");
    assert.match(wordsOf(ballotReplyCard(last)), /Your vote is recorded. With that .* voting is closed: approved/);
    assert.doesNotMatch(wordsOf(ballotReplyCard(last)), /You can change it/);
    assert.equal((await vote(member("four"), "reject")).refusal, "over");
  });

  it("waits in the inbox of members and deputies until their partner has voted or the deadline is over", async () => {
    assert.deepEqual([await asks(member("one")), await asks(deputy("one"))], [["vote"], ["vote"]]);
    assert.deepEqual(await asks(house.coordinator), []);
    await vote(deputy("one"), "approve");
    assert.deepEqual(
      [await asks(member("one")), await asks(deputy("one")), await asks(member("two"))],
      [[], [], ["vote"]],
    );
    house.clock.turnTo("2026-12-04T17:00:00.000Z");
    assert.deepEqual(await asks(member("two")), []);
  });

  it("is asked for by message only while it is wanted", async () => {
    assert.match((await said("asks", member("one"))) ?? "", /your vote is asked for/);
    assert.match((await said("reminder", deputy("one"))) ?? "", /has not voted yet/);
    await vote(member("one"), "approve");
    for (const kind of ["asks", "reminder", "changed"]) assert.equal(await said(kind, deputy("one")), undefined);
  });

  it("of a secret ballot is shown to who gave it, and to nobody else", async () => {
    await makeSecret();
    await vote(member("one"), "reject");
    await vote(deputy("one"), "approve");
    const shown = async (person: Person) => (await house.board.voting.ballot(person, id)).own;
    assert.equal((await shown(member("one")))?.stands?.choice, "reject");
    const below = await shown(deputy("one"));
    assert.deepEqual([below?.stands?.choice, below?.below?.choice], [undefined, "approve"]);
    assert.equal((await shown(house.coordinator)) ?? undefined, undefined);
    assert.doesNotMatch(JSON.stringify(house.audit.kept.map(({ details }) => details)), /reject|approve/);
  });

  it("tells nothing of a secret ballot that was withdrawn", async () => {
    await makeSecret();
    await vote(member("one"), "reject");
    await house.items.change(id, (item) => ({ next: { ...item, status: "withdrawn" as const }, result: 0 }));
    assert.equal((await house.board.voting.ballot(deputy("one"), id)).own?.stands?.choice, undefined);
  });

  it("is refused to those without a seat with a sentence that says whom to ask", async () => {
    await assert.rejects(vote(member("one", 2), "approve"), /Please ask your partner’s board member or deputy/);
    await assert.rejects(vote({ ...member("one"), status: "left" }, "approve"), /have none now/);
    await assert.rejects(vote(house.coordinator, "approve", { comment: "x".repeat(501) }), /not part of your role/);
    const { noSeat, own } = await house.board.voting.ballot({ ...member("one"), roles: ["board-deputy"] }, id);
    assert.match(noSeat ?? "", /had a seat when this vote was opened and have none now/);
    assert.equal(own, undefined);
  });

  describe("by phone", () => {
    it("is confirmed by the member, who is asked in their own chat and inbox", async () => {
      const entered = await enterFor(member("one"));
      assert.deepEqual(house.deliveries.planned.get(`board-${id}-phone-${entered}`), [personKey(member("one"))]);
      assert.match(
        (await said("phone-confirm", member("one"), `${id}|${entered}`)) ?? "",
        /Casey Example entered “Approve”/,
      );
      assert.deepEqual(await asks(member("one")), ["confirm"]);
      await house.board.voting.phone.answer(member("one"), id, entered, "confirmed");
      assert.deepEqual(await asks(member("one")), []);
      assert.equal(await said("phone-confirm", member("one"), `${id}|${entered}`), undefined);
      assert.equal(await said("phone-confirm", member("two"), `${id}|${entered}`), undefined);
      assert.deepEqual(
        house.audit.kept.map(({ event }) => event),
        ["board.phone-vote", "board.phone-confirmed"],
      );
    });

    it("is void when contradicted before the deadline, which who entered it learns", async () => {
      const entered = await enterFor(member("one"));
      await house.board.voting.phone.answer(member("one"), id, entered, "contradicted");
      assert.deepEqual(await asks(member("one")), ["vote"]);
      assert.deepEqual(await asks(house.coordinator), ["disputed"]);
      assert.deepEqual(await asks({ ...house.coordinator, objectId: member("two").objectId }), []);
    });

    it("contradicted after the close stays counted, and all coordinators learn of it for a month", async () => {
      const entered = await enterFor(member("one"));
      await house.items.change(id, (item) => ({ next: { ...item, status: "closed" as const }, result: 0 }));
      house.clock.turnTo("2026-12-05T10:00:00.000Z");
      await house.board.voting.phone.answer(member("one"), id, entered, "contradicted");
      assert.deepEqual(await asks({ ...house.coordinator, objectId: member("two").objectId }), ["disputed"]);
      house.clock.turnTo("2027-01-05T10:00:00.000Z");
      assert.deepEqual(await asks(house.coordinator), []);
    });

    it("is shown to member and deputy beside the vote that stands until it is confirmed", async () => {
      await vote(deputy("one"), "reject");
      await enterFor(member("one"));
      const own = async (person: Person) => (await house.board.voting.ballot(person, id)).own;
      for (const person of [member("one"), deputy("one")]) {
        assert.deepEqual((await own(person))?.stands?.choice, "reject");
        assert.deepEqual((await own(person))?.unconfirmed?.choice, "approve");
      }
      await makeSecret();
      assert.deepEqual((await own(deputy("one")))?.unconfirmed?.choice, undefined);
    });

    it("was not counted where a deputy's own vote was, which coordinators read where it is disputed", async () => {
      await vote(deputy("one"), "reject");
      const entered = await enterFor(member("one"));
      await house.passUntil("2026-12-04T17:05:00.000Z");
      await house.board.voting.phone.answer(member("one"), id, entered, "contradicted");
      const [ask] = (await house.board.voting.asking.asks(house.coordinator)).filter(({ ask }) => ask === "disputed");
      assert.ok(ask?.ask === "disputed" && !ask.wasCounted);
    });

    it("needs a member, a choice and how it came, and gives back what was typed", async () => {
      const typed = { member: "9-9", choice: "maybe", received: "" };
      const form = await house.board.voting.phone.enter(house.coordinator, id, 1, typed);
      assert.deepEqual("errors" in form && Object.keys(form.errors), ["member", "choice", "received"]);
      assert.deepEqual("values" in form && form.values.choice, "maybe");
      assert.deepEqual(house.item().votes, []);
    });

    it("of a secret ballot is shown to the member and hidden from their deputy", async () => {
      await makeSecret();
      await enterFor(member("one"));
      const shown = async (person: Person) => (await house.board.voting.ballot(person, id)).own?.stands?.choice;
      assert.deepEqual([await shown(member("one")), await shown(deputy("one"))], ["approve", undefined]);
    });
  });

  it("gives way to a declared interest, with a reason of some words", async () => {
    const empty = await house.board.voting.declare(member("one"), id, { reason: " " });
    assert.ok("errors" in empty && empty.errors.reason);
    await house.board.voting.declare(member("one"), id, { reason: "My husband bids for it" });
    assert.match(await posted(), /0 of 4 partners/);
    assert.equal(house.audit.kept[0]?.said?.reason, "My husband bids for it");
    assert.equal((await vote(deputy("one"), "approve")).refusal, "interest");
    const { view } = await house.board.voting.takeBack(member("one"), id);
    assert.equal(view.own?.interest, undefined);
  });

  describe("whose process dies before it is on the record", () => {
    const dying = async (change: () => Promise<unknown>) => {
      const record = house.audit.record;
      house.audit.record = async () => Promise.reject(new Error("the process dies"));
      await assert.rejects(change());
      house.audit.record = record;
    };
    const events = () => house.audit.kept.map(({ event }) => event);

    it("is there some minutes later, though nobody presses anything more", async () => {
      await dying(() => vote(member("one"), "approve"));
      await house.passUntil("2026-11-23T10:02:00.000Z");
      assert.deepEqual(events(), ["board.voted"]);
      assert.deepEqual(house.item().acts, []);
    });

    it("is there too where it is what a member says of a vote by phone after the close", async () => {
      const entered = await enterFor(member("one"));
      await house.passUntil("2026-12-04T17:05:00.000Z");
      await house.board.items.closing.closeWhenDue(id);
      assert.equal(house.item().status, "closed");
      await dying(() => house.board.voting.phone.answer(member("one"), id, entered, "contradicted"));
      await house.passUntil("2026-12-04T17:10:00.000Z");
      assert.equal(events().at(-1), "board.phone-contradicted");
    });

    it("closes the item early that it settles", async () => {
      await house.items.change(id, (item) => ({
        next: { ...item, terms: { ...item.terms, closesEarly: true } },
        result: 0,
      }));
      for (const partner of ["one", "two"]) await vote(member(partner), "approve");
      assert.equal(house.item().status, "open");
      await dying(() => vote(member("three"), "approve"));
      await house.passUntil("2026-11-23T10:02:00.000Z");
      assert.deepEqual([house.item().status, house.item().closed?.why], ["closed", "settled"]);
    });
  });
});
