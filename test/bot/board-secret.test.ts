import assert from "node:assert/strict";
import { buttonsOf } from "../../bot/local/double/cards.js";
import type { Message } from "../../bot/local/double/chat.js";
import type { TeamsUser } from "../../bot/local/double/user.js";
import type { Card } from "../../cards/card.js";
import type { Choice, Terms } from "../../services/board/schema.js";
import { BoardBot } from "../support/board-bot.js";

/** How everybody votes in a run; the last one's is entered by phone. */
type Run = readonly [Choice, Choice, Choice];
const RUNS: readonly [Run, Run] = [
  ["approve", "abstain", "approve"],
  ["reject", "approve", "abstain"],
];
const TITLES = { approve: "Approve", reject: "Reject", abstain: "Abstain" } as const;
/** What the watchers don't press: it would change what they look at. */
const ACTS =
  /^(Approve|Reject|Abstain|Send|Withdraw|Make it secret|Declare|Delete|Erase|Export|Save|Enter the vote|Cancel)/;
/** Where the board is talked of. */
const PLACES = /^(board|inbox|deliveries)\./;
const MOST_CARDS = 60;

describe("A secret ballot before its close", function () {
  this.timeout(120_000);

  it("shows nobody how anybody voted, wherever they look", async () => {
    assert.equal(await difference({ secretUntilClose: true }), undefined);
  });

  it("shows it neither by the quorum, where abstentions don't count for that", async () => {
    assert.equal(await difference({ secretUntilClose: true, abstentionsCountForQuorum: false }), undefined);
  });

  it("would show it if it were open: the watchers do look where it stands", async () => {
    assert.match((await difference({})) ?? "", /Approve|approve/);
  });
});

/** The first card that isn't the same in both runs. */
async function difference(terms: Partial<Terms>): Promise<string | undefined> {
  const [one, other] = [await seen(RUNS[0], terms), await seen(RUNS[1], terms)];
  assert.ok(one.length > 30, `${one.length} cards are too few to show anything`);
  return one.find((card, n) => card !== other[n]) ?? other[one.length];
}

/** Everything that coordinators, other partners' members and deputies can see, in one order, without ids and times. */
async function seen(run: Run, terms: Partial<Terms>): Promise<string[]> {
  await using board = await BoardBot.open(terms);
  await vote(board, run);
  await board.until(() => /3 of \d+ partners have voted/.test(board.posted));
  const { deliveries } = board.running.bot.services;
  await board.until(async () => (await deliveries.campaigns()).every(({ status }) => status === "done"));
  const [, dana] = board.coordinators;
  // The fourth partner's, and the deputies of those who voted.
  const watchers = [dana, board.members[3], ...board.deputies] as TeamsUser[];
  const all: Card[] = board.channel.messages.flatMap((message) => cardOf(message, dana));
  for (const watcher of watchers) all.push(...watcher.messages.flatMap((message) => cardOf(message, watcher)));
  for (const watcher of watchers) all.push(...(await looksEverywhere(watcher)));
  return all.map(masked);
}

async function vote({ members, coordinators, item }: BoardBot, run: Run): Promise<void> {
  const [ann, ben] = members as readonly [TeamsUser, TeamsUser];
  await ann.presses(ann.card, TITLES[run[0]], { comment: `I ${run[0]} it`, forMinutes: "true" });
  await ben.presses(ben.card, TITLES[run[1]]);
  const [casey] = coordinators;
  const form = await casey.presses(await casey.presses((await casey.says("board"))[0], "Open"), "Enter a phone vote");
  await casey.presses(form, "Enter the vote", { member: "2-0", choice: run[2], received: `Says ${run[2]} to ${item}` });
}

/** All cards that somebody reaches by words and buttons. */
async function looksEverywhere(watcher: TeamsUser): Promise<Card[]> {
  const found = new Map<string, Card>();
  for (const word of ["board", "inbox", "deliveries", "my data"]) {
    const waiting = (await watcher.says(word)).flatMap((message) => cardOf(message, watcher));
    for (let card = waiting.shift(); card && found.size < MOST_CARDS; card = waiting.shift()) {
      if (found.has(masked(card))) continue;
      found.set(masked(card), card);
      for (const { title, verb = "" } of buttonsOf(card)) {
        if (ACTS.test(title) || !PLACES.test(verb)) continue;
        const { card: next } = await watcher.presses(card, title);
        if (next) waiting.push(next);
      }
    }
  }
  return [...found.values()];
}

function cardOf(message: Message, watcher: TeamsUser): Card[] {
  const card = message.cardFor(watcher.account);
  return card ? [card] : [];
}

function masked(card: Card): string {
  return JSON.stringify(card)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "UUID")
    .replace(/[0-9a-f]{32,}/g, "ID")
    .replace(/files\/[\w.~-]+/g, "FILE")
    .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, "INSTANT")
    .replace(/\b\d{2}:\d{2}(:\d{2})?\b/g, "TIME");
}
