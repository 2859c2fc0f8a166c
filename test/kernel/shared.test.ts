import assert from "node:assert/strict";
import { Shared } from "../../services/kernel/shared.js";

describe("What is shared by all who ask at one time", () => {
  it("is done once more for everybody who asked while it was under way", async () => {
    let done = 0;
    const shared = new Shared(async () => {
      done += 1;
      const mine = done;
      await new Promise(setImmediate);
      return mine;
    });
    const answers = await Promise.all([shared.get(), shared.get(), shared.get()]);
    assert.deepEqual(answers, [1, 2, 2]);
    assert.equal(await shared.get(), 3);
  });

  it("fails for those who shared it alone", async () => {
    let fails = true;
    const shared = new Shared(async () => {
      await new Promise(setImmediate);
      if (fails) throw new Error("storage is away");
      return "read";
    });
    const first = shared.get();
    const second = shared.get();
    await assert.rejects(first);
    fails = false;
    assert.equal(await second, "read");
  });

  it("is apart for each key", async () => {
    const shared = new Shared(async (key) => key.toUpperCase());
    assert.deepEqual(await Promise.all([shared.get("a"), shared.get("b")]), ["A", "B"]);
  });
});
