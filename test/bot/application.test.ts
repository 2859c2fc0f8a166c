import assert from "node:assert/strict";
import { TeamsAdapter } from "../../bot/adapter.js";
import { Addresses } from "../../bot/addresses.js";
import { buildApplication } from "../../bot/application.js";
import type { Inbound } from "../../bot/gate.js";
import { LiveChats } from "../../bot/live-chats.js";
import { TeamsDouble } from "../../bot/local/double/double.js";
import { openLog } from "../../bot/log.js";
import type { Answer, Turns } from "../../bot/turn.js";
import { systemPause } from "../../services/kernel/pause.js";
import type { LivePlace } from "../../services/live/schema.js";
import type { ShownCard } from "../../services/live/service.js";

const PERSONAL = {
  type: "AdaptiveCard",
  refresh: { action: { type: "Action.Execute", verb: "a.b" }, userIds: ["29:pat"] },
};

const PAT = {
  tenantId: "0b6f2b1e-5d0c-4c39-9c0a-2f1f6f6f0a01",
  objectId: "00000000-0000-4000-8000-000000000001",
};
const LIVE = { kind: "a.b", subject: "1" };

describe("The answer to a button", () => {
  let teams: TeamsDouble;
  const watched: ShownCard[] = [];
  const left: LivePlace[] = [];
  const cards = {
    watch: async (card: ShownCard) => void watched.push(card),
    unwatch: async (place: LivePlace) => {
      left.push(place);
      return undefined;
    },
    resume: async () => undefined,
  };
  before(async () => {
    teams = await TeamsDouble.start();
  });
  after(() => teams.close());

  beforeEach(() => {
    watched.length = 0;
    left.length = 0;
  });

  /** `Turns` are only asked for an answer here; each first leaves the card that was pressed. */
  async function pressed(answer: () => Promise<Answer>, differing: Partial<Inbound> = {}) {
    const action = async (...[, , , leave]: Parameters<Turns["action"]>) => {
      await leave?.();
      return answer();
    };
    const turns = { action, command: answer } as unknown as Turns;
    const application = buildApplication({
      turns,
      addresses: new Addresses({ save: async () => undefined } as never, { all: async () => [] } as never),
      privately: () => Promise.resolve(false),
      live: new LiveChats({ cards, pause: systemPause, log: openLog("fatal") }),
      log: openLog("fatal"),
    });
    const activity: Inbound = {
      type: "invoke",
      name: "adaptiveCard/action",
      channelId: "msteams",
      serviceUrl: teams.serviceUrl,
      from: { id: "29:pat", aadObjectId: PAT.objectId },
      recipient: { id: "28:bot" },
      conversation: { id: "19:all@thread.tacv2", conversationType: "channel", tenantId: PAT.tenantId },
      replyToId: "the-message-with-the-button",
      value: { action: { verb: "a.b", data: {} } },
      ...differing,
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

  it("becomes live in the place of the card that was pressed, in the person's own chat alone", async () => {
    const answer = async () => ({ kind: "card", card: PERSONAL as never, audience: "person", live: LIVE }) as const;
    await pressed(answer);
    assert.deepEqual([left, watched], [[], []]);

    await pressed(answer, { conversation: { id: "a:pat", conversationType: "personal", tenantId: PAT.tenantId } });
    const place = { conversationId: "a:pat", activityId: "the-message-with-the-button" };
    assert.deepEqual(left, [place]);
    assert.deepEqual(watched, [{ place, person: PAT, live: LIVE, card: PERSONAL }]);
  });

  it("becomes live where it was posted, to a word that was typed in the person's own chat alone", async () => {
    const chat = teams.chatOf({ ...PAT });
    teams.person({ ...PAT, name: "Pat" }).installed = true;
    const answer = async () => ({ kind: "card", card: PERSONAL as never, audience: "everybody", live: LIVE }) as const;
    const word = { type: "message", text: "word", value: undefined };
    const { id } = chat.conversation;
    await pressed(answer, { ...word, conversation: { id, conversationType: "personal", tenantId: PAT.tenantId } });
    assert.deepEqual(
      watched.map(({ place }) => place),
      [{ conversationId: id, activityId: chat.latest?.id }],
    );
    teams.channel("19:all@thread.tacv2", "All", [teams.person({ ...PAT, name: "Pat" })]);
    await pressed(answer, word);
    assert.equal(watched.length, 1);
  });

  it("is a sentence, not a 500, when everything fails", async () => {
    const reception = await pressed(() => Promise.reject(new TypeError("not even a turn")));
    assert.equal(reception.kind === "answered" && reception.status, 200);
    assert.match(JSON.stringify(reception), /vnd\.microsoft\.error.*something went wrong on my side/);
  });
});
