import assert from "node:assert/strict";
import { wordsOf } from "../../bot/local/double/cards.js";
import type { Card } from "../../cards/card.js";
import * as cards from "../../cards/sessions.js";
import { announcementOf, comingOf, viewOf } from "../../services/sessions/booking/view-rules.js";
import type { BookingView } from "../../services/sessions/booking/views.js";
import type { Occurrence, Session } from "../../services/sessions/schema.js";
import { anOccurrence, aSeries } from "../support/session-house.js";

const now = new Date("2026-11-23T10:00:00.000Z");
const nobody = { person: "ann", names: new Map(), clashes: [] };

describe("The card of a booking", () => {
  it("offers the other session, and among several lets choose", () => {
    assert.ok(titles(bookingCard({ standing: "booked" })).includes("Move to the other session"));
    const third = { session: "c", time: aView().time, placesLeft: 1 };
    const several = bookingCard({ standing: "booked", others: [...aView().others, third] });
    assert.ok(titles(several).includes("Move to another session"));
    assert.ok(!titles(bookingCard({ standing: "booked", others: [] })).some((title) => title.startsWith("Move")));
  });

  it("has the link to join on the day, and never for who isn't booked", () => {
    const near = { now: new Date("2026-12-08T09:00:00.000Z") };
    assert.ok(titles(bookingCard({ standing: "booked" }, near)).includes("Join"));
    assert.ok(!titles(bookingCard({ standing: "booked" })).includes("Join"));
    assert.ok(!JSON.stringify(bookingCard({ standing: "waiting" }, near)).includes("meet.example"));
    assert.ok(!JSON.stringify(bookingCard({ standing: "none" }, near)).includes("meet.example"));
  });

  it("asks whether they came around the session, and for nothing else", () => {
    const begun = bookingCard({ standing: "booked", isOpen: false }, { now: new Date("2026-12-08T12:35:00.000Z") });
    assert.deepEqual(titles(begun), ["I came", "Join", "Back"]);
  });

  it("says what is given up for a place that has come free", () => {
    const holds = { session: "b", time: aView().others[0]?.time ?? aView().time };
    const card = bookingCard({ standing: "offered", holds, offeredUntil: new Date("2026-11-24T10:00:00.000Z") });
    assert.match(wordsOf(card), /kept for you until Tuesday 24 November 10:00/);
    assert.match(wordsOf(card), /your place on Thursday 10 December, 16:00 to 17:00 is given back/);
  });
});

describe("The announcement", () => {
  it("says when, how many places, and how many wait, with a button for each session", () => {
    const card = announcement(anOccurrence({ theme: "What counts as evidence?" }));
    assert.match(wordsOf(card), /What counts as evidence\?/);
    assert.match(wordsOf(card), /Tuesday 8 December, 12:30 to 13:30\nIn 15 days\. 10 places left/);
    assert.deepEqual(titles(card), ["Book: Tue 8 Dec, 12:30", "Book: Thu 10 Dec, 16:00"]);
  });

  it("says that it is online, and never the link", () => {
    assert.match(wordsOf(announcement(anOccurrence())), /10 places left\nOnline/);
    assert.doesNotMatch(JSON.stringify(announcement(anOccurrence())), /meet\.example/);
  });

  it("has no button once it is over", () => {
    const card = announcement(anOccurrence(), new Date("2026-12-11T10:00:00.000Z"));
    assert.deepEqual(titles(card), []);
    assert.match(wordsOf(card), /It is over/);
  });
});

describe("What is coming", () => {
  it("is shown page by page, and everything on exactly one of them", () => {
    const sessions = Array.from({ length: 23 }, (_, day) => lineOn(day));
    const seen: string[] = [];
    for (let from: number | undefined = 0; from !== undefined; ) {
      const card = cards.comingCard({ sessions, now, leads: true, plans: true }, from);
      seen.push(
        ...wordsOf(card)
          .split("\n")
          .filter((line) => /, 12:30 to/.test(line)),
      );
      assert.equal(titles(card).includes("Back"), from > 0);
      from = nextOf(card);
    }
    assert.equal(seen.length, 23);
    assert.equal(new Set(seen).size, 23);
  });

  it("has doors to planning for coordinators, and to attendance for those who lead", () => {
    const doors = (leads: boolean, plans: boolean) => titles(cards.comingCard({ sessions: [], now, leads, plans }));
    assert.deepEqual(doors(false, false), []);
    assert.deepEqual(doors(true, false), ["Attendance"]);
    assert.deepEqual(doors(false, true), ["Attendance", "Plan sessions", "What works"]);
  });
});

function aView(members: Partial<BookingView> = {}): BookingView {
  const occurrence = anOccurrence();
  return { ...viewOf(occurrence, occurrence.sessions[0] as Session, nobody, now), ...members };
}

function bookingCard(members: Partial<BookingView>, shown: { now?: Date } = {}): Card {
  return cards.bookingCard(aView(members), { now, ...shown });
}

function announcement(occurrence: Occurrence, at = now): Card {
  return cards.announcementCard(announcementOf(occurrence, new Map(), at), at);
}

function lineOn(day: number) {
  const date = `2026-12-${String(day + 1).padStart(2, "0")}`;
  const occurrence = anOccurrence({ series: aSeries({ capacity: 1 + (day % 3) }) });
  const session = { ...(occurrence.sessions[0] as Session), date };
  const line = comingOf({ ...occurrence, sessions: [session] }, session, "ann", now);
  return { ...line, holdsAnother: day % 4 === 3 };
}

function actionsIn(node: unknown): { title: string; verb?: string; data?: { from?: string } }[] {
  if (Array.isArray(node)) return node.flatMap(actionsIn);
  if (typeof node !== "object" || node === null) return [];
  const { actions = [], body = [], items = [] } = node as Record<string, unknown[]>;
  return [...actionsIn(body), ...actionsIn(items), ...(actions as { title: string }[])];
}

function titles(card: Card): string[] {
  return actionsIn(card).map(({ title }) => title);
}

function nextOf(card: Card): number | undefined {
  const more = actionsIn(card).find(({ title }) => title === "Show more");
  return more && Number(more.data?.from);
}
