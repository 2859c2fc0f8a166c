import assert from "node:assert/strict";
import { request } from "node:http";
import fc from "fast-check";
import type { Person } from "../../services/people/schema.js";
import { aBot, type RunningBot } from "../support/bot.js";
import { aCoordinator } from "../support/people.js";

/** Shapes Teams sends, with junk put in their places; and what no Teams would send. A fixed seed: the same each time. */
const SEED = 20_261_122;

describe("Whatever is sent to the bot", function () {
  this.timeout(120_000);
  let running: RunningBot;
  let casey: Person;

  before(async () => {
    casey = await aCoordinator();
    running = await aBot({ people: [casey] });
    await running.user(casey);
  });
  after(() => running.stop());

  async function assertComposed(body: unknown, headers: Record<string, string> = {}): Promise<number> {
    const { status, text } = await running.post(body, headers);
    assert.ok(status < 500, `${status} for ${JSON.stringify(body)?.slice(0, 500)}`);
    assert.doesNotMatch(text, /\bat .+:\d+:\d+|node_modules|TypeError/);
    return status;
  }

  async function assertAlive(): Promise<void> {
    assert.equal((await fetch(`${running.url}/healthz`)).status, 200);
    assert.equal((await fetch(`${running.url}/readyz`)).status, 200);
    const user = running.teams.person(casey);
    assert.equal((await user.says("help")).length, 1);
  }

  /** An activity that the gate lets in, but for the members that `junk` replaces. */
  function anActivity(junk: Record<string, unknown>): Record<string, unknown> {
    return {
      type: "message",
      id: "1",
      channelId: "msteams",
      serviceUrl: running.teams.serviceUrl,
      from: { id: "29:casey", aadObjectId: casey.objectId },
      recipient: { id: "28:bot", name: "Bot" },
      conversation: {
        id: running.teams.chatOf(casey).conversation.id,
        conversationType: "personal",
        tenantId: casey.tenantId,
      },
      channelData: { tenant: { id: casey.tenantId } },
      ...junk,
    };
  }

  const junk = fc.oneof(
    { arbitrary: fc.jsonValue({ maxDepth: 3 }), weight: 3 },
    { arbitrary: fc.string({ unit: "binary", maxLength: 60 }), weight: 1 },
    { arbitrary: fc.constantFrom("__proto__", "constructor", "${x}", "x".repeat(10_000), -0, 1e308), weight: 1 },
  ) as fc.Arbitrary<unknown>;

  it("gets an answer below 500 when any part of an activity is junk", async () => {
    const member = fc.constantFrom(
      ...["type", "id", "name", "channelId", "serviceUrl", "from", "recipient", "conversation", "channelData", "text"],
      ...[
        "value",
        "entities",
        "membersAdded",
        "membersRemoved",
        "action",
        "replyToId",
        "timestamp",
        "locale",
        "attachments",
      ],
    );
    const type = fc.constantFrom(
      "message",
      "invoke",
      "installationUpdate",
      "conversationUpdate",
      "messageReaction",
      "event",
      "x",
    );
    const shape = fc.tuple(type, fc.dictionary(member, junk, { maxKeys: 4 }));
    await each(shape, 900, ([kind, members]) => assertComposed(anActivity({ type: kind, ...members })));
    await assertAlive();
  });

  it("gets an answer below 500 when a button's verb is known and its data is junk", async () => {
    const verbs = fc.constantFrom(...running.bot.verbs, "no.such", "__proto__", "");
    const inputs = fc.oneof(junk, fc.dictionary(fc.string({ maxLength: 20 }), junk, { maxKeys: 5 }), ids());
    const press = fc.tuple(verbs, inputs, fc.boolean());
    await each(press, 700, async ([verb, data, old]) => {
      const submitted = { value: { verb, ...(typeof data === "object" ? data : {}) } };
      const executed = {
        type: "invoke",
        name: "adaptiveCard/action",
        value: { action: { type: "Action.Execute", verb, data } },
      };
      await assertComposed(anActivity(old ? submitted : executed));
    });
    await assertAlive();
  });

  it("gets an answer below 500 when members and teams change in ways unheard of", async () => {
    const some = fc.array(
      fc.oneof(junk, fc.record({ id: fc.string({ maxLength: 9 }), aadObjectId: fc.oneof(fc.uuid(), junk) })),
      { maxLength: 4 },
    );
    const event = fc.record(
      {
        type: fc.constantFrom("conversationUpdate", "installationUpdate"),
        action: fc.constantFrom("add", "remove", "add-upgrade", "remove-upgrade", "x"),
        membersAdded: some,
        membersRemoved: some,
        conversation: fc.record({
          id: fc.constant("19:x@thread.tacv2"),
          conversationType: fc.constantFrom("channel", "personal", "groupChat", "?"),
        }),
        channelData: fc.record(
          {
            eventType: fc.constantFrom("channelDeleted", "channelRenamed", "teamDeleted", "teamRenamed", "x"),
            team: fc.oneof(junk, fc.record({ id: fc.string() })),
            channel: fc.oneof(junk, fc.record({ id: fc.string(), name: fc.string() })),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: ["type"] },
    );
    await each(event, 400, async (members) => {
      const tenant = { tenant: { id: casey.tenantId } };
      await assertComposed(anActivity({ ...members, channelData: { ...members.channelData, ...tenant } }));
    });
    await assertAlive();
  });

  it("gets 400 when it is no activity", async () => {
    for (const body of [
      "",
      "{",
      "null",
      "[]",
      "7",
      '"x"',
      "{}",
      '{"type":7}',
      '{"type":""}',
      "\u0000",
      "[".repeat(50_000),
    ]) {
      assert.equal(await assertComposed(body), 400, body.slice(0, 20));
    }
    await each(fc.oneof(junk, fc.string({ unit: "binary" })), 500, async (body) => {
      assert.equal(await assertComposed(typeof body === "string" ? body : JSON.stringify(body)), 400);
    });
    assert.equal(await assertComposed(anActivity({}), { "content-encoding": "gzip" }), 400);
    await assertAlive();
  });

  it("gets 413 when it is too large, told or untold", async () => {
    assert.equal(await assertComposed(anActivity({ text: "x".repeat(300_000) })), 413);
    assert.equal(await untold(`${running.url}/api/messages`, 300), 413);
    await assertAlive();
  });

  it("gets 404 or 405 anywhere else", async () => {
    for (const path of [
      "/",
      "/api",
      "/api/messages/x",
      "/files/x",
      "/files/%00",
      "/files/../healthz",
      "/%ff",
      "/a?b=%zz",
    ]) {
      const response = await fetch(running.url + path);
      const text = await response.text();
      assert.ok([400, 404, 405].includes(response.status) || path.endsWith("/healthz"), `${response.status} ${path}`);
      assert.doesNotMatch(text, /\bat .+:\d+|Error/);
    }
    assert.equal((await fetch(`${running.url}/api/messages`)).status, 405);
    await assertAlive();
  });
});

/** Sends the samples a few at a time, as people do. */
async function each<T>(samples: fc.Arbitrary<T>, count: number, send: (sample: T) => Promise<unknown>): Promise<void> {
  const waiting = fc.sample(samples, { seed: SEED, numRuns: count });
  const sendInTurn = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await send(next);
  };
  await Promise.all(Array.from({ length: 16 }, sendInTurn));
}

/** Data such as our own cards carry. */
function ids(): fc.Arbitrary<unknown> {
  return fc.record({ wave: fc.uuid(), from: fc.oneof(fc.integer(), fc.string()) }, { requiredKeys: [] });
}

/** Sends kilobytes without saying how many, until the bot has heard enough. */
function untold(url: string, kilobytes: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: "POST", headers: { "content-type": "application/json" } }, (response) => {
      response.resume();
      resolve(response.statusCode);
      sending.destroy();
    });
    sending.on("error", reject);
    for (let sent = 0; sent < kilobytes; sent += 1) sending.write("x".repeat(1024));
    sending.end();
  });
}
