import assert from "node:assert/strict";
import fc from "fast-check";
import { Mix } from "../../bot/local/chance.js";
import { TeamsDouble } from "../../bot/local/double/double.js";
import {
  between,
  type Call,
  delay,
  type Fault,
  Faults,
  lostAnswer,
  refused,
  reset,
  slowAnswer,
  tooMany,
  trouble,
} from "../../bot/local/double/faults.js";
import { type Limit, Throttle } from "../../bot/local/double/limits.js";
import { EchoBot } from "../support/echo-bot.js";

const tenantId = "10000000-0000-4000-8000-000000000001";
const PORTIONS = [
  { fault: tooMany(1), share: 0.02 },
  { fault: tooMany(), share: 0.01 },
  { fault: trouble(503), share: 0.02 },
  { fault: lostAnswer(), share: 0.01 },
  { fault: reset(), share: 0.01 },
  { fault: refused("BotDisabledByAdmin"), share: 0.01 },
  { fault: between(20, 200, slowAnswer), share: 0.1 },
] as const;

function sends(count: number): Call[] {
  return Array.from({ length: count }, (_, n) => ({ operation: "send", tenantId, objectId: `person ${n % 5_000}` }));
}

/** What meets each person's first, second … call. */
function fates(seed: number, calls: readonly Call[]): Map<string, (Fault | undefined)[]> {
  const faults = new Faults();
  faults.mix(seed, PORTIONS);
  const met = new Map<string, (Fault | undefined)[]>();
  for (const call of calls) {
    const person = call.objectId ?? "";
    met.set(person, [...(met.get(person) ?? []), faults.take(call)]);
  }
  return met;
}

describe("a mix of faults", () => {
  it("befalls its shares of twenty thousand calls", () => {
    const all = [...fates(7, sends(20_000)).values()].flat();
    for (const { fault, share } of PORTIONS.filter((portion) => typeof portion.fault !== "function")) {
      const met = all.filter((one) => one === fault).length / all.length;
      assert.ok(Math.abs(met - share) < 0.004, `${JSON.stringify(fault)}: ${met} rather than ${share}`);
    }
    const slow = all.filter((one) => one?.kind === "slow-answer").map((one) => (one as { ms: number }).ms);
    assert.ok(Math.abs(slow.length / all.length - 0.1) < 0.01, `${slow.length} slow ones`);
    assert.ok(Math.min(...slow) >= 20 && Math.min(...slow) < 25, "from the shortest on");
    assert.ok(Math.max(...slow) <= 200 && Math.max(...slow) > 195, "up to the longest");
  });

  it("is the same again for the same seed, in whatever order people's calls come, and another for another", () => {
    const calls = sends(10_000);
    assert.deepEqual(new Map([...fates(7, calls.toReversed())].toSorted()), new Map([...fates(7, calls)].toSorted()));
    assert.notDeepEqual(fates(8, calls), fates(7, calls));
  });

  it("spares the calls that it is not for, and gives way to what is switched on for certain", () => {
    const faults = new Faults();
    faults.mix(1, [{ fault: reset(), share: 1, where: { operation: "update" } }]);
    const call = { tenantId, objectId: "a" };
    assert.equal(faults.take({ ...call, operation: "send" }), undefined);
    assert.equal(faults.take({ ...call, operation: "update" })?.kind, "reset");
    faults.next(delay(5));
    assert.deepEqual(
      [1, 2].map(() => faults.take({ ...call, operation: "update" })?.kind),
      ["delay", "reset"],
    );
    faults.clear();
    assert.equal(faults.take({ ...call, operation: "update" }), undefined);
  });

  it("can't be more than everything", () => {
    assert.throws(
      () =>
        new Mix(1, [
          { fault: {}, share: 0.7 },
          { fault: {}, share: 0.4 },
        ]),
      RangeError,
    );
  });
});

describe("Teams' limits", () => {
  it("let in what the last so-many milliseconds leave room for, whatever the limits", () => {
    const limit = fc.record({ calls: fc.integer({ min: 1, max: 6 }), ms: fc.integer({ min: 1, max: 50 }) });
    const gaps = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 80 });
    fc.assert(
      fc.property(fc.array(limit, { minLength: 1, maxLength: 3 }), gaps, (limits, steps) => {
        const throttle = new Throttle(limits);
        const admitted: number[] = [];
        let now = 0;
        for (const step of steps) {
          now += step;
          const fits = limits.every((one) => within(one, admitted, now) < one.calls);
          assert.equal(throttle.admit("c", now), fits);
          if (fits) admitted.push(now);
        }
      }),
    );
  });
});

function within({ ms }: Limit, admitted: readonly number[], now: number): number {
  return admitted.filter((at) => at > now - ms).length;
}

describe("what people's chats hold", () => {
  let teams: TeamsDouble;
  let bot: EchoBot;
  beforeEach(async () => {
    bot = await EchoBot.start();
    teams = await TeamsDouble.start({ endpoint: bot.endpoint });
  });
  afterEach(async () => {
    await teams.close();
    await bot.stop();
  });

  it("is told by content with every copy, and as it stands after updates", async () => {
    const megan = teams.person({ tenantId, objectId: "megan", name: "Megan Bowen" });
    await megan.installApp();
    await megan.says("help");
    teams.faults.next({ kind: "duplicate" }, { operation: "send" });
    await bot.write("your turn");
    const id = await bot.write("news");
    await bot.replace(id ?? "", "old news");
    const held = megan.chat.byContent();
    assert.deepEqual([held.get("your turn")?.length, held.get("news")?.length], [2, 1]);
    assert.deepEqual(
      held.get("news")?.map(({ words, updates }) => [words, updates]),
      [["old news", 1]],
    );
  });

  it("comes at once with a slow answer, whose sender waits", async () => {
    const megan = teams.person({ tenantId, objectId: "megan", name: "Megan Bowen" });
    await megan.installApp();
    await megan.says("help");
    teams.faults.next(slowAnswer(60), { operation: "send" });
    const began = performance.now();
    const writing = bot.write("news");
    let came = 0;
    teams.onMessage(() => {
      came = performance.now() - began;
    });
    await writing;
    assert.ok(performance.now() - began >= 59, "the answer was late");
    assert.ok(came > 0 && came < performance.now() - began - 40, `the message came after ${came} ms`);
  });

  it("can be written to for thousands who have the app without having told the bot", async () => {
    const people = Array.from({ length: 5_000 }, (_, n) => ({ tenantId, objectId: `p${n}`, name: `Person ${n}` }));
    const users = teams.withApp(people);
    const [first, last] = [users[0], users.at(-1)].map((user) => user && teams.addressOf(user));
    for (const to of [first, last]) {
      const answer = await fetch(`${to?.serviceUrl}v3/conversations/${to?.conversationId}/activities`, {
        method: "POST",
        body: JSON.stringify({ type: "message", text: "hello" }),
      });
      assert.equal(answer.status, 201);
    }
    assert.deepEqual(
      users.map(({ messages }) => messages.length).reduce((sum, one) => sum + one),
      2,
    );
  });
});
