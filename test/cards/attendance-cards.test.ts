import assert from "node:assert/strict";
import * as cards from "../../cards/sessions.js";
import type { AttendanceLine, Attendee, ListView } from "../../services/sessions/attendance/views.js";
import { inputs, titles, words } from "../support/card-words.js";

const head = {
  occurrence: "2026-12-08.research-hub",
  session: "a",
  title: "Research Hub",
  theme: undefined,
  time: { start: new Date("2026-12-08T12:30:00Z"), end: new Date("2026-12-08T13:30:00Z") },
};
const somebody = (n: number): Attendee => ({
  ...{ booking: `b${n}`, name: `Person ${n}`, partner: "Merton Adults", unsure: false },
  ...{ end: undefined, why: undefined },
});
const list = (members: Partial<ListView> = {}): ListView => ({
  ...{ ...head, isConfidential: false, open: [], came: 0, noShow: 0, cancelled: 0, other: 0, state: "open" },
  ...{ correctUntil: new Date("2026-12-24T17:00:00Z"), ...members },
});

describe("the card of a code", () => {
  it("shows it large, and spells it for who listens", () => {
    const card = cards.codeCard({ ...head, code: "BKT" });
    assert.match(words(card), /^B K T$/m);
    assert.match(`${card.speak}`, /B, K, T/);
    assert.deepEqual(titles(card), ["Who is coming", "Attendance"]);
  });

  it("asks for it with what was typed, and a sentence beside it", () => {
    const card = cards.cameCard({ ...head, typed: "BKX", error: "That is not the code. You have 2 tries left." });
    assert.equal(inputs(card)[0]?.value, "BKX");
    assert.match(words(card), /2 tries left/);
  });
});

describe("the card that asks who came", () => {
  it("has a tick for each of sixty, says how many come after, and carries those it showed", () => {
    const card = cards.listCard(list({ open: Array.from({ length: 75 }, (_, n) => somebody(n + 1)) }));
    const [ticks] = inputs(card);
    assert.equal((ticks?.choices as unknown[] | undefined)?.length, 60);
    assert.match(words(card), /15 people come after/);
    assert.deepEqual(titles(card), ["Save attendance", "All came", "Attendance"]);
    assert.match(JSON.stringify(card), /"shown":"b1,b2,/);
  });

  it("can be put right once it is settled, and not after the close", () => {
    assert.deepEqual(titles(cards.listCard(list({ state: "settled" }))), ["Put right", "Attendance"]);
    assert.deepEqual(titles(cards.listCard(list({ state: "closed" }))), ["Attendance"]);
  });
});

describe("the list of who is coming", () => {
  it("reminds of the promise where it is confidential, and shows sixty at a time", () => {
    const people = Array.from({ length: 61 }, (_, n) => ({ ...somebody(n), partner: undefined }));
    const view = { ...head, isConfidential: true, people, waiting: 0 };
    assert.match(words(cards.whoCard(view)), /Confidential/);
    assert.deepEqual(titles(cards.whoCard(view)), ["Show more", "Attendance"]);
    assert.deepEqual(titles(cards.whoCard(view, 60)), ["Attendance"]);
  });
});

describe("the door to attendance", () => {
  it("shows every session on some page, with never more than six buttons", () => {
    const lines = Array.from({ length: 9 }, (_, n): AttendanceLine => {
      const start = new Date(Date.UTC(2026, 11, n + 1, 12, 30));
      return { ...head, time: { start, end: start }, state: "open", booked: 3, open: 3, came: 0 };
    });
    const pages = [0, 3, 6].map((from) => cards.attendanceCard(lines, from));
    for (const page of pages) assert.ok(titles(page).length <= 6);
    const shown = pages.map(words).join("\n");
    for (const { time } of lines) assert.match(shown, new RegExp(`\\b${time.start.getUTCDate()} Dec, 12:30`));
  });
});

describe("buttons of sessions in one list", () => {
  it("are told apart by day and time, however long the series is called", () => {
    const lines = [9, 10].map((day): AttendanceLine => {
      const start = new Date(Date.UTC(2026, 8, day, 11, 30));
      const long = { ...head, title: "Black Lives Matter & The Voice of Social Work", time: { start, end: start } };
      return { ...long, state: "to-come", booked: 3, open: 3, came: 0 };
    });
    assert.deepEqual(titles(cards.attendanceCard(lines)).slice(0, 2), [
      "Who comes: Wed 9 Sept, 12:30",
      "Who comes: Thu 10 Sept, 12:30",
    ]);
  });
});

describe("the cards of a rota", () => {
  it("ask with yes and no, by turn or by swap", () => {
    const ask = { ...head, about: "theme" as const, place: undefined, others: [], answerUntil: undefined };
    const byTurn = cards.leadAskCard({ ...ask, swapFor: undefined });
    const bySwap = cards.leadAskCard({ ...ask, swapFor: "Omar Said" });
    assert.deepEqual(
      [titles(byTurn), titles(bySwap)],
      [1, 2].map(() => ["I will lead it", "Not this time"]),
    );
    assert.match(JSON.stringify(bySwap), /sessions\.swap-accept/);
    assert.match(words(bySwap), /Omar Said asks you/);
  });

  it("lead back to where they were opened", () => {
    assert.match(
      JSON.stringify(cards.leadingCard([]).actions ?? cards.leadingCard([])),
      /"Back","verb":"sessions.attendance"/,
    );
    assert.match(JSON.stringify(cards.gapsCard({ gaps: [], unknown: [] })), /"Back","verb":"inbox.show"/);
  });

  it("say that all have passed only where somebody has", () => {
    const gap = (passed: number) => cards.gapsCard({ gaps: [{ ...head, missing: 1, asked: 0, passed }], unknown: [] });
    assert.match(words(gap(0)), /nobody has been asked yet/);
    assert.match(words(gap(2)), /since all have passed/);
  });

  it("name the emails that belong to nobody, to coordinators", () => {
    const unknown = [{ email: "gone@merton.example", series: "Research Hub" }];
    assert.match(words(cards.gapsCard({ gaps: [], unknown })), /gone@merton\.example/);
  });
});
