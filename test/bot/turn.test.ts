import assert from "node:assert/strict";
import { z } from "zod";
import type { Place } from "../../bot/capability.js";
import { wordsOf } from "../../bot/local/double/cards.js";
import type { TeamsUser } from "../../bot/local/double/user.js";
import { openLog } from "../../bot/log.js";
import { Turns } from "../../bot/turn.js";
import { ExpectedError } from "../../services/kernel/errors.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { aBot, type RunningBot, theFiles } from "../support/bot.js";
import { aCoordinator, somebody } from "../support/people.js";

/** All words on the newest card that a message brought. */
function shown(messages: readonly { card: unknown }[]): string {
  const card = messages.findLast((message) => message.card)?.card;
  return card ? wordsOf(card as never) : "";
}

describe("A turn in Teams", () => {
  let running: RunningBot;
  let pat: TeamsUser;
  let casey: TeamsUser;

  before(async () => {
    const people = [await somebody(), await aCoordinator()];
    running = await aBot({ people });
    [pat, casey] = (await Promise.all(people.map((person) => running.user(person)))) as [TeamsUser, TeamsUser];
  });
  after(() => running.stop());

  it("greets with the home card when the app is installed", async () => {
    assert.match(shown(pat.messages), /Hello Pat/);
  });

  it("shows each role its own doors", async () => {
    assert.doesNotMatch(shown(await pat.says("help")), /Deliveries/);
    const [home] = await casey.says("help");
    const first = shown(home ? [home] : []);
    assert.match(first, /Surveys[\s\S]*Sessions[\s\S]*Placement QA panels[\s\S]*Membership fees/);
    const { card } = await casey.presses(home, "Show more");
    assert.match(card ? wordsOf(card) : "", /Strategic Board[\s\S]*Deliveries/);
  });

  it("answers what is not understood, and what is not for this person, with the home card", async () => {
    for (const text of ["good morning", "", "deliveries", "use this channel for board", "</at>"]) {
      assert.match(shown(await pat.says(text)), /Hello Pat/, text);
    }
  });

  it("tells strangers and those who left whom to ask", async () => {
    const gone = await somebody({ status: "left", leftOn: "2026-01-31" });
    await running.bot.services.peopleStore.save([gone]);
    const { contact } = (await theFiles()).partnership;
    for (const person of [await somebody(), gone]) {
      const user = await running.user(person);
      const text = shown(await user.says("inbox"));
      assert.ok(text.includes(contact.email), text);
    }
  });

  it("replaces the card that was pressed for the presser alone, without updating the message", async () => {
    const [home] = await pat.says("help");
    const before = running.teams.journal.length;
    const answer = await pat.presses(home, "Show my inbox");
    assert.equal(answer.status, 200);
    assert.match(wordsOf(answer.card as never), /Nothing waits for you/);
    assert.equal(running.teams.journal.length, before);
  });

  it("answers a client that knows no Action.Execute with a new message", async () => {
    const [home] = await pat.says("help");
    const { messages } = await pat.presses(home, "Show my inbox", {}, { asOldClient: true });
    assert.match(shown(messages), /Nothing waits for you/);
  });

  it("answers a question asked in a channel in the person's own chat", async () => {
    const channel = running.teams.channel("19:private@thread.tacv2", "General", [pat, casey]);
    const before = pat.messages.length;
    const posted = await pat.says("inbox", { in: channel });
    assert.equal(shown(posted), "");
    assert.match(posted[0]?.text ?? "", /our own chat/);
    assert.match(shown(pat.messages.slice(before)), /Nothing waits for you/);
  });

  it("says so where a person can't be written to", async () => {
    const person = await somebody();
    await running.bot.services.peopleStore.save([person]);
    const guest = running.teams.person(person);
    const channel = running.teams.channel("19:guests@thread.tacv2", "Guests", [guest]);
    const posted = await guest.says("my data", { in: channel });
    assert.equal(shown(posted), "");
    assert.match(posted[0]?.text ?? "", /could not write to you/);
  });

  it("lets a coordinator choose a channel where all can see it", async () => {
    const channel = running.teams.channel("19:board@thread.tacv2", "Board", [casey]);
    assert.match(shown(await casey.says("use this channel for Board", { in: channel })), /board/i);
    assert.match(shown(await casey.says("which channels")), /board/i);
  });

  it("keeps the card, with what is typed in it, when its data can't be read", async () => {
    const [home] = await pat.says("help");
    const forged = { type: "invoke", name: "adaptiveCard/action" };
    for (const value of [
      undefined,
      7,
      {},
      { action: null },
      { action: { verb: "surveys.submit" } },
      { action: { verb: "no.such", data: 5 } },
    ]) {
      const { status, body } = await pat.sends({ ...forged, value, replyToId: home?.id ?? "" });
      assert.equal(status, 200);
      assert.equal((body as { type: string }).type, "application/vnd.microsoft.error");
    }
  });

  it("declines other invokes politely", async () => {
    for (const name of [
      "task/fetch",
      "composeExtension/query",
      "signin/verifyState",
      "fileConsent/invoke",
      "made/up",
    ]) {
      const { status, body } = await pat.sends({ type: "invoke", name, value: {} });
      assert.equal(status, 200, name);
      assert.equal(typeof body, "object");
    }
  });

  it("logs the command and never the person", async () => {
    const before = running.log.length;
    await pat.says("inbox");
    const lines = running.log.slice(before);
    assert.deepEqual(
      lines.map(({ msg, what, outcome }) => ({ msg, what, outcome })),
      [{ msg: "A turn", what: "command inbox", outcome: "answered" }],
    );
    assert.ok(!JSON.stringify(lines).includes(pat.account.objectId));
  });
});

describe("A turn that fails", () => {
  const place: Place = { kind: "personal", tenantId: "t", serviceUrl: "https://s", conversationId: "c" };

  async function failing(failure: Error) {
    const lines: string[] = [];
    const person = await somebody();
    const action = {
      verb: "a.b",
      needs: "home.see",
      schema: z.object({}),
      run: () => Promise.reject(failure),
    } as const;
    const { partnership } = await theFiles();
    const turns = new Turns({
      people: { find: () => Promise.resolve(person) },
      partnership,
      capabilities: [{ name: "a", commands: [], actions: [action], messages: {} }],
      clock: { now: () => new Date(0) },
      random: systemRandomness,
      log: openLog("info", { write: (line: string) => void lines.push(line) }),
    });
    const answer = await turns.action({ person, userId: "29:x", place, messageId: undefined }, "a.b", {});
    return { answer, lines };
  }

  it("as nobody expected keeps what was typed, and is logged once with its cause and the reference shown", async () => {
    const cause = Object.assign(new TypeError("no such thing"), {
      request: { headers: { authorization: "Bearer secret" } },
    });
    const { answer, lines } = await failing(new Error("could not save", { cause }));
    assert.equal(answer.kind, "kept");
    const reference = /Reference: (\w{8})/.exec(answer.kind === "kept" ? answer.sentence : "")?.[1];
    assert.equal(lines.length, 1);
    const line = JSON.parse(lines[0] ?? "");
    assert.equal(line.reference, reference);
    assert.equal(line.err.cause.message, "no such thing");
    assert.doesNotMatch(lines[0] ?? "", /Bearer|secret/);
  });

  it("as expected says what to do: beside the card where trying again helps, instead of it where not", async () => {
    for (const code of ["busy", "unavailable", "invalid", "stale"] as const) {
      const { answer } = await failing(new ExpectedError(code, "Please wait a little."));
      assert.deepEqual(answer, { kind: "kept", sentence: "Please wait a little." });
    }
    for (const code of ["not-open", "already-done", "not-found", "not-permitted"] as const) {
      const { answer, lines } = await failing(new ExpectedError(code, "It closed on Monday."));
      assert.match(answer.kind === "card" ? wordsOf(answer.card) : "", /It closed on Monday/);
      assert.equal(JSON.parse(lines[0] ?? "").outcome, code);
    }
  });
});
