import assert from "node:assert/strict";
import { setImmediate as settled } from "node:timers/promises";
import { Crowd } from "../../services/kernel/crowd.js";

interface Thing {
  readonly key: string;
  readonly colour: string;
}

describe("What a crowd asks for", () => {
  let stored: Map<string, Thing>;
  let now: number;
  let lookedUp: number;
  let readAll: number;
  let crowd: Crowd<Thing>;

  beforeEach(() => {
    stored = new Map(Array.from({ length: 100 }, (_, n) => [`${n}`, { key: `${n}`, colour: "red" }]));
    [now, lookedUp, readAll] = [0, 0, 0];
    const source = {
      find: async (key: string) => {
        lookedUp += 1;
        return stored.get(key);
      },
      async *all() {
        readAll += 1;
        yield* [...stored.values()];
      },
      keyOf: ({ key }: Thing) => key,
    };
    crowd = new Crowd(source, { now: () => new Date(now) });
  });

  it("is looked up one by one while few ask, and once for each", async () => {
    await ask(0, 20);
    await ask(0, 20);
    assert.deepEqual([lookedUp, readAll], [20, 0]);
  });

  it("is read all at once when many ask", async () => {
    await ask(0, 100);
    assert.deepEqual([lookedUp, readAll], [21, 1]);
  });

  it("is seen as it is now after half a minute, however many ask", async () => {
    await ask(0, 100);
    paint("blue");
    now = 30_000;
    assert.equal((await crowd.find("99"))?.colour, "blue");
  });

  it("is read anew before it is too old, and nobody waits for it", async () => {
    await ask(0, 100);
    paint("blue");
    now = 20_000;
    assert.equal((await crowd.find("99"))?.colour, "red");
    await settled();
    assert.equal((await crowd.find("99"))?.colour, "blue");
    assert.deepEqual([lookedUp, readAll], [21, 2]);
  });

  it("is forgotten at once when asked to, even while all is being read", async () => {
    await ask(0, 20);
    const last = crowd.find("20");
    stored.delete("99");
    crowd.forget("99");
    await last;
    await settled();
    assert.equal(await crowd.find("99"), undefined);
    await ask(0, 50);
    stored.delete("98");
    crowd.forget("98");
    assert.equal(await crowd.find("98"), undefined);
  });

  it("is looked up each time while it isn't there", async () => {
    await ask(0, 100);
    assert.equal(await crowd.find("new"), undefined);
    stored.set("new", { key: "new", colour: "red" });
    assert.equal((await crowd.find("new"))?.colour, "red");
  });

  it("is looked up one by one where there is too much to remember it all", async () => {
    for (let n = 0; n < 10_001; n += 1) stored.set(`${n}`, { key: `${n}`, colour: "red" });
    await ask(0, 100);
    assert.deepEqual([lookedUp, readAll], [100, 1]);
  });

  it("is remembered for some thousands: what was looked up longest ago goes first", async () => {
    for (let n = 0; n < 10_001; n += 1) stored.set(`${n}`, { key: `${n}`, colour: "red" });
    for (const key of stored.keys()) await crowd.find(key);
    await crowd.find("10000");
    assert.equal(lookedUp, 10_001);
    await crowd.find("0");
    assert.equal(lookedUp, 10_002);
  });

  async function ask(from: number, until: number): Promise<void> {
    for (let n = from; n < until; n += 1) {
      assert.ok(await crowd.find(`${n}`));
      await settled();
    }
  }

  function paint(colour: string): void {
    for (const key of stored.keys()) stored.set(key, { key, colour });
  }
});
