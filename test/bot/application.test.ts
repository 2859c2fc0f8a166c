import assert from "node:assert/strict";
import { TeamsAdapter } from "../../bot/adapter.js";
import { Addresses } from "../../bot/addresses.js";
import { buildApplication } from "../../bot/application.js";
import type { Inbound } from "../../bot/gate.js";
import { TeamsDouble } from "../../bot/local/double/double.js";
import { openLog } from "../../bot/log.js";
import type { Answer, Turns } from "../../bot/turn.js";

const PERSONAL = {
  type: "AdaptiveCard",
  refresh: { action: { type: "Action.Execute", verb: "a.b" }, userIds: ["29:pat"] },
};

describe("The answer to a button", () => {
  let teams: TeamsDouble;
  before(async () => {
    teams = await TeamsDouble.start();
  });
  after(() => teams.close());

  async function pressed(answer: () => Promise<Answer>) {
    const turns = { action: answer } as unknown as Turns;
    const application = buildApplication({
      turns,
      addresses: new Addresses({} as never, {} as never),
      privately: () => Promise.resolve(false),
      log: openLog("fatal"),
    });
    const activity: Inbound = {
      type: "invoke",
      name: "adaptiveCard/action",
      channelId: "msteams",
      serviceUrl: teams.serviceUrl,
      from: { id: "29:pat" },
      recipient: { id: "28:bot" },
      conversation: { id: "19:all@thread.tacv2", conversationType: "channel", tenantId: "t" },
      replyToId: "the-message-with-the-button",
      value: { action: { verb: "a.b", data: {} } },
    };
    return new TeamsAdapter(undefined).receive("", activity, async (context) => void (await application.run(context)));
  }

  it("is for the presser alone, even when the card refreshes: the message that all see is never written over", async () => {
    const reception = await pressed(async () => ({ kind: "card", card: PERSONAL as never, audience: "person" }));
    assert.deepEqual(reception, {
      kind: "answered",
      status: 200,
      body: { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value: PERSONAL },
    });
    assert.deepEqual(teams.journal, []);
  });

  it("is a sentence, not a 500, when everything fails", async () => {
    const reception = await pressed(() => Promise.reject(new TypeError("not even a turn")));
    assert.equal(reception.kind === "answered" && reception.status, 200);
    assert.match(JSON.stringify(reception), /vnd\.microsoft\.error.*something went wrong on my side/);
  });
});
