import assert from "node:assert/strict";
import { toAll } from "../../bot/capability.js";
import { delay, lostAnswer, refused, reset, tooMany, trouble } from "../../bot/local/double/faults.js";
import { outcomeOf } from "../../bot/send-errors.js";
import type { Letter, SendOutcome } from "../../services/delivery/ports.js";
import type { Address } from "../../services/delivery/schema.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { aBot, type RunningBot } from "../support/bot.js";
import { somebody } from "../support/people.js";

const CARD = { type: "AdaptiveCard", version: "1.5", body: [] } as const;

describe("Sending to a person", () => {
  let running: RunningBot;
  let pat: Person;
  let address: Address;

  before(async () => {
    pat = await somebody();
    running = await aBot({ people: [pat] });
    await running.user(pat);
    running.bot.services.messenger.speakFor([
      {
        name: "test",
        commands: [],
        actions: [],
        messages: {
          "test.hello": toAll(async (subject) => (subject === "over" ? undefined : CARD)),
        },
      },
    ]);
    address = (await running.bot.services.addresses.find(pat)) as Address;
  });
  after(() => running.stop());

  async function written(subject: string): Promise<ReadonlyMap<string, Letter>> {
    return running.bot.services.messenger.write({ kind: "test.hello", subject }, [pat]);
  }

  async function sends(to: Partial<Address> = {}): Promise<SendOutcome> {
    const letter = (await written("now")).get(personKey(pat));
    assert.ok(letter);
    return running.bot.services.messenger.send({ ...address, ...to }, letter);
  }

  function tries(): number {
    return running.teams.journal.length;
  }

  it("posts the card once and says where it is", async () => {
    const before = running.teams.person(pat).messages.length;
    const outcome = await sends();
    const [message] = running.teams.person(pat).messages.slice(before);
    assert.deepEqual(outcome, { kind: "sent", conversationId: address.conversationId, activityId: message?.id });
    assert.deepEqual(message?.card, CARD);
  });

  it("opens the chat of somebody met in a team, and remembers it", async () => {
    const outcome = await sends({ conversationId: "" });
    assert.equal(outcome.kind === "sent" && outcome.conversationId, address.conversationId);
    assert.deepEqual(await running.bot.services.addresses.find(pat), address);
  });

  it("writes nothing that no longer applies", async () => {
    assert.equal((await written("over")).size, 0);
    assert.equal((await written("now")).size, 1);
  });

  it("puts a card in the place of one that was sent", async () => {
    const outcome = await sends();
    assert.ok(outcome.kind === "sent");
    const note = { ...CARD, fallbackText: "Over." };
    const { messenger } = running.bot.services;
    assert.equal((await messenger.replace(address, outcome, { card: note })).kind, "sent");
    const message = running.teams.person(pat).chat.find(outcome.activityId);
    assert.deepEqual(message?.card, note);
    assert.equal(message?.updates, 1);
  });

  it("never goes to a service URL that is not Teams', whatever the table says", async () => {
    const before = tries();
    assert.deepEqual(await sends({ serviceUrl: "https://evil.example/" }), { kind: "final", reason: "rejected" });
    assert.equal(tries(), before);
  });

  it("was sent also when only the chat can't be kept", async () => {
    const { addresses } = running.bot.services;
    const save = addresses.save.bind(addresses);
    addresses.save = () => Promise.reject(new Error("storage is away"));
    const outcome = await sends({ conversationId: "" });
    addresses.save = save;
    assert.equal(outcome.kind, "sent");
  });

  it("has not left where there was no token for it", () => {
    const outcome = outcomeOf(Object.assign(new Error("no answer"), { errorCode: "endpoints_resolution_error" }));
    assert.deepEqual(outcome, { kind: "retry", afterMs: undefined, throttled: false, uncertain: false });
  });

  it("is tried once, whatever Teams answers", async () => {
    for (const status of [412, 500, 502, 503, 504] as const) {
      running.teams.faults.next(trouble(status), { operation: "send" });
      const before = tries();
      const outcome = await sends();
      assert.equal(tries() - before, 1, `${status}`);
      assert.equal(outcome.kind, status === 500 ? "final" : "retry");
    }
  });

  it("may be tried again after a throttle, at the time that Teams says", async () => {
    running.teams.faults.next(tooMany(7), { operation: "send" });
    assert.deepEqual(await sends(), { kind: "retry", afterMs: 7000, throttled: true, uncertain: false });
    running.teams.faults.next(tooMany(), { operation: "send" });
    assert.deepEqual(await sends(), { kind: "retry", afterMs: undefined, throttled: true, uncertain: false });
  });

  it("is uncertain where the message may have arrived although no answer came", async () => {
    for (const fault of [reset(), lostAnswer()]) {
      running.teams.faults.next(fault, { operation: "send" });
      const outcome = await sends();
      assert.equal(outcome.kind === "retry" && outcome.uncertain, true, fault.kind);
    }
    running.teams.faults.next(delay(50), { operation: "send" });
    assert.equal((await sends()).kind, "sent");
    const down = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    assert.deepEqual(outcomeOf(down), { kind: "retry", afterMs: undefined, throttled: false, uncertain: false });
  });

  it("ends for good where Teams will never take it, with the reason that a coordinator can act on", async () => {
    const reasons = {
      BotDisabledByAdmin: "blocked-by-administrator",
      NotEnoughPermissions: "blocked-by-administrator",
      ConversationBlockedByUser: "blocked-by-person",
      MessageWritesBlocked: "blocked-by-person",
      BotNotInConversationRoster: "not-installed",
      ForbiddenOperationException: "not-installed",
      ConversationNotFound: "not-installed",
      MessageSizeTooBig: "rejected",
      BadSyntax: "rejected",
      Unauthorized: "rejected",
    } as const;
    for (const [code, reason] of Object.entries(reasons)) {
      running.teams.faults.next(refused(code as keyof typeof reasons), { operation: "send" });
      assert.deepEqual(await sends(), { kind: "final", reason }, code);
    }
  });
});
