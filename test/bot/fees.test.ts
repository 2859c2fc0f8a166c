import assert from "node:assert/strict";
import { Colleagues } from "../../bot/local/colleagues/colleagues.js";
import { wordsOf } from "../../bot/local/double/cards.js";
import type { Answer, TeamsUser } from "../../bot/local/double/user.js";
import type { Card } from "../../cards/card.js";
import { addDays, dateOf } from "../../services/kernel/dates.js";
import { aBot, type RunningBot, theFiles } from "../support/bot.js";
import { eventually } from "../support/eventually.js";
import { aYear } from "../support/fees-house.js";
import { aCoordinator, somebody } from "../support/people.js";

/** One round through the whole bot, over HTTP. */
describe("A fee round", function () {
  this.timeout(60_000);
  let running: RunningBot;
  let coordinator: TeamsUser;
  let first: TeamsUser;
  let second: TeamsUser;
  let sent: Answer;
  let rival: Answer;

  before(async () => {
    const files = await theFiles();
    const partner = files.partnership.partners.find(({ tier, sector }) => tier === "primary" && sector !== "pvi");
    const dueOn = addDays(dateOf(new Date()), 60);
    running = await aBot({ files: { ...files, fees: { years: [aYear({ dueOn, payers: [partner?.id ?? ""] })] } } });
    const contact = (name: string) => somebody({ name, partner: partner?.id ?? "", roles: ["fee-contact"] });
    const people = [await aCoordinator(), await contact("First Contact"), await contact("Second Contact")] as const;
    await running.bot.services.peopleStore.save([...people]);
    coordinator = await running.user(people[0]);
    first = await running.user(people[1]);
    second = await running.user(people[2]);
  });
  after(() => running.stop());

  it("is looked over before it is sent, and asks every contact", async () => {
    const [empty] = await coordinator.says("fees");
    const preview = await coordinator.presses(empty, "Start 2027-28");
    assert.match(words(preview.card), /First Contact, Second Contact/);
    sent = await coordinator.presses(preview, "Send");
    assert.match(words(sent.card), /At risk: £26,000/);
    const asked = ({ card }: TeamsUser) => /Do you reaffirm your membership/.test(words(card));
    await eventually(async () => asked(first) && asked(second));
  });

  it("two contacts answer: the first holds, the other is told, and their card changes", async () => {
    const form = await first.presses(first.card, "Confirm");
    rival = await second.presses(second.card, "Decline");
    const missing = await first.presses(form, "Confirm", { purchaseOrder: "=1+1" });
    assert.match(words(missing.card), /2 fields need another look/);
    const typed = { authoriser: "Morgan Finch", role: "Director of Finance", purchaseOrder: "=1+1" };
    const thanks = await first.presses(missing, "Confirm", typed);
    assert.match(words(thanks.card), /on the record.*\nConfirmed\n/);
    await eventually(async () => /Answered for your partner/.test(words(second.messages.at(-1)?.card)));
    const late = await second.presses(rival, "Decline", { reason: "No budget." });
    assert.match(words(late.card), /A colleague was faster/);
  });

  it("is invoiced by a coordinator, with amounts as people write them, and exported", async () => {
    const [round] = await coordinator.says("fees");
    assert.match(words(round?.card), /£26,000\nconfirmed of £26,000 forecast \(100%\)/);
    const list = await coordinator.presses(round, "Partners");
    const partner = await coordinator.presses(list, "Open");
    const form = await coordinator.presses(partner, "Invoiced");
    const wrong = await coordinator.presses(form, "Save", { amount: "26k", on: dateOf(new Date()) });
    assert.match(words(wrong.card), /in figures/);
    const saved = await coordinator.presses(wrong, "Save", { amount: "26,000.00", on: dateOf(new Date()) });
    assert.match(words(saved.card), /invoiced £26,000, paid £0/);
    const [again] = await coordinator.says("fees");
    const file = await coordinator.presses(again, "Export");
    const url = /"url":"[^"]*(\/files\/[^"]+)"/.exec(JSON.stringify(file.card))?.[1] ?? "";
    const response = await fetch(`${running.url}${url}`);
    assert.equal(response.status, 200);
  });

  it("shows each contact their partner's state, and lets them correct it", async () => {
    const [own] = await second.says("fees");
    const form = await second.presses(own, "Correct");
    const typed = { answer: "queried", correction: "Confirmed too early.", reason: "Why so much?" };
    const saved = await second.presses(form, "Save", typed);
    assert.match(words(saved.card), /Queried: to be followed up/);
    const [inbox] = await coordinator.says("inbox");
    assert.match(words(inbox?.card), /has a query about its fee/);
    const chain = running.bot.services.audit.entries("fees:2027-28");
    const events = [];
    for await (const { event } of chain) events.push(event);
    assert.deepEqual(events, ["fees.sent", "fees.confirmed", "fees.invoiced", "fees.queried"]);
  });
});

describe("A fee round in the local house", function () {
  this.timeout(60_000);
  it("is answered by simulated colleagues, who fill in the form", async () => {
    const files = await theFiles();
    const dueOn = addDays(dateOf(new Date()), 60);
    await using running = await aBot({ files: { ...files, fees: { years: [aYear({ dueOn })] } } });
    const { fees, peopleStore } = running.bot.services;
    const casey = await aCoordinator();
    const paying = files.partnership.partners.filter(({ tier, sector }) => tier === "primary" && sector !== "pvi");
    const people = await Promise.all(paying.map(({ id }) => somebody({ partner: id, roles: ["fee-contact"] })));
    await peopleStore.save([casey, ...people]);
    const endpoint = `${running.url}/api/messages`;
    const colleagues = await Colleagues.start({ people, endpoint, port: 0, pace: 1000 });
    try {
      await fees.sending.send("2027-28", casey);
      await eventually(async () => ((await fees.looking.fees()).round?.confirmedPence ?? 0) > 0);
    } finally {
      await colleagues.stop();
    }
  });
});

function words(card: Card | undefined): string {
  return card ? wordsOf(card) : "";
}
