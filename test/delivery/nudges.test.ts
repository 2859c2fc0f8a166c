import assert from "node:assert/strict";
import type { NudgeLimits } from "../../services/delivery/nudge-rules.js";
import type { CampaignPlan } from "../../services/delivery/ports.js";
import { DIGEST } from "../../services/delivery/release.js";
import type { Delivery } from "../../services/delivery/schema.js";
import { dateOf } from "../../services/kernel/dates.js";
import { type PersonId, personKey } from "../../services/people/schema.js";
import { anOffice, CALM, type Office, type OneProcess, people, personId, TENANT, throttled } from "./support.js";

const FRIDAY_EVENING = "2026-11-06T19:30:00Z";
const MONDAY_MORNING = "2026-11-09T08:00:00.000Z";
const TUESDAY = "2026-11-03T10:00:00Z";

describe("messages to people who are not to be nudged now", () => {
  let office: Office;

  async function open(start: string, limits: NudgeLimits = CALM): Promise<void> {
    office = await anOffice({ start, limits });
    await office.welcome(people(6));
  }

  /** Each kind of message has the name of its campaign. */
  async function begin(id: string, to: readonly PersonId[], differing: Partial<CampaignPlan> = {}): Promise<void> {
    const message = { kind: id, subject: "one" };
    await office.service.plan({ id, title: id, message, manner: "asks", ...differing }, to);
    await office.service.start(id);
  }

  async function forwardTo(instant: string): Promise<void> {
    await office.forward(Date.parse(instant) - office.time.now().getTime());
  }

  async function send(id: string, to: readonly PersonId[], differing: Partial<CampaignPlan> = {}): Promise<void> {
    await begin(id, to, differing);
    await office.work();
  }

  /** The kinds of messages to a person, in order. */
  function got(person: PersonId): string[] {
    return office.teams.tries.filter((one) => one.person === personKey(person)).map(({ message }) => message.kind);
  }

  async function deliveryOf(campaignId: string, person: PersonId): Promise<Delivery> {
    const found = await office.store.findDeliveries({ campaignId, tenantId: TENANT }, [person]);
    return found.get(personKey(person)) ?? assert.fail(`no delivery of ${campaignId}`);
  }

  async function statusOf(campaignId: string): Promise<string | undefined> {
    return (await office.store.findCampaign(campaignId))?.status;
  }

  it("are held from Friday evening until Monday morning, and then sent", async () => {
    await open(FRIDAY_EVENING);
    await send("wave", people(5));
    await forwardTo("2026-11-08T12:00:00Z");
    assert.equal(office.teams.tries.length, 0);
    assert.equal((await office.service.counts("wave")).pending, 5);
    assert.equal((await deliveryOf("wave", personId(0))).notBefore, MONDAY_MORNING);
    await forwardTo(MONDAY_MORNING);
    assert.equal((await office.service.counts("wave")).sent, 5);
    assert.ok(office.teams.tries.every(({ at }) => at >= Date.parse(MONDAY_MORNING)));
    assert.equal(await statusOf("wave"), "done");
    assert.deepEqual(office.errors, []);
  });

  it("are not held when they are replies", async () => {
    await open(FRIDAY_EVENING);
    await send("thanks", people(2), { manner: "replies" });
    assert.equal((await office.service.counts("thanks")).sent, 2);
  });

  it("become one where several ask something of the same person", async () => {
    await open(FRIDAY_EVENING);
    await send("one", people(3));
    await send("two", people(2));
    await send("three", people(1));
    await forwardTo(MONDAY_MORNING);
    assert.deepEqual(
      [0, 1, 2].map((n) => got(personId(n))),
      [[DIGEST], [DIGEST], ["one"]],
    );
    const { state, reason, mergedInto } = await deliveryOf("two", personId(1));
    assert.deepEqual([state, reason], ["suppressed", "merged"]);
    assert.equal((await deliveryOf(mergedInto ?? "", personId(1))).state, "sent");
    for (const id of ["one", "two", "three", mergedInto ?? ""]) assert.equal(await statusOf(id), "done", id);
  });

  it("that tell something are sent one by one, and what asks something beside them too", async () => {
    await open(FRIDAY_EVENING);
    for (const id of ["news", "more news"]) await send(id, people(2), { manner: "tells" });
    await send("question", people(1));
    await forwardTo(MONDAY_MORNING);
    assert.deepEqual(got(personId(0)).sort(), ["more news", "news", "question"]);
    const times = office.teams.tries.filter(({ person }) => person === personKey(personId(0))).map(({ at }) => at);
    times.sort((a, b) => a - b);
    for (const [n, at] of times.slice(1).entries()) assert.ok(at - (times[n] ?? 0) >= 1200, "not all in one moment");
  });

  it("come once to each, wherever their release is cut short and repeated", async () => {
    for (const calls of [0, 2, 4, 6, 7, 8, 9, 10, 11]) {
      await open(FRIDAY_EVENING);
      await send("one", people(3));
      await send("two", people(2));
      failOnceAfter(calls);
      await forwardTo(MONDAY_MORNING);
      await office.forward(3_600_000);
      assert.deepEqual(
        [0, 1, 2].map((n) => got(personId(n))),
        [[DIGEST], [DIGEST], ["one"]],
        `cut after ${calls}`,
      );
      const all = await office.service.campaigns();
      assert.ok(
        all.every(({ status }) => status === "done"),
        `cut after ${calls}`,
      );
    }
  });

  it("are cancelled while they are held, and then not sent", async () => {
    await open(FRIDAY_EVENING);
    await send("one", people(2));
    await send("two", people(1));
    await office.service.cancel("one");
    await forwardTo(MONDAY_MORNING);
    assert.deepEqual(
      [0, 1].map((n) => got(personId(n))),
      [["two"], []],
    );
    assert.equal((await office.service.counts("one")).cancelled, 2);
  });

  it("are not sent at all when the next allowed moment comes too late for them", async () => {
    await open(FRIDAY_EVENING);
    await send("tomorrow's session", people(2), { usefulUntil: new Date("2026-11-07T10:00:00Z") });
    await send("Monday's session", people(1), { usefulUntil: new Date("2026-11-09T10:00:00Z") });
    const { state, reason } = await deliveryOf("tomorrow's session", personId(1));
    assert.deepEqual([state, reason], ["suppressed", "too-late"]);
    assert.equal(await statusOf("tomorrow's session"), "done");
    await forwardTo(MONDAY_MORNING);
    assert.deepEqual(got(personId(0)), ["Monday's session"]);
  });

  it("are held until the next day when a day's budget is used up, by whatever it was", async () => {
    await open(TUESDAY, { ...CALM, perDay: 2 });
    for (const id of ["one", "two", "three"]) await send(id, people(1), { manner: "tells" });
    assert.deepEqual(got(personId(0)), ["one", "two"]);
    assert.equal((await deliveryOf("three", personId(0))).notBefore, "2026-11-04T08:00:00.000Z");
    await forwardTo("2026-11-04T08:00:00Z");
    assert.deepEqual(got(personId(0)), ["one", "two", "three"]);
  });

  it("that were released together keep to the budget: the rest waits for the next day", async () => {
    await open(FRIDAY_EVENING, { ...CALM, perDay: 2 });
    for (const id of ["a", "b", "c"]) await send(id, people(1), { manner: "tells" });
    await forwardTo(MONDAY_MORNING);
    await office.forward(60_000);
    assert.equal(got(personId(0)).length, 2);
    await forwardTo("2026-11-10T08:00:00Z");
    assert.deepEqual(got(personId(0)).sort(), ["a", "b", "c"]);
  });

  it("use up nothing of the budget when they are tried again", async () => {
    await open(TUESDAY, { ...CALM, perDay: 1 });
    office.teams.script(personId(0), [throttled(500), throttled(500)]);
    await send("one", people(1));
    assert.deepEqual(got(personId(0)), ["one", "one", "one"]);
    assert.equal((await office.service.counts("one")).sent, 1);
  });

  it("never exceed the budget, though several processes send several campaigns at once", async () => {
    await open(TUESDAY, { ...CALM, perDay: 1 });
    const processes: OneProcess[] = [office, office.anotherProcess(), office.anotherProcess()];
    const who = people(6);
    for (const id of ["a", "b", "c"]) await office.service.plan({ ...plan(id), manner: "tells" }, who);
    await Promise.all(["a", "b", "c"].map((id, n) => processes[n]?.service.start(id)));
    await Promise.all(processes.map((one) => one.work()));
    assert.ok(who.every((person) => got(person).length === 1));
    for (const day of ["2026-11-04", "2026-11-05"]) await forwardTo(`${day}T08:00:00Z`);
    for (const person of who) {
      const tries = office.teams.tries.filter((one) => one.person === personKey(person));
      assert.deepEqual(tries.map(({ message }) => message.kind).sort(), ["a", "b", "c"]);
      assert.equal(new Set(tries.map(({ at }) => dateOf(new Date(at)))).size, 3, "one a day");
    }
  });

  it("that were held back an instant after their release are found and released all the same", async () => {
    await open(FRIDAY_EVENING);
    await send("one", people(2));
    const [release] = [...office.timers.keys()].filter((id) => id.startsWith("release|"));
    assert.ok(release);
    // Another process has handled it, and found nothing.
    office.timers.delete(release);
    await forwardTo(MONDAY_MORNING);
    for (let hours = 0; hours < 3; hours += 1) await office.forward(3_600_000);
    assert.deepEqual(got(personId(1)), ["one"]);
  });

  it("may be nudged at the instant that is named for it", async () => {
    await open(FRIDAY_EVENING);
    assert.equal(office.service.nextAllowed(new Date(FRIDAY_EVENING)).toISOString(), MONDAY_MORNING);
    assert.deepEqual(office.service.nextAllowed(new Date(TUESDAY)), new Date(TUESDAY));
  });

  function plan(id: string): CampaignPlan {
    return { id, title: id, message: { kind: id, subject: "one" }, manner: "asks" };
  }

  /** Storage fails once, after so many more changes; as when the process dies there. */
  function failOnceAfter(changes: number): void {
    let left = changes;
    const failing = <T extends "commit" | "addDeliveries" | "createCampaign" | "changeCampaign">(name: T) => {
      const works = office.store[name].bind(office.store) as (...args: unknown[]) => Promise<unknown>;
      const fails = (...args: unknown[]) => {
        left -= 1;
        return left === -1 ? Promise.reject(new Error("storage does not answer")) : works(...args);
      };
      Object.assign(office.store, { [name]: fails });
    };
    for (const name of ["commit", "addDeliveries", "createCampaign", "changeCampaign"] as const) failing(name);
  }
});
