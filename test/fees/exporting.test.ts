import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { personKey } from "../../services/people/schema.js";
import { aYear, FeesHouse } from "../support/fees-house.js";

async function exported(house: FeesHouse): Promise<string | undefined> {
  const request = JSON.parse(await house.fees.exporting.link("2027-28", house.coordinator));
  const bytes = await house.producers.get("fees-round")?.(request);
  if (!bytes) return undefined;
  const files = Object.entries(unzipSync(bytes)).filter(([name]) => name.endsWith(".xml"));
  return files.map(([, content]) => strFromU8(content)).join("\n");
}

describe("the workbook of a fee round", () => {
  it("has every partner, every sum and every entry", async () => {
    const house = await FeesHouse.sent();
    await house.confirm("one");
    await house.say("queried", "two", "Why so much?");
    const words = (await exported(house)) ?? "";
    for (const one of ["Partner three", "Morgan Finch, Director of Finance", "Why so much?", "Contact 1 of two"])
      assert.ok(words.includes(one), one);
    assert.match(words, /<v>26000<\/v>/);
    assert.match(words, /<v>52000<\/v>/);
  });

  it("stands last year beside this one: as it was run here, or what was asked", async () => {
    const years = [aYear(), aYear({ year: "2026-27", pence: 1_000_000 })];
    const asked = (await exported(await FeesHouse.sent({ years }))) ?? "";
    assert.match(asked, /name="Last year"/);
    assert.match(asked, /<v>30000<\/v>/);
    assert.doesNotMatch(asked, /<v>10000<\/v>/);
    const run = new FeesHouse({ years });
    await run.fees.sending.send("2026-27", run.coordinator);
    const sent = { entry: "a1", messageId: undefined };
    const typed = { authoriser: "Morgan Finch", role: "Director" };
    await run.fees.answering.answer("2026-27", "confirmed", run.contact("one"), typed, sent);
    await run.fees.sending.send("2027-28", run.coordinator);
    assert.match((await exported(run)) ?? "", /<v>10000<\/v>/);
    assert.doesNotMatch((await exported(await FeesHouse.sent())) ?? "", /name="Last year"/);
  });

  it("says of every confirmation who authorised it and by which order, of a corrected one too", async () => {
    const house = await FeesHouse.sent();
    const sent = (entry: string) => ({ entry, messageId: undefined });
    const typed = { authoriser: "Morgan Finch", role: "Director", purchaseOrder: "PO-1" };
    await house.fees.answering.answer("2027-28", "confirmed", house.contact("one"), typed, sent("a1"));
    const other = { ...typed, answer: "confirmed", purchaseOrder: "PO-2", correction: "Another order." };
    await house.fees.answering.correct("2027-28", "one", house.contact("one"), other, { ...sent("a2"), seen: "a1" });
    const words = (await exported(house)) ?? "";
    assert.match(words, /authorised by Morgan Finch, Director \/ purchase order PO-1/);
    assert.match(words, /purchase order PO-2 \/ why: Another order\./);
  });

  it("keeps a purchase-order reference that is a formula as text", async () => {
    const house = await FeesHouse.sent();
    const typed = { authoriser: "Morgan Finch", role: "Director", purchaseOrder: "=1+1" };
    const sent = { entry: "a1", messageId: undefined };
    await house.fees.answering.answer("2027-28", "confirmed", house.contact("one"), typed, sent);
    const words = (await exported(house)) ?? "";
    assert.match(words, /&apos;=1\+1|'=1\+1/);
    assert.doesNotMatch(words, /<f>/);
    assert.match(JSON.stringify(house.round().entries), /"=1\+1"/);
  });

  it("is for coordinators, at the moment of fetching too", async () => {
    const house = await FeesHouse.sent();
    const key = personKey(house.coordinator);
    house.people = house.people.map((one) => (personKey(one) === key ? { ...one, roles: ["fee-contact"] } : one));
    assert.equal(await exported(house), undefined);
  });
});
