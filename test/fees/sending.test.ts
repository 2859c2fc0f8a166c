import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { HOW_TO_VERIFY } from "../../services/audit/inspection.js";
import { personKey } from "../../services/people/schema.js";
import { aPartner, aYear, FeesHouse } from "../support/fees-house.js";

describe("a fee round, before it is sent", () => {
  it("is previewed with the reminders alone that are still to come", async () => {
    const remindersOf = async (dueOn: string) =>
      (await new FeesHouse({ years: [aYear({ dueOn })] }).fees.sending.preview("2027-28")).reminders;
    assert.deepEqual(await remindersOf("2027-01-29"), [-28, -14, -7, -1, 7]);
    assert.deepEqual(await remindersOf("2026-12-01"), [-7, -1, 7]);
  });

  it("lists each paying partner, its fee with the reason, and its contacts", async () => {
    const exceptions = [{ partner: "two", pence: 86_667, reason: "It joins in March and pays a share." }];
    const house = new FeesHouse({ years: [aYear({ exceptions })] });
    const { partners, askedPence, forecastPence } = await house.fees.sending.preview("2027-28");
    assert.deepEqual(
      partners.map(({ partner, pence }) => [partner, pence]),
      [
        ["one", 2_600_000],
        ["two", 86_667],
        ["three", 2_600_000],
      ],
    );
    assert.equal(partners[1]?.reason, "It joins in March and pays a share.");
    assert.deepEqual([askedPence, forecastPence], [5_286_667, 5_286_667]);
    assert.deepEqual(
      partners[0]?.contacts.map(({ name }) => name),
      ["Contact 1 of one", "Contact 2 of one"],
    );
  });

  it("points out partners without a contact, and contacts who can't be reached", async () => {
    const house = new FeesHouse();
    house.people = house.people.filter(({ name }) => !name.startsWith("Contact") || !name.endsWith("two"));
    house.deliveries.outOfReach.add(personKey(house.contact("one")));
    const { partners } = await house.fees.sending.preview("2027-28");
    assert.deepEqual(
      partners.map(({ contacts }) => contacts.map(({ isReachable }) => isReachable)),
      [[false, true], [], [true, true]],
    );
  });

  it("once it is sent still names silent partners that can't be reached, until somebody has answered for them", async () => {
    const house = await FeesHouse.sent();
    for (const nth of [1, 2]) house.deliveries.outOfReach.add(personKey(house.contact("one", nth)));
    house.deliveries.outOfReach.add(personKey(house.contact("two")));
    const unreached = async () => (await house.fees.looking.fees()).round?.unreached;
    assert.deepEqual(await unreached(), ["Partner one"]);
    const { partners } = await house.fees.looking.partners("2027-28");
    assert.deepEqual(
      partners.map(({ isUnreached }) => isUnreached),
      [true, false, false],
    );
    await house.confirm("one");
    assert.deepEqual(await unreached(), []);
  });

  it("names those whose administrator has blocked the app, by the last that went to all who had not answered", async () => {
    const house = await FeesHouse.sent();
    const both = [1, 2].map((nth) => house.contact("one", nth));
    house.deliveries.missed.push(["fees.2027-28.ask", both]);
    const unreached = async () => (await house.fees.looking.fees()).round?.unreached;
    assert.deepEqual(await unreached(), ["Partner one"]);
    const { contacts } = await house.fees.looking.partner("2027-28", "one", house.coordinator);
    assert.deepEqual(
      contacts.map(({ isReachable }) => isReachable),
      [false, false],
    );
    house.deliveries.missed.unshift(["fees.2027-28.remind.28", both.slice(1)]);
    assert.deepEqual(await unreached(), []);
  });

  it("asks neither charities nor secondary partners, unless the data names who pays", async () => {
    const partners = [
      aPartner("one"),
      aPartner("charity", { sector: "pvi" }),
      aPartner("aside", { tier: "secondary" }),
    ];
    const usual = new FeesHouse({ partners });
    const named = new FeesHouse({ partners, years: [aYear({ payers: ["charity"] })] });
    const asked = async (house: FeesHouse) =>
      (await house.fees.sending.preview("2027-28")).partners.map(({ partner }) => partner);
    assert.deepEqual(await asked(usual), ["one"]);
    assert.deepEqual(await asked(named), ["charity"]);
  });

  it("can be started only with a due day to come, a text and what it pays for", async () => {
    const { dueOn: _, ...withoutDay } = aYear();
    const years = [aYear({ year: "2025-26", dueOn: "2026-11-23" }), { ...withoutDay, year: "2026-27" }, aYear()];
    const house = new FeesHouse({ years });
    assert.deepEqual(await house.fees.sending.startable(), ["2027-28"]);
    await assert.rejects(house.fees.sending.send("2026-27", house.coordinator), { code: "not-open" });
    await assert.rejects(house.fees.sending.preview("2031-32"), { code: "not-found" });
  });
});

describe("sending a fee round", () => {
  it("asks every contact of the paying partners, once, and records who sent what", async () => {
    const house = await FeesHouse.sent();
    assert.equal(house.deliveries.planned.get("fees.2027-28.ask")?.length, 6);
    const [entry] = house.audit.kept;
    assert.equal(entry?.by, personKey(house.coordinator));
    assert.deepEqual(entry?.details, {
      ...{ year: "2027-28", partners: 3, asked: 7_800_000, forecast: 7_800_000, due: "2027-01-29" },
    });
    assert.match(entry?.text?.sha256 ?? "", /^[0-9a-f]{64}$/);
    assert.equal(house.round().acts.length, 0);
  });

  it("twice, or by two coordinators at once, is one round", async () => {
    const house = new FeesHouse();
    const { sending } = house.fees;
    const both = await Promise.all([
      sending.send("2027-28", house.coordinator),
      sending.send("2027-28", { ...house.coordinator, objectId: "00000000-0000-4000-8000-000000000998" }),
    ]);
    assert.deepEqual(both.toSorted(), [false, true]);
    assert.equal(await sending.send("2027-28", house.coordinator), false);
    assert.deepEqual(house.recorded(), ["fees.sent"]);
  });

  it("goes on within a minute where the process died before anybody was asked", async () => {
    const house = new FeesHouse();
    const plan = house.deliveries.plan.bind(house.deliveries);
    house.deliveries.plan = async () => Promise.reject(new Error("the process dies"));
    await assert.rejects(house.fees.sending.send("2027-28", house.coordinator));
    house.deliveries.plan = plan;
    await house.passUntil("2026-11-23T10:02:00Z");
    assert.equal(house.deliveries.planned.get("fees.2027-28.ask")?.length, 6);
  });

  it("freezes partners, fees, contacts and text: later changes of the data don't reach it", async () => {
    const years = [aYear()];
    const house = await FeesHouse.sent({ years });
    house.attended.set("one", 41);
    const before = structuredClone(house.round());
    Object.assign(house.context.data.years[0] ?? {}, { pence: 1, text: { version: 2, text: "Another." } });
    house.people = house.people.filter(({ partner }) => partner !== "two");
    await house.fees.looking.fees();
    assert.deepEqual(house.round(), before);
  });

  it("names its text as the README of an export says how to check it", async () => {
    const house = await FeesHouse.sent();
    const { text, sha256 } = house.round().text;
    assert.match(HOW_TO_VERIFY, /of a fee round that of the text in UTF-8/);
    assert.equal(createHash("sha256").update(text, "utf8").digest("hex"), sha256);
    assert.equal(house.audit.kept[0]?.text?.sha256, sha256);
  });

  it("keeps how many places each partner's people took up, for its card", async () => {
    const house = new FeesHouse();
    house.attended.set("one", 41);
    await house.fees.sending.send("2027-28", house.coordinator);
    const ask = await house.fees.looking.ask(house.contact("one"), "2027-28");
    assert.deepEqual([ask?.attended, ask?.lastYear], [41, "2026-27"]);
    assert.equal((await house.fees.looking.ask(house.contact("two"), "2027-28"))?.attended, undefined);
  });

  it("keeps how many placements each partner had, where it is known", async () => {
    const house = new FeesHouse();
    house.placements.set("one", 12);
    await house.fees.sending.send("2027-28", house.coordinator);
    house.placements.set("one", 13);
    const placements = async (partner: string) =>
      (await house.fees.looking.ask(house.contact(partner), "2027-28"))?.placements;
    assert.deepEqual([await placements("one"), await placements("two")], [12, undefined]);
  });

  it("a partner that changes tier mid-year is pointed out, and the round keeps what it was sent with", async () => {
    const house = await FeesHouse.sent();
    const { partners } = house.context.partnership;
    Object.assign(partners[0] ?? {}, { tier: "secondary" });
    Object.assign(partners[3] ?? {}, { tier: "primary" });
    const { round } = await house.fees.looking.fees();
    assert.deepEqual([round?.joined, round?.gone], [["Partner aside"], ["Partner one"]]);
    assert.equal(round?.askedPence, 7_800_000);
  });
});
