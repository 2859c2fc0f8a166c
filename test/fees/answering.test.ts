import assert from "node:assert/strict";
import { NOT_ANSWERED } from "../../services/fees/entry-rules.js";
import { stateOf } from "../../services/fees/state-rules.js";
import { personKey } from "../../services/people/schema.js";
import { FeesHouse } from "../support/fees-house.js";

const nowhere = (entry: string) => ({ entry, messageId: undefined });
/** A correction, of the answer that was seen when its form was opened. */
const correcting = (entry: string, seen: string) => ({ ...nowhere(entry), seen });

describe("a partner's answer to its fee", () => {
  it("confirmed says who committed whom to how much, for which year, when, on which text, by which order", async () => {
    const house = await FeesHouse.sent();
    const typed = { authoriser: "Morgan Finch", role: "Director of Finance", purchaseOrder: "=SUM(A1)" };
    await house.fees.answering.answer("2027-28", "confirmed", house.contact("one"), typed, nowhere("a1"));
    const entry = house.audit.kept.at(-1);
    assert.equal(entry?.subject, "fees:2027-28");
    assert.equal(entry?.by, personKey(house.contact("one")));
    assert.deepEqual(entry?.details, { partner: "one", pence: 2_600_000 });
    assert.deepEqual(entry?.said, {
      authoriser: "Morgan Finch",
      role: "Director of Finance",
      purchaseOrder: "=SUM(A1)",
    });
    assert.equal(entry?.text?.sha256, house.round().text.sha256);
  });

  it("needs a name and a role to confirm, and a reason to query or decline; what was typed comes back", async () => {
    const house = await FeesHouse.sent();
    const { answering } = house.fees;
    const form = await answering.answer("2027-28", "confirmed", house.contact("one"), { role: "Head" }, nowhere("a1"));
    assert.ok(typeof form !== "string");
    assert.deepEqual(Object.keys(form.errors), ["authoriser"]);
    assert.equal(form.values.role, "Head");
    const declined = await house.say("declined", "one", "  ");
    assert.ok(typeof declined !== "string" && declined.errors.reason);
    const long = await house.say("queried", "one", "x".repeat(501));
    assert.ok(typeof long !== "string" && long.errors.reason);
    assert.deepEqual(house.round().entries, []);
  });

  it("is the first valid one: of two at the same instant one wins, and the other is told", async () => {
    const house = await FeesHouse.sent();
    const both = await Promise.all([house.confirm("one", 1), house.confirm("one", 2)]);
    assert.deepEqual(both.toSorted(), ["entered", "taken"]);
    assert.equal(house.round().entries.length, 1);
    assert.equal(await house.fees.answering.form("2027-28", "declined", house.contact("one", 2)), undefined);
  });

  it("sent twice by an impatient client is one entry", async () => {
    const house = await FeesHouse.sent();
    assert.deepEqual(
      [await house.confirm("one", 1, "a1"), await house.confirm("one", 1, "a1")],
      ["entered", "entered"],
    );
    assert.deepEqual(house.recorded(), ["fees.sent", "fees.confirmed one"]);
  });

  it("sent from an old form, or under the name of another entry, is not taken for what is there", async () => {
    const house = await FeesHouse.sent();
    const { answering } = house.fees;
    await answering.answer("2027-28", "queried", house.contact("one"), { reason: "Why?" }, nowhere("a1"));
    await house.follow("answered", "one", { note: "That is why." });
    const declined = { reason: "Too dear" };
    for (const partner of ["one", "two"])
      await assert.rejects(
        answering.answer("2027-28", "declined", house.contact(partner), declined, nowhere("a1")),
        /sent already, with something else in it/,
      );
    assert.deepEqual(
      house.round().entries.map(({ kind }) => kind),
      ["queried", "answered"],
    );
    assert.ok(!house.deliveries.replaced.some(([person]) => "name" in person && `${person.name}`.endsWith("of two")));
  });

  it("comes onto the record some minutes later where the process dies, though nobody presses anything more", async () => {
    const house = await FeesHouse.sent();
    await house.passUntil("2026-11-23T10:02:00.000Z");
    const record = house.audit.record;
    house.audit.record = async () => Promise.reject(new Error("the process dies"));
    await assert.rejects(house.confirm("one"));
    house.audit.record = record;
    await house.passUntil("2026-11-23T10:04:00.000Z");
    assert.deepEqual(house.recorded(), ["fees.sent", "fees.confirmed one"]);
    assert.deepEqual(house.round().acts, []);
  });

  it("replaces the cards of its other contacts, and nobody else's", async () => {
    const house = await FeesHouse.sent();
    await house.confirm("one");
    const told = house.deliveries.replaced.map(([person]) => ("name" in person ? person.name : ""));
    assert.deepEqual(told, ["Contact 1 of one", "Contact 2 of one", "Member of one"]);
    assert.deepEqual(house.deliveries.replaced[1]?.[2], { kind: "fees.settled", subject: "2027-28" });
    assert.equal(await house.fees.looking.ask(house.contact("one", 2), "2027-28"), undefined);
    assert.ok(await house.fees.looking.ask(house.contact("two"), "2027-28"));
  });

  it("reaches cards that were on their way just then, but not that of who answered", async () => {
    const house = await FeesHouse.sent();
    await house.confirm("one");
    house.deliveries.replaced.length = 0;
    await house.passUntil("2026-11-23T10:00:30Z");
    const told = house.deliveries.replaced.map(([person]) => ("name" in person ? person.name : ""));
    assert.deepEqual(told, ["Contact 2 of one", "Member of one"]);
  });

  it("is given by contacts of that partner alone, as they are now", async () => {
    const house = await FeesHouse.sent();
    const { answering, looking } = house.fees;
    const gone = house.contact("one");
    const moved = { ...gone, partner: "aside" };
    await assert.rejects(answering.form("2027-28", "confirmed", moved), { code: "not-found" });
    await assert.rejects(answering.form("2027-28", "confirmed", { ...gone, roles: [] }), { code: "not-permitted" });
    await assert.rejects(looking.partner("2027-28", "two", gone), { code: "not-permitted" });
    await assert.rejects(answering.correctionForm("2027-28", "two", gone), { code: "not-permitted" });
  });

  it("keeps the lines of a reason", async () => {
    const house = await FeesHouse.sent();
    await house.say("queried", "one", "Why so much?\nAnd why now?");
    assert.match(JSON.stringify(house.round().entries), /Why so much\?\\nAnd why now\?/);
  });

  it("is corrected by a new entry with a reason, and both are on the record", async () => {
    const house = await FeesHouse.sent();
    await house.confirm("one", 1, "a1");
    const typed = { answer: "declined", correction: "Confirmed by mistake.", reason: "No budget." };
    await house.fees.answering.correct("2027-28", "one", house.contact("one", 2), typed, correcting("c1", "a1"));
    assert.equal(stateOf(house.round().entries, "one").standing, "declined");
    assert.deepEqual(house.recorded(), ["fees.sent", "fees.confirmed one", "fees.declined one"]);
    const without = await house.fees.answering.correct(
      "2027-28",
      "one",
      house.coordinator,
      { answer: "confirmed" },
      correcting("c2", "c1"),
    );
    assert.ok(typeof without !== "string");
    assert.deepEqual(Object.keys(without.errors), ["authoriser", "role", "correction"]);
  });

  it("can be entered by a coordinator for who answered in another way, by a contact only as an answer", async () => {
    const house = await FeesHouse.sent();
    const typed = { answer: "queried", correction: "By phone.", reason: "Why so much?" };
    const { answering } = house.fees;
    const sent = correcting("c1", NOT_ANSWERED);
    await assert.rejects(answering.correct("2027-28", "one", house.contact("one"), typed, sent), { code: "not-open" });
    assert.equal(await answering.correct("2027-28", "one", house.coordinator, typed, sent), "entered");
    assert.equal(stateOf(house.round().entries, "one").standing, "queried");
  });

  it("entered by a coordinator is about what they saw: where a contact answered meanwhile, the form comes back", async () => {
    const house = await FeesHouse.sent();
    const { answering } = house.fees;
    const opened = await answering.correctionForm("2027-28", "one", house.coordinator);
    await house.confirm("one", 1, "a1");
    const typed = { answer: "queried", correction: "By phone.", reason: "Why so much?" };
    const save = (seen: string) =>
      answering.correct("2027-28", "one", house.coordinator, typed, correcting(opened.entry, seen));
    const back = await save(opened.seen);
    assert.ok(typeof back !== "string");
    assert.deepEqual([back.isMeanwhile, back.standing, back.seen], [true, "confirmed", "a1"]);
    assert.equal(back.values.reason, "Why so much?");
    assert.equal(stateOf(house.round().entries, "one").standing, "confirmed");
    assert.equal(await save(back.seen), "entered");
    assert.equal(await save(back.seen), "entered");
    assert.deepEqual(house.recorded(), ["fees.sent", "fees.confirmed one", "fees.queried one"]);
  });

  it("of a fee that is invoiced is not declined silently: that the invoice stays is said, and confirmed", async () => {
    const house = await FeesHouse.sent();
    await house.confirm("one", 1, "a1");
    await house.follow("invoiced", "one", { amount: "26,000" });
    const typed = { answer: "declined", correction: "A mistake.", reason: "No budget." };
    const save = (more: object) =>
      house.fees.answering.correct(
        ...(["2027-28", "one", house.contact("one"), { ...typed, ...more }, correcting("c1", "a1")] as const),
      );
    const back = await save({});
    assert.ok(typeof back !== "string");
    assert.deepEqual([back.isInvoiced, back.invoicedPence, back.seen], [true, 2_600_000, "a1"]);
    assert.equal(stateOf(house.round().entries, "one").standing, "confirmed");
    assert.equal(await save({ anyway: "yes" }), "entered");
    const { standing, invoicedPence } = stateOf(house.round().entries, "one");
    assert.deepEqual([standing, invoicedPence], ["declined", 2_600_000]);
  });

  it("a query waits for a coordinator, who answers it; then the partner can confirm", async () => {
    const house = await FeesHouse.sent();
    await house.say("queried", "one");
    assert.equal(await house.confirm("one"), "taken");
    assert.deepEqual(
      (await house.fees.looking.toFollowUp())?.waiting.map(({ partner }) => partner),
      ["one"],
    );
    await house.follow("answered", "one", { note: "It pays for two posts." });
    assert.deepEqual((await house.fees.looking.toFollowUp())?.waiting, []);
    const ask = await house.fees.looking.ask(house.contact("one", 2), "2027-28");
    assert.deepEqual(ask?.query, { reason: "Why so much?", note: "It pays for two posts." });
    const again = [...house.deliveries.planned].find(([id]) => id.startsWith("fees.2027-28.answered."));
    assert.equal(again?.[1].length, 2);
    assert.equal(await house.confirm("one"), "entered");
  });

  it("reaches the record even when the process died in between", async () => {
    const house = await FeesHouse.sent();
    const record = house.audit.record.bind(house.audit);
    house.audit.record = async () => Promise.reject(new Error("the process dies"));
    await assert.rejects(house.confirm("one"));
    house.audit.record = record;
    await house.confirm("two");
    assert.deepEqual(house.recorded(), ["fees.sent", "fees.confirmed one", "fees.confirmed two"]);
  });
});
