import assert from "node:assert/strict";
import { wordsOf } from "../../bot/local/double/cards.js";
import type { TeamsUser } from "../../bot/local/double/user.js";
import type { RecordedEntry } from "../../services/audit/ports.js";
import { ballotOf, tally } from "../../services/board/tally-rules.js";
import { replay } from "../../services/board/voting/replay-rules.js";
import { personKey } from "../../services/people/schema.js";
import { BoardBot } from "../support/board-bot.js";

describe("The board over the real bot", function () {
  this.timeout(60_000);
  let board: BoardBot;
  let [ann, ben, cas]: TeamsUser[] = [];
  beforeEach(async () => {
    board = await BoardBot.open();
    [ann, ben, cas] = board.members;
  });
  afterEach(() => board[Symbol.asyncDispose]());

  const inChannel = (who: TeamsUser | undefined, title: string, inputs = {}) =>
    (who ?? assert.fail()).presses(board.post, title, inputs, { in: board.channel });

  it("answers each who votes in the channel alone, and shows all how many partners have voted", async () => {
    const answer = await inChannel(ann, "Approve", { comment: "With [thanks](javascript:1)" });
    assert.match(wordsOf(answer.card ?? assert.fail()), /Your vote is recorded[\s\S]*approve, by you/);
    await board.until(() => /1 of \d+ partners has voted/.test(board.posted));
    assert.doesNotMatch(board.posted, /approve, by|thanks/);
    const own = await (ben as TeamsUser).presses((ben as TeamsUser).card, "Reject");
    assert.match(wordsOf(own.card ?? assert.fail()), /reject, by you/);
    await board.until(() => /2 of \d+ partners have voted/.test(board.posted));
  });

  it("counts two presses at one instant once, and old clients' presses like new ones'", async () => {
    await Promise.all([inChannel(ann, "Approve"), inChannel(ann, "Approve")]);
    await (ben as TeamsUser).presses((ben as TeamsUser).card, "Abstain", {}, { asOldClient: true });
    const item = await board.stored();
    assert.deepEqual(
      item.votes.map(({ choice }) => choice),
      ["approve", "abstain"],
    );
  });

  it("gives a long comment back in the card, and lets nobody vote who has no seat", async () => {
    const long = await inChannel(ann, "Approve", { comment: "y".repeat(5_000) });
    assert.match(wordsOf(long.card ?? assert.fail()), /Please check your comment: It is longer than 500 characters/);
    assert.match(JSON.stringify(long.card), /"value":"y{600}/);
    const [casey] = board.coordinators;
    assert.match(wordsOf((await inChannel(casey, "Approve")).card ?? assert.fail()), /not part of your role/);
    assert.equal((await board.stored()).votes.length, 0);
  });

  it("tells who stopped being a member that day that they have no seat any more", async () => {
    const { people, peopleStore } = board.running.bot.services;
    const person = (await people.find((ann as TeamsUser).account)) ?? assert.fail();
    await peopleStore.save([{ ...person, roles: ["board-deputy"] }]);
    board.clock.forward(120_000);
    const answer = await inChannel(ann, "Approve");
    assert.match(wordsOf(answer.card ?? assert.fail()), /had a seat when this vote was opened and have none now/);
  });

  it("says so, too, to who has no role at all any more, and lets them say that a vote by phone was not theirs", async () => {
    const anns = ann as TeamsUser;
    const [casey] = board.coordinators;
    const form = await casey.presses(await casey.presses((await casey.says("board"))[0], "Open"), "Enter a phone vote");
    await casey.presses(form, "Enter the vote", { member: "0-0", choice: "reject", received: "Rang at 10:15" });
    await board.until(() => /Is this your vote/.test(wordsOf(anns.card ?? assert.fail())));
    const { people, peopleStore } = board.running.bot.services;
    await peopleStore.save([{ ...((await people.find(anns.account)) ?? assert.fail()), roles: [] }]);
    board.clock.forward(120_000);
    const refused = await inChannel(ann, "Approve");
    assert.match(wordsOf(refused.card ?? assert.fail()), /had a seat when this vote was opened and have none now/);
    const said = await anns.presses(anns.card, "That is not my vote");
    assert.match(wordsOf(said.card ?? assert.fail()), /It does not count any more/);
    assert.doesNotMatch(wordsOf(said.card ?? assert.fail()), /You can vote yourself/);
    assert.equal(tally(ballotOf(await board.stored())).voted, 0);
  });

  it("refuses a vote five seconds after the deadline, whether the item is closed yet or not", async () => {
    await inChannel(ben, "Approve");
    const { post } = board;
    board.clock.forward(10 * 86_400_000 + 5_000);
    const late = await (ann as TeamsUser).presses(post, "Reject", {}, { in: board.channel });
    assert.match(wordsOf(late.card ?? assert.fail()), /Not counted: voting is over/);
    await board.until(async () => (await board.stored()).status === "closed");
    const item = await board.stored();
    assert.deepEqual([item.closed?.outcome.reject, item.closed?.outcome.approve], [0, 1]);
  });

  it("shows the new question to who presses on a card of the old one", async () => {
    const [casey] = board.coordinators;
    const old = (cas as TeamsUser).messages.findLast(({ card }) => card);
    const manage = await casey.presses((await casey.says("board"))[0], "Open");
    const form = await casey.presses(manage, "Change the wording");
    await casey.presses(form, "Save and ask again", { question: "Do you approve it with the reserve kept?" });
    assert.equal((await board.stored()).wordings.length, 2);
    const answer = await (cas as TeamsUser).presses(old, "Approve");
    assert.match(wordsOf(answer.card ?? assert.fail()), /has been changed since[\s\S]*with the reserve kept/);
    const again = await (cas as TeamsUser).presses(answer, "Approve");
    assert.match(wordsOf(again.card ?? assert.fail()), /Your vote is recorded/);
  });

  it("has a vote by phone confirmed, and the record alone gives the item's tally", async () => {
    const [casey] = board.coordinators;
    const form = await casey.presses(await casey.presses((await casey.says("board"))[0], "Open"), "Enter a phone vote");
    await casey.presses(form, "Enter the vote", { member: "0-0", choice: "reject", received: "Rang at 10:15" });
    const anns = ann as TeamsUser;
    await board.until(() => /Is this your vote/.test(wordsOf(anns.card ?? assert.fail())));
    const said = await anns.presses(anns.card, "That is not my vote");
    assert.match(wordsOf(said.card ?? assert.fail()), /It does not count any more/);
    await inChannel(board.deputies[0], "Approve");
    await (ben as TeamsUser).presses(await inChannel(ben, "Declare an interest"), "Declare an interest", {
      reason: "Bids",
    });
    const { audit } = board.running.bot.services;
    const entries: RecordedEntry[] = [];
    for await (const entry of audit.entries(`board:${board.item}`)) entries.push(entry);
    const item = await board.stored();
    assert.deepEqual(replay(entries)?.outcome, tally(ballotOf(item)));
    assert.equal(item.votes[0]?.person, personKey(anns.account));
  });
});
