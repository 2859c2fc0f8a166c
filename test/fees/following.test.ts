import assert from "node:assert/strict";
import { stateOf } from "../../services/fees/state-rules.js";
import { FeesHouse } from "../support/fees-house.js";

async function confirmed(): Promise<FeesHouse> {
  const house = await FeesHouse.sent();
  await house.confirm("one");
  return house;
}

describe("what is invoiced and paid", () => {
  it("are states of their own, with their days, and may come in parts", async () => {
    const house = await confirmed();
    assert.equal(await house.follow("invoiced", "one", { amount: "26,000" }), undefined);
    await house.follow("paid", "one", { amount: "13000.01" });
    await house.follow("paid", "one", { amount: "£866.67" });
    const { standing, invoicedPence, paidPence } = stateOf(house.round().entries, "one");
    assert.deepEqual([standing, invoicedPence, paidPence], ["confirmed", 2_600_000, 1_386_668]);
    assert.deepEqual(house.audit.kept.at(-1)?.details, { partner: "one", pence: 86_667, on: "2026-11-23" });
  });

  it("is never more than invoiced, nor invoiced more than the fee, unless it is said to be meant", async () => {
    const house = await confirmed();
    assert.equal((await house.follow("paid", "one", { amount: "1" }))?.isOver, true);
    const over = await house.follow("invoiced", "one", { amount: "26,000.01" });
    assert.deepEqual([over?.isOver, over?.values.amount], [true, "26,000.01"]);
    assert.equal(house.round().entries.length, 1);
    assert.equal(await house.follow("invoiced", "one", { amount: "26,000.01", anyway: "yes" }), undefined);
    assert.equal(stateOf(house.round().entries, "one").invoicedPence, 2_600_001);
  });

  it("needs an amount in figures and a day that has been", async () => {
    const house = await confirmed();
    const tried = [
      { amount: "26k" },
      { amount: "1", on: "2026-11-24" },
      { amount: "1", on: "" },
      { amount: "1", on: "2020-01-01" },
    ];
    const errors = [];
    for (const typed of tried) errors.push(Object.keys((await house.follow("invoiced", "one", typed))?.errors ?? {}));
    assert.deepEqual(errors, [["amount"], ["on"], ["on"], ["on"]]);
  });

  it("is not invoiced before it is confirmed", async () => {
    const house = await confirmed();
    await assert.rejects(house.follow("invoiced", "two", { amount: "1" }), { code: "not-open" });
  });

  it("a slip of the pen is taken back by another entry, once", async () => {
    const house = await confirmed();
    await house.follow("invoiced", "one", { amount: "2,600" });
    const of = house.round().entries.at(-1)?.id ?? "";
    await house.follow("reversed", "one", { of, reason: "A nought too few." });
    assert.equal(stateOf(house.round().entries, "one").invoicedPence, 0);
    assert.equal(house.round().entries.length, 3);
    await assert.rejects(house.follow("reversed", "one", { of, reason: "Again." }), { code: "stale" });
    const unknown = await house.follow("reversed", "one", { of: "nothing", reason: "" });
    assert.deepEqual(Object.keys(unknown?.errors ?? {}), ["of", "reason"]);
  });

  it("an invoice that is paid is taken back after its payment", async () => {
    const house = await confirmed();
    await house.follow("invoiced", "one", { amount: "13,000" });
    const first = house.round().entries.at(-1)?.id ?? "";
    await house.follow("invoiced", "one", { amount: "13,000" });
    await house.follow("paid", "one", { amount: "13,000.01" });
    const payment = house.round().entries.at(-1)?.id ?? "";
    const back = await house.follow("reversed", "one", { of: first, reason: "A slip." });
    assert.match(back?.errors.of ?? "", /take back the payment first/);
    assert.equal(back?.values.reason, "A slip.");
    assert.equal(stateOf(house.round().entries, "one").invoicedPence, 2_600_000);
    assert.equal(await house.follow("reversed", "one", { of: payment, reason: "A slip." }), undefined);
    assert.equal(await house.follow("reversed", "one", { of: first, reason: "A slip." }), undefined);
    assert.equal(stateOf(house.round().entries, "one").invoicedPence, 1_300_000);
  });

  it("a note is taken only while a query or a declined fee waits for one", async () => {
    const house = await confirmed();
    await assert.rejects(house.follow("answered", "one", { note: "Hello." }), { code: "already-done" });
    await house.say("declined", "two");
    assert.ok((await house.follow("answered", "two", { note: "" }))?.errors.note);
    assert.equal(await house.follow("answered", "two", { note: "We spoke." }), undefined);
  });

  it("tells the partner that its query is answered, also where the process dies before", async () => {
    const house = await FeesHouse.sent();
    await house.say("queried", "one");
    const plan = house.deliveries.plan;
    house.deliveries.plan = async () => Promise.reject(new Error("the process dies"));
    await assert.rejects(house.follow("answered", "one", { note: "That is why." }));
    house.deliveries.plan = plan;
    await house.passUntil("2026-11-23T10:02:00.000Z");
    const id = `fees.2027-28.answered.${house.round().entries.at(-1)?.id}`;
    assert.equal(house.deliveries.planned.get(id)?.length, 2);
  });
});
