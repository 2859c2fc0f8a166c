import assert from "node:assert/strict";
import * as cards from "../../cards/sessions.js";
import { rowOf } from "../../services/sessions/report/report-rules.js";
import type { OwnState, YearReport } from "../../services/sessions/report/views.js";
import { bookings } from "../sessions/builders.js";
import { inputs, titles, words } from "../support/card-words.js";

const YEAR = { year: 2026, title: "2026-27" };
const YEARS = [2027, 2026, 2025].map((year) => ({ year, title: `${year}` }));
const hub = rowOf("Research Hub", bookings({ attended: 26, "no-show": 9, cancelled: 4, other: 2 }));
const at = (n: number) => ({
  start: new Date(`2026-12-08T${10 + n}:00:00Z`),
  end: new Date(`2026-12-08T${11 + n}:00:00Z`),
});

function aReport(members: Partial<YearReport> = {}): YearReport {
  return {
    year: YEAR,
    total: { ...hub, name: "All series" },
    bySeries: [{ series: "research-hub", ...hub }],
    confidential: [],
    byMonth: [],
    byPartner: [],
    byMeeting: [],
    wordings: { rows: [], earlier: 0, fewest: 30 },
    missing: [],
    threshold: 5,
    ...members,
  };
}

describe("what works, on cards", () => {
  it("has the year's figures in words, and ways to all tables and the years beside it", () => {
    const card = cards.reportCard(aReport(), YEARS);
    assert.match(words(card), /63\.4%\nof 41 bookings were attended/);
    assert.match(words(card), /15 did not \(36\.6%\): 9 no-show \(22%\), 4 cancelled \(9\.8%\), 2 other \(4\.9%\)/);
    assert.deepEqual(titles(card), ["Tables", "Wordings", "Year 2025", "Year 2027", "Export", "Back"]);
  });

  it("names some sessions that nobody has settled, and says how many more there are", () => {
    const missing = [0, 1, 2, 3, 4].map((n) => ({ title: `Hub ${n}`, time: at(n) }));
    assert.match(words(cards.reportCard(aReport({ missing }), YEARS)), /Hub 0, Tuesday.*Hub 2, .*; and 2 more\./);
  });

  it("tells of a confidential series that it is, and where too few were in it nothing else", () => {
    const confidential = [{ name: "BLM", figures: undefined }];
    const text = words(cards.tableCard(aReport({ confidential }), { by: "series", from: 0 }));
    assert.match(text, /BLM\nToo few to show\nConfidential/);
  });

  it("says why there is no table by partner", () => {
    const text = words(cards.tableCard(aReport(), { by: "partner", from: 0 }));
    assert.match(text, /Fewer than 5 people booked/);
  });

  it("shows every meeting of the series chosen once, over pages, and of no other", () => {
    const meeting = (series: string, n: number) => ({ series, ...hub, name: `Meeting ${series} ${n}.` });
    const byMeeting = Array.from({ length: 30 }, (_, n) => meeting(n % 2 ? "research-hub" : "other", n));
    const page = (from: number) =>
      cards.tableCard(aReport({ byMeeting }), { by: "meeting", series: "research-hub", from });
    const shown = `${words(page(0))}\n${words(page(12))}`.match(/Meeting .*\./g);
    assert.equal(shown?.length, 15);
    assert.ok(shown.every((name) => name.includes("research-hub")) && new Set(shown).size === 15);
    assert.ok(titles(page(0)).includes("Show more") && !titles(page(12)).includes("Show more"));
  });

  it("asks again, with a sentence, for meetings of no series", () => {
    const card = cards.tableCard(aReport(), { by: "meeting", from: 0 });
    assert.match(words(card), /Choose a series first/);
    assert.equal(inputs(card).length, 1);
  });

  it("says of a difference how sure it is, and whether it could be chance", () => {
    const said = (low: number, high: number) => {
      const difference = { kind: "known", points: (low + high) / 2, low, high } as const;
      const row = {
        text: "Plain",
        bookings: 60,
        attended: 30,
        cancelled: 9,
        noShow: 21,
        percentAttended: 50,
        difference,
      };
      return words(cards.wordingsCard(aReport({ wordings: { rows: [row], earlier: 0, fewest: 30 } })));
    };
    assert.match(said(-4, 10), /3 in 100 more came .*from −4 to \+10.*could be chance/s);
    assert.match(said(-12, -2), /7 in 100 fewer came .*from −12 to −2.*Chance alone is unlikely/s);
  });

  it("shows a person what became of each of their places, in words", () => {
    const states: OwnState[] = ["booked", "waiting", "attended", "no-show", "moved"];
    const lines = states.map((state, n) => ({ title: `Hub ${n}`, theme: undefined, time: at(n), state }));
    const text = words(cards.ownSessionsCard({ lines, attended: 1, daysKept: 365 }));
    assert.match(text, /Hub 2\nYou came\./);
    assert.doesNotMatch(text, /no-show|undefined/);
  });
});
