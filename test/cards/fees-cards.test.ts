import assert from "node:assert/strict";
import * as cards from "../../cards/fees.js";
import type { AskView, FeesView, PartnerView, RoundView } from "../../services/fees/views.js";
import { inputs, nodes, titles, words } from "../support/card-words.js";

const none = { partners: 0, pence: 0 };
const round = (members: Partial<RoundView> = {}): RoundView => ({
  ...{ year: "2027-28", sentOn: "2026-11-23", dueOn: "2027-01-29", forecastPence: 5_200_000, askedPence: 5_200_000 },
  ...{ confirmedPence: 2_600_000, atRiskPence: 2_600_000, invoicedPence: 0, paidPence: 0 },
  by: {
    confirmed: { partners: 1, pence: 2_600_000 },
    queried: none,
    declined: none,
    silent: { partners: 1, pence: 2_600_000 },
  },
  ...{ lastYear: undefined, joined: [], gone: [], waiting: 0, unreached: [], ...members },
});
const view = (members: Partial<FeesView> = {}): FeesView => ({
  ...{ round: round(), startable: [], years: ["2027-28"], ...members },
});
const ask: AskView = {
  ...{ year: "2027-28", partner: "one", name: "Vale County", pence: 2_600_000, reason: undefined, attended: undefined },
  placements: undefined,
  ...{ lastYear: "2026-27", dueOn: "2027-01-29", isOverdue: false, paysFor: ["A.", "B."], query: undefined },
};
const partner: PartnerView = {
  ...{
    year: "2027-28",
    partner: "one",
    name: "Vale County",
    pence: 2_600_000,
    standing: "silent",
    isFollowedUp: false,
  },
  ...{ invoicedPence: 0, paidPence: 0, reason: undefined, contacts: [], history: [], hasMoney: false },
  ...{ isOpen: true, isCoordinators: true },
};

describe("the card of a fee round", () => {
  it("says in pounds what is confirmed against the forecast, and what is at risk", () => {
    const card = cards.roundCard(view());
    assert.match(words(card), /£26,000\nconfirmed of £52,000 forecast \(50%\)\nAt risk: £26,000/);
    assert.match(words(card), /Silent\n1 partner\n£26,000/);
  });

  it("stands the year before beside it, and says how the forecast differs from what is asked", () => {
    const last = { year: "2026-27", partners: 9, askedPence: 23_400_000, forecastPence: 23_400_000 };
    const confirmed = { partners: 8, pence: 20_800_000 };
    const by = { confirmed, queried: none, declined: { partners: 1, pence: 2_600_000 }, silent: none };
    const run = cards.roundCard(view({ round: round({ lastYear: { ...last, by } }) }));
    assert.match(words(run), /2027-28\n2026-27\nConfirmed\n1 partner, last year 8\n£26,000\n£208,000/);
    assert.match(words(run), /Asked for\n2 partners, last year 9\n£52,000\n£234,000/);
    assert.match(JSON.stringify(run), /"Confirmed 2026-27 \(89%\)","y":89/);
    const notRun = cards.roundCard(view({ round: round({ lastYear: last }) }));
    assert.match(words(notRun), /Confirmed\n1 partner\n£26,000\n–\nQueried/);
    assert.match(words(notRun), /Asked for\n2 partners, last year 9\n£52,000\n£234,000/);
    assert.match(words(notRun), /2026-27 was not run here: I know only what was asked/);
    assert.match(JSON.stringify(notRun), /"Asked for 2026-27 \(100%\)","y":100/);
    assert.doesNotMatch(words(cards.roundCard(view())), /2026-27|–/);
    const short = cards.roundCard(view({ round: round({ forecastPence: 5_300_000 }) }));
    assert.match(words(short), /£1,000 more than is asked for/);
  });

  it("offers to start a year only beside the newest round, and to look at earlier ones", () => {
    const startable = ["2028-29"];
    const years = ["2027-28", "2026-27"];
    assert.deepEqual(titles(cards.roundCard(view({ startable, years }))), [
      ...["Partners", "Export", "Start 2028-29", "Earlier years", "Back"],
    ]);
    const earlier = view({ round: round({ year: "2026-27" }), startable, years });
    assert.deepEqual(titles(cards.roundCard(earlier)), ["Partners", "Export", "Back"]);
  });

  it("names silent partners that can't be reached: on the round, in the list, and by contact", () => {
    assert.match(words(cards.roundCard(view({ round: round({ unreached: ["Vale"] }) }))), /can't reach.*: Vale\./);
    const lines = [partner, { ...partner, partner: "two", name: "Wold", isUnreached: true }];
    const list = words(cards.partnersCard({ year: "2027-28", partners: lines }));
    assert.match(list, /Wold\nSilent, can't be reached, £26,000.*Vale County\nSilent, £26,000/s);
    const contacts = [{ name: "Morgan Finch", isReachable: false }];
    assert.match(words(cards.partnerCard({ ...partner, contacts })), /Morgan Finch \(can't be reached\)/);
  });

  it("says of an answer that a coordinator entered first how it came, of a later one that it was corrected", () => {
    const entry = (id: string, kind: "queried" | "declined") => ({
      name: "Casey",
      entry: {
        id,
        kind,
        partner: "one",
        at: "2026-11-24T10:00:00.000Z",
        by: "c",
        reason: "Budget.",
        correction: "Rang.",
      },
    });
    const shown = words(cards.partnerCard({ ...partner, history: [entry("a", "queried"), entry("b", "declined")] }));
    assert.match(shown, /Queried, entered for them\nCasey\. Budget\. How: Rang\./);
    assert.match(shown, /Corrected: declined\nCasey\. Budget\. Why: Rang\./);
  });

  it("shows partners to be followed up first", () => {
    const line = (name: string, standing: PartnerView["standing"]) => ({ ...partner, partner: name, name, standing });
    const partners = [line("A", "confirmed"), line("B", "silent"), line("C", "declined"), line("D", "queried")];
    const shown = titles(cards.partnersCard({ year: "2027-28", partners }));
    assert.deepEqual(shown, ["Open: D", "Open: C", "Open: B", "Open: A", "Back"]);
    const followed = [{ ...line("E", "queried"), isFollowedUp: true }, line("C", "declined")];
    const again = titles(cards.partnersCard({ year: "2027-28", partners: followed }));
    assert.deepEqual(again, ["Open: C", "Open: E", "Back"]);
  });
});

describe("the card of a round before it is sent", () => {
  it("tells of the reminders that are still to come", () => {
    const preview = { year: "2027-28", dueOn: "2027-01-29", paysFor: ["A."], text: { version: 1, text: "We do." } };
    const shown = (reminders: number[]) =>
      words(cards.previewCard({ ...preview, partners: [], askedPence: 0, forecastPence: 0, reminders }));
    assert.match(shown([-28, -14, -7, -1, 7]), /Reminders go out 28, 14, 7 and 1 days before and 7 days after\./);
    assert.match(shown([-1, 7]), /Reminders go out 1 day before and 7 days after\./);
    assert.match(shown([7]), /Reminders go out 7 days after\./);
  });
});

describe("the form to correct an answer", () => {
  const form = { ...partner, entry: "e1", seen: "a1", isMeanwhile: false, isInvoiced: false, values: {}, errors: {} };

  it("says what was answered meanwhile, and keeps what was typed", () => {
    const card = cards.correctionForm({
      ...{ ...form, standing: "confirmed", isMeanwhile: true, values: { reason: "Why so much?" } },
    });
    assert.match(words(card), /Another answer came meanwhile: it is confirmed\./);
    assert.ok(inputs(card).some(({ value }) => value === "Why so much?"));
  });

  it("says that the invoice stays, and asks whether it is meant", () => {
    const card = cards.correctionForm({ ...form, standing: "confirmed", isInvoiced: true, invoicedPence: 2_600_000 });
    assert.match(words(card), /Already invoiced £26,000, paid £0: that stays until it is taken back/);
    assert.equal(inputs(card)[0]?.id, "anyway");
  });
});

describe("the card that asks for a fee", () => {
  it("has the three answers, what it pays for, and last year where it is known", () => {
    assert.deepEqual(titles(cards.askCard(ask)), ["Confirm", "Query", "Decline"]);
    assert.deepEqual(titles(cards.askCard(ask, true)), ["Confirm", "Query", "Decline", "Back"]);
    assert.doesNotMatch(words(cards.askCard(ask)), /took up/);
    assert.match(words(cards.askCard({ ...ask, attended: 1 })), /took up 1 place in sessions/);
    assert.match(words(cards.askCard({ ...ask, placements: 1 })), /In 2026-27 so far: you had 1 placement\./);
    const both = words(cards.askCard({ ...ask, attended: 41, placements: 12 }));
    assert.match(both, /your people took up 41 places in sessions; you had 12 placements\./);
    assert.match(words(cards.askCard({ ...ask, isOverdue: true })), /was due on Friday 29 January/);
  });

  it("has what is reaffirmed on the form to confirm, and what was typed beside what is wrong", () => {
    const form = { ...ask, kind: "confirmed" as const, entry: "e1", text: "We reaffirm." };
    const card = cards.answerForm({ ...form, values: { role: "Head" }, errors: { authoriser: "Write the name." } });
    assert.match(words(card), /We reaffirm\.\n1 field needs another look.*\nPlease check: Write the name\./);
    assert.deepEqual(
      inputs(card).map(({ value }) => value),
      [undefined, "Head", undefined],
    );
  });

  it("asks whether it is meant only when more is paid than there is to pay", () => {
    const form = {
      ...partner,
      kind: "paid" as const,
      entry: "e1",
      money: [],
      reason: undefined,
      values: {},
      errors: {},
    };
    assert.equal(inputs(cards.followForm({ ...form, isOver: false })).length, 2);
    assert.equal(inputs(cards.followForm({ ...form, isOver: true })).length, 3);
  });
});

describe("the card of a partner", () => {
  it("offers coordinators what fits its state, six things at most", () => {
    const offered = (members: Partial<PartnerView>) => titles(cards.partnerCard({ ...partner, ...members }));
    assert.deepEqual(offered({}), ["Enter an answer", "Back"]);
    assert.deepEqual(offered({ standing: "queried" }), ["Follow up", "Correct", "Back"]);
    assert.deepEqual(offered({ standing: "confirmed", invoicedPence: 1, hasMoney: true }), [
      ...["Invoiced", "Paid", "Take back", "Correct", "Back"],
    ]);
    assert.deepEqual(offered({ standing: "queried", invoicedPence: 1, hasMoney: true }), [
      ...["Follow up", "Paid", "Take back", "Correct", "Back"],
    ]);
  });

  it("has what comes next as its main button: to invoice, then to note what is paid", () => {
    const mains = (invoicedPence: number, paidPence: number) => {
      const money = { standing: "confirmed", hasMoney: invoicedPence > 0, invoicedPence, paidPence } as const;
      const shown = nodes(cards.partnerCard({ ...partner, ...money }));
      return shown.filter(({ style }) => style === "positive").map(({ title }) => title);
    };
    assert.deepEqual(mains(0, 0), ["Invoiced"]);
    assert.deepEqual(mains(1_300_000, 1_300_000), ["Invoiced"]);
    assert.deepEqual(mains(2_600_000, 1_300_000), ["Paid"]);
    assert.deepEqual(mains(2_600_000, 2_600_000), []);
  });

  it("offers its contacts to answer, or to correct", () => {
    assert.deepEqual(titles(cards.partnerCard({ ...partner, isCoordinators: false })), ["Answer", "Back"]);
    const confirmed = { ...partner, standing: "confirmed", isOpen: false, isCoordinators: false } as const;
    assert.deepEqual(titles(cards.partnerCard(confirmed)), ["Correct", "Back"]);
  });
});
