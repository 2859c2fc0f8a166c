import assert from "node:assert/strict";
import { problemsOf } from "../../cards/check/rules.js";
import { campaignCard, deliveriesCard } from "../../cards/deliveries.js";
import { NO_DELIVERIES } from "../../services/delivery/rules.js";
import { REASONS } from "../../services/delivery/schema.js";
import type { CampaignLine, Reconciled } from "../../services/delivery/views.js";
import { aLine, aReview } from "../support/campaigns.js";
import { titles, words } from "../support/card-words.js";

const now = new Date("2026-11-24T09:30:00Z");

function listed(...campaigns: CampaignLine[]): string {
  return words(deliveriesCard({ campaigns, missed: [], now }));
}

describe("the list of deliveries", () => {
  it("says in words how each delivery ended", () => {
    const counts = { pending: 1, sent: 53, "not-reachable": 2, failed: 1, suppressed: 2, cancelled: 1 };
    const expected = "53 of 60 sent, 1 on their way, 2 not reachable, 1 failed, 2 skipped, 1 cancelled";
    assert.ok(listed(aLine({ counts })).includes(expected));
  });

  it("tells those held back, and until when, from those on their way", () => {
    const held = [
      { until: new Date("2026-11-25T08:00:00Z"), count: 40 },
      { until: new Date("2026-11-30T08:00:00Z"), count: 10 },
      { until: new Date("2026-12-01T08:00:00Z"), count: 3 },
    ];
    const text = listed(aLine({ counts: { ...NO_DELIVERIES, sent: 5, pending: 55 }, held }));
    const expected =
      "5 of 60 sent, 2 on their way, 40 held back until tomorrow 08:00, " +
      "10 held back until Monday 30 November 08:00, 3 held back for longer";
    assert.ok(text.includes(expected), text);
  });

  it("draws how many need nothing more", () => {
    const counts = { ...NO_DELIVERIES, sent: 40, failed: 5, pending: 15 };
    assert.match(listed(aLine({ counts })), /Done: 45 of 60\n75%/);
  });

  it("tells its buttons apart by what ends the titles, on a phone too", () => {
    const campaigns = ["Autumn pulse of all: invitation", "Autumn pulse of all: reminder 1"];
    const card = deliveriesCard({ campaigns: campaigns.map((title) => aLine({ title })), missed: [], now });
    assert.deepEqual(titles(card), ["Open: invitation, Autumn puls…", "Open: reminder 1, Autumn puls…", "Back"]);
  });

  it("tells buttons of campaigns with one title apart", () => {
    const card = deliveriesCard({ campaigns: [aLine(), aLine()], missed: [], now });
    assert.deepEqual(titles(card), ["Open: invitation, Pulse", "Open: invitation, Pulse (2)", "Back"]);
  });

  it("names what was missed by day and kind, and counts what is too much to name", () => {
    const missed = Array.from({ length: 7 }, (_, n) => ({ kind: "x.y", due: new Date(`2026-11-2${n}T08:00:00Z`) }));
    const text = words(deliveriesCard({ campaigns: [], missed, now }));
    assert.match(text, /Missed while the bot was not running/);
    assert.match(text, /Something that was due: yesterday 08:00/);
    assert.match(text, /And 2 more\./);
  });

  it("says nothing of what was missed when nothing was", () => {
    assert.doesNotMatch(listed(aLine()), /Missed/);
  });
});

describe("the line on the reconciliation", () => {
  const none = { countsDiffer: 0, sumDiffers: 0, leftPending: 0, stuck: 0 };
  const done = { at: new Date("2026-11-24T06:00:00Z"), campaigns: 12, people: 2140, findings: none };
  const line = (reconciled: Reconciled | undefined) =>
    words(deliveriesCard({ campaigns: [], missed: [], reconciled, now }));

  it("says when, over how much, and that all is accounted for", () => {
    assert.match(line(done), /Reconciled today 06:00: 12 messages, 2,140 people, all accounted for\./);
  });

  it("says what does not add up and whom to ask", () => {
    const text = line({ ...done, findings: { ...none, sumDiffers: 1, stuck: 2 } });
    assert.doesNotMatch(text, /all accounted for/);
    assert.match(text, /1 with people missing or too many, 2 stuck for days: ask the bot's operator/);
  });

  it("does not pass over that it was not done", () => {
    assert.match(line(undefined), /Every morning at 06:00/);
  });
});

describe("the card of one campaign", () => {
  const group = (name: string, names: readonly string[], count = names.length) => ({
    name,
    count,
    reasons: [{ reason: "not-installed" as const, count, names: names.slice(0, 20) }],
  });

  it("says whom it did not reach, by partner, why, and once for each reason what can be done", () => {
    const notReached = [group("Vale", ["Ada Example", "Bo Example"]), group("Hill", ["Cy Example"])];
    const text = words(campaignCard(aReview({ notReached }), now));
    assert.match(text, /Vale: 2 people\n2 without the app\nAda Example, Bo Example\nHill: 1 person/);
    assert.equal(text.split("administrator can install it").length, 2);
  });

  it("counts those whose names don't fit", () => {
    const names = Array.from({ length: 500 }, (_, place) => `Person ${place}`);
    const text = words(campaignCard(aReview({ notReached: [group("Vale", names)] }), now));
    assert.match(text, /Person 19 and 480 more/);
  });

  it("fits a message whoever could not be reached for whatever reason", () => {
    const reasons = REASONS.map((reason) => ({ reason, count: 30, names: Array(20).fill("W".repeat(200)) }));
    const notReached = Array.from({ length: 40 }, (_, n) => ({ name: "P".repeat(80) + n, count: 270, reasons }));
    const skipped = reasons.map(({ reason, count }) => ({ reason, count }));
    const card = campaignCard(aReview({ title: "T".repeat(200), notReached, skipped }), now);
    assert.deepEqual(problemsOf(card), []);
    assert.match(words(card), /And 7,560 people of 28 more partners/);
  });

  it("says that names are not shown, and why, where being written to tells something", () => {
    const notReached = [{ name: "Vale", count: 6, reasons: [{ reason: "not-installed" as const, names: [] }] }];
    const text = words(campaignCard(aReview({ hasNames: false, notReached }), now));
    assert.match(text, /being reminded tells that somebody has not answered/);
    assert.match(text, /Vale: 6 people\nWithout the app/);
  });

  it("says how many may have got it twice, and who is not sent it again", () => {
    const text = words(campaignCard(aReview({ perhapsTwice: 3, perhapsReached: 2 }), now));
    assert.match(text, /3 may have got it twice/);
    assert.match(text, /2 of those not reached may have got it all the same/);
  });

  it("offers only what can be done", () => {
    const pending = { ...NO_DELIVERIES, pending: 60 };
    assert.deepEqual(titles(campaignCard(aReview(), now)), ["Back"]);
    assert.deepEqual(titles(campaignCard(aReview({ canSendAgain: true }), now)), ["Send again", "Back"]);
    const underWay = aReview({ counts: pending, status: "sending", canCancel: true });
    assert.deepEqual(titles(campaignCard(underWay, now)), ["Cancel", "Refresh", "Back"]);
  });
});
