import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { Lane, type Slot } from "../../services/delivery/lane.js";
import { type Pace, reserved, slowed, UNHURRIED } from "../../services/delivery/pace.js";
import type { PaceStore } from "../../services/delivery/ports.js";
import type { Clock } from "../../services/kernel/clock.js";
import type { Pause } from "../../services/kernel/pause.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { HandTime } from "../support/time.js";
import { TENANT } from "./support.js";

const WIDTH = 16;
const USUAL = 40;
const never = new AbortController().signal;

/** One pace for all lanes of a test, which can be made to fail. */
class PaceInMemory implements PaceStore {
  pace: Pace = UNHURRIED;
  fails = false;

  async reserve(_: string, wanted: number, now: number) {
    await nextTurn();
    if (this.fails) throw new Error("storage does not answer");
    const { quietUntil } = this.pace;
    const { slots, askAt, pace } = reserved(this.pace, wanted, now, USUAL);
    this.pace = pace;
    return { slots, askAt, quietUntil };
  }

  async slowDown(_: string, now: number, afterMs: number | undefined): Promise<number> {
    await nextTurn();
    if (this.fails) throw new Error("storage does not answer");
    this.pace = slowed(this.pace, now, afterMs, USUAL);
    return this.pace.quietUntil;
  }
}

/** Time in which all who wait go on in order of their moments, one after the other. */
class OrderedTime implements Clock {
  #now = Date.parse("2026-11-02T09:00:00Z");
  #waiting: { readonly until: number; wake(): void }[] = [];

  now(): Date {
    return new Date(this.#now);
  }

  readonly pause: Pause = (ms) => new Promise((wake) => this.#waiting.push({ until: this.#now + ms, wake }));

  /** Moves on whenever nothing else happens, until `work` is done. */
  async until(work: Promise<unknown>): Promise<void> {
    let isDone = false;
    void work.finally(() => {
      isDone = true;
    });
    while (!isDone) {
      for (let n = 0; n < 5; n += 1) await nextTurn();
      const [next, ...others] = this.#waiting.sort((one, other) => one.until - other.until);
      this.#waiting = others;
      this.#now = Math.max(this.#now, next?.until ?? 0);
      next?.wake();
    }
  }
}

describe("a lane into a tenant", () => {
  let time: HandTime;
  let paces: PaceInMemory;
  let lane: Lane;
  /** When each send left, and whose it was. */
  let left: { readonly who: string; readonly at: number }[];

  beforeEach(() => {
    time = new HandTime();
    paces = new PaceInMemory();
    lane = aLane();
    left = [];
  });

  function aLane(by: Pick<HandTime, "now" | "pause"> = time): Lane {
    return new Lane(TENANT, {
      paces,
      clock: by,
      pause: by.pause,
      random: systemRandomness,
      width: WIDTH,
      spacingMs: 0,
    });
  }

  /** As a campaign does: takes what it is given, sends, and asks for more until it has sent so many. */
  async function sendMany(who: string, count: number, through = lane, by: Clock = time): Promise<void> {
    const under: Promise<void>[] = [];
    for (let sent = 0; sent < count; ) {
      const slots = await through.take(count - sent, never);
      sent += slots.length;
      under.push(...slots.map((slot) => send(who, slot, by)));
    }
    await Promise.all(under);
  }

  async function send(who: string, slot: Slot, by: Clock = time): Promise<void> {
    if (await slot.moment(never)) left.push({ who, at: by.now().getTime() });
    await nextTurn();
    slot.leave();
  }

  async function turns(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) await nextTurn();
  }

  /** All that there is room for, and nothing of it sent. */
  async function fill(): Promise<Slot[]> {
    const slots: Slot[] = [];
    while (slots.length < WIDTH) slots.push(...(await lane.take(WIDTH - slots.length, never)));
    return slots;
  }

  it("serves somebody who wants to send one message within the next few of a crowd of two thousand", async () => {
    const crowd = sendMany("crowd", 2000);
    while (left.length < 400) await nextTurn();
    const before = left.length;
    await sendMany("one", 1);
    const between = left.slice(before).filter(({ who }) => who === "crowd").length;
    assert.ok(between <= 2 * WIDTH, `${between} of the crowd left first`);
    await crowd;
    assert.equal(left.length, 2001);
  });

  it("is shared evenly by crowds", async () => {
    const crowds = ["a", "b", "c"].map((who) => sendMany(who, 240));
    while (left.length < 360) await nextTurn();
    for (const who of ["a", "b", "c"]) {
      const count = left.filter((one) => one.who === who).length;
      assert.ok(count > 90, `${who} sent ${count} of the first 360`);
    }
    await Promise.all(crowds);
  });

  it("never has more under way than its width, and loses no room, however they come and go", async () => {
    const parties = fc.array(fc.record({ wanted: fc.integer({ min: 1, max: 30 }), staysFor: fc.nat(12) }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(parties, async (all) => {
        let [inside, most, total] = [0, 0, 0];
        await Promise.all(
          all.map(async ({ wanted, staysFor }) => {
            for (let had = 0; had < wanted; ) {
              const slots = await lane.take(wanted - had, never);
              had += slots.length;
              total += slots.length;
              inside += slots.length;
              most = Math.max(most, inside);
              await turns(staysFor);
              inside -= slots.length;
              for (const slot of slots) slot.leave();
              for (const slot of slots) slot.leave();
            }
          }),
        );
        assert.ok(most <= WIDTH);
        assert.equal(
          total,
          all.reduce((sum, { wanted }) => sum + wanted, 0),
        );
      }),
      { numRuns: 20 },
    );
  });

  it("keeps the pace, through however many lanes", async () => {
    const ordered = new OrderedTime();
    const two = [1, 2].map(() => aLane(ordered));
    await ordered.until(Promise.all(two.map((one, n) => sendMany(`${n}`, 100, one, ordered))));
    const at = left.map((one) => one.at).sort((a, b) => a - b);
    const most = Math.max(...at.map((from) => at.filter((one) => one >= from && one < from + 1000).length));
    assert.ok(most <= USUAL + 1, `${most} in a second`);
  });

  it("gives nothing to somebody who gives up while all room is taken, and their turn to the next", async () => {
    const inside = await fill();
    const [first, second] = [new AbortController(), new AbortController()];
    const waiting = [lane.take(1, first.signal), lane.take(1, second.signal), lane.take(1, never)];
    await turns(3);
    first.abort();
    second.abort();
    assert.deepEqual(await Promise.all(waiting.slice(0, 2)), [[], []]);
    for (const slot of inside) slot.leave();
    assert.equal((await waiting[2])?.length, 1);
  });

  it("gives the room back of somebody who gives up while waiting for their moment", async () => {
    const stopping = new AbortController();
    const inside = await fill();
    await lane.slowDown(60_000);
    const moments = inside.map((slot) => slot.moment(stopping.signal));
    await time.untilAsleep(WIDTH);
    stopping.abort();
    assert.ok((await Promise.all(moments)).every((came) => !came));
    time.forward(60_000);
    assert.equal((await fill()).length, WIDTH);
  });

  it("lets somebody go who gives up during a silence", async () => {
    await lane.slowDown(60_000);
    const stopping = new AbortController();
    const waiting = lane.take(5, stopping.signal);
    await time.untilAsleep(1);
    stopping.abort();
    assert.deepEqual(await waiting, []);
  });

  it("lets nothing leave during a silence, also what had its moment already, nor from another process", async () => {
    const began = time.now().getTime();
    const other = aLane();
    const given = await fill();
    await lane.slowDown(30_000);
    const all = [...given.map((slot) => send("given", slot)), sendMany("new", 10), sendMany("other", 10, other)];
    await time.untilAsleep(WIDTH + 1);
    time.forward(29_000);
    await turns(50);
    assert.deepEqual(left, []);
    time.forward(1000);
    await Promise.all(all);
    assert.equal(left.length, WIDTH + 20);
    assert.ok(left.every(({ at }) => at >= began + 30_000));
  });

  it("lets what a silence held back leave at the pace of afterwards, and not all at once", async () => {
    const given = await fill();
    await lane.slowDown(10_000);
    const all = [...given.map((slot) => send("given", slot)), sendMany("new", 20)];
    await time.untilAsleep(WIDTH);
    time.forward(10_000);
    await Promise.all(all);
    const at = left.map((one) => one.at).sort((a, b) => a - b);
    // Nine tenths, and what came back in ten seconds: 38.5 a second.
    const inFirstSecond = at.filter((one) => one < (at[0] ?? 0) + 1000).length;
    assert.ok(inFirstSecond <= 39, `${inFirstSecond} in the first second`);
  });

  it("sends nothing late at once for which it had moments that nobody used", async () => {
    const giveUp = new AbortController();
    const asked = [lane.take(1, never), lane.take(15, giveUp.signal)];
    const [slot] = (await asked[0]) ?? [];
    giveUp.abort();
    for (const unused of (await asked[1]) ?? []) unused.leave();
    slot?.leave();
    time.forward(60_000);
    await sendMany("later", 60);
    const at = left.map((one) => one.at).sort((a, b) => a - b);
    const inFirstSecond = at.filter((one) => one < (at[0] ?? 0) + 1000).length;
    assert.ok(inFirstSecond <= USUAL + 1, `${inFirstSecond} in the first second`);
  });

  it("tells whoever asks when storage fails, and serves them when it answers again", async () => {
    paces.fails = true;
    await assert.rejects(lane.take(1, never), /storage does not answer/);
    const waiting = [lane.take(1, never), lane.take(1, never)];
    await assert.rejects(Promise.any(waiting), AggregateError);
    paces.fails = false;
    assert.equal((await lane.take(1, never)).length, 1);
  });

  it("keeps the silence that Teams asked for also when storage can't be told, and sends after it", async () => {
    const [slot] = await lane.take(1, never);
    assert.ok(slot);
    const began = time.now().getTime();
    paces.fails = true;
    await assert.rejects(lane.slowDown(20_000));
    const sending = send("one", slot);
    await time.untilAsleep(1);
    time.forward(20_000);
    await sending;
    assert.ok((left[0]?.at ?? 0) >= began + 20_000);
  });
});
