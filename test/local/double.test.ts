import assert from "node:assert/strict";
import { TeamsDouble } from "../../bot/local/double/double.js";
import { delay, duplicate, lostAnswer, refused, reset, tooMany, trouble } from "../../bot/local/double/faults.js";
import { CONVERSATION_LIMITS, TENANT_LIMIT, Throttle } from "../../bot/local/double/limits.js";
import type { TeamsUser } from "../../bot/local/double/user.js";
import type { Card } from "../../cards/card.js";
import { EchoBot } from "../support/echo-bot.js";

const tenantId = "10000000-0000-4000-8000-000000000001";
const objectId = "20000000-0000-4000-8000-000000000001";
const card: Card = {
  type: "AdaptiveCard",
  version: "1.5",
  body: [
    { type: "Input.ChoiceSet", id: "workload", value: "2", choices: [{ title: "ok", value: "2" }] },
    { type: "Input.Toggle", id: "more", title: "More", valueOn: "yes", valueOff: "no" },
    { type: "Input.Text", id: "comment", label: "Comment" },
  ],
  actions: [
    {
      type: "Action.Execute",
      title: "Submit",
      verb: "echo.submit",
      data: { wave: "w1" },
      fallback: { type: "Action.Submit", title: "Submit", data: { wave: "w1", verb: "echo.submit" } },
    },
    { type: "Action.Execute", title: "Cancel", verb: "echo.cancel", associatedInputs: "none" },
  ],
};

describe("the Teams double", () => {
  let teams: TeamsDouble;
  let bot: EchoBot;
  let megan: TeamsUser;

  beforeEach(async () => {
    bot = await EchoBot.start(card);
    teams = await TeamsDouble.start({ endpoint: bot.endpoint });
    megan = teams.person({ tenantId, objectId, name: "Megan Bowen" });
    await megan.installApp();
  });

  afterEach(async () => {
    await teams.close();
    await bot.stop();
  });

  it("brings what a person says to a real adapter, and the answer into their chat", async () => {
    const [answer] = await megan.says("help");
    assert.deepEqual(answer?.card, card);
    assert.equal(megan.card, answer?.card);
    const heard = bot.heard.at(-1) as { from: { aadObjectId: string }; conversation: { tenantId: string } };
    assert.deepEqual([heard.from.aadObjectId, heard.conversation.tenantId], [objectId, tenantId]);
  });

  it("sends a button's data with the inputs beside it, presets included, as the official renderer does", async () => {
    const [message] = await megan.says("help");
    const answer = await megan.presses(message, "Submit", { comment: "Fine", extra: ["a", "b"] });
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.card, megan.card, "the card that came back stands in the message's place");
    const { value } = bot.heard.at(-1) as { value: { action: object } };
    assert.deepEqual(value.action, {
      type: "Action.Execute",
      title: "Submit",
      verb: "echo.submit",
      data: { wave: "w1", workload: "2", more: "no", comment: "Fine", extra: "a,b" },
    });
  });

  it("sends no answers with a button that wants none", async () => {
    const [message] = await megan.says("help");
    await megan.presses(message, "Cancel", { comment: "Fine" });
    const { value } = bot.heard.at(-1) as { value: { action: { data: object } } };
    assert.deepEqual(value.action.data, {});
  });

  it("presses as an old client does: a message with a value", async () => {
    const [message] = await megan.says("help");
    await megan.presses(message, "Submit", {}, { asOldClient: true });
    const { type, value } = bot.heard.at(-1) as { type: string; value: object };
    assert.deepEqual([type, value], ["message", { wave: "w1", verb: "echo.submit", workload: "2", more: "no" }]);
  });

  it("names the buttons that are there when one is missing", async () => {
    const [message] = await megan.says("help");
    await assert.rejects(megan.presses(message, "Send"), /no button "Send" here, only: Submit, Cancel/);
  });

  it("lets the bot write on its own account, and refuses when the app is gone", async () => {
    await megan.says("help");
    await bot.write("news");
    assert.equal(megan.messages.at(-1)?.text, "news");
    await megan.removeApp();
    await assert.rejects(bot.write("more news"), { statusCode: 403, code: "BotNotInConversationRoster" });
  });

  it("gives the same ids again after a restart", async () => {
    const other = await TeamsDouble.start();
    const again = other.person({ tenantId, objectId, name: "Megan Bowen" });
    assert.deepEqual(again.account, megan.account);
    assert.deepEqual(again.chat.conversation, megan.chat.conversation);
    await other.close();
  });

  it("lets the bot replace and delete what it posted, and knows who is in the chat", async () => {
    const [message] = await megan.says("help");
    assert.ok(message);
    await bot.replace(message.id, "instead");
    assert.deepEqual([message.text, message.updates, megan.card], ["instead", 1, undefined]);
    assert.equal((await bot.member(objectId))?.name, "Megan Bowen");
    await bot.remove(message.id);
    assert.deepEqual(megan.messages, []);
    await assert.rejects(bot.replace("unheard of", "x"), { statusCode: 404, code: "ActivityNotFoundInConversation" });
  });

  it("has channels, where the bot is mentioned", async () => {
    const channel = teams.channel("19:board@thread.tacv2", "Board", [megan]);
    const [answer] = await megan.says("which channels", { in: channel });
    assert.equal(answer?.chat, channel);
    const { text, conversation } = bot.heard.at(-1) as { text: string; conversation: { conversationType: string } };
    assert.deepEqual([text, conversation.conversationType], ["<at>Bot</at> which channels", "channel"]);
  });

  it("lets calls into a tenant as fast as Teams does, and no faster", () => {
    const throttle = new Throttle([TENANT_LIMIT]);
    const admitted = (now: number) => Array.from({ length: 60 }, () => throttle.admit("t", now)).filter(Boolean).length;
    assert.deepEqual([admitted(0), admitted(999), admitted(1_000)], [50, 0, 50]);
    const chats = new Throttle(CONVERSATION_LIMITS);
    const sent = Array.from({ length: 3_000 }, (_, tick) => chats.admit("c", tick * 10)).filter(Boolean).length;
    assert.ok(sent >= 56 && sent <= 60, `${sent} in 30 seconds`);
    assert.ok(chats.admit("another", 0));
  });

  describe("when something goes wrong", () => {
    beforeEach(() => megan.says("help"));
    const where = { operation: "send" } as const;

    it("answers a final error in Teams' shape", async () => {
      teams.faults.always(refused("BotDisabledByAdmin"), { tenantId });
      await assert.rejects(bot.write("x"), { statusCode: 403, code: "BotDisabledByAdmin" });
    });

    it("says when to come back", async () => {
      teams.faults.next(tooMany(7), where);
      await assert.rejects(
        bot.write("x"),
        (error: { statusCode: number; response: { headers: Map<string, string> } }) => {
          assert.deepEqual([error.statusCode, error.response.headers.get("retry-after")], [429, "7"]);
          return true;
        },
      );
      await bot.write("y");
      assert.equal(megan.messages.at(-1)?.text, "y");
    });

    it("has trouble that passes", async () => {
      teams.faults.next(trouble(502), where);
      await assert.rejects(bot.write("x"), { statusCode: 502 });
      await bot.write("y");
      assert.deepEqual(
        teams.journal.slice(-2).map(({ fault }) => fault),
        ["refusal", undefined],
      );
    });

    it("breaks the connection before anything is posted", async () => {
      const before = megan.messages.length;
      teams.faults.always(reset(), where);
      await assert.rejects(bot.write("x"));
      assert.equal(megan.messages.length, before);
    });

    it("posts a message whose answer gets lost", async () => {
      teams.faults.always(lostAnswer(), where);
      await assert.rejects(bot.write("x"));
      assert.equal(megan.messages.at(-1)?.text, "x");
    });

    it("posts twice, late, and only where it was told to", async () => {
      const before = megan.messages.length;
      teams.faults.next(delay(5), { ...where, objectId: "somebody-else" });
      teams.faults.next(duplicate(), { ...where, objectId });
      await bot.write("x");
      await bot.write("y");
      assert.deepEqual(
        megan.messages.slice(before).map(({ text }) => text),
        ["x", "x", "y"],
      );
    });
  });
});
