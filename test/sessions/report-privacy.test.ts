import assert from "node:assert/strict";
import fc from "fast-check";
import { byPartner, confidentialRow, OTHER_PARTNERS } from "../../services/sessions/report/privacy-rules.js";
import { bookingsOf, countsOf, meetingsOf } from "../../services/sessions/report/report-rules.js";
import { type Booking, ENDS, type Occurrence } from "../../services/sessions/schema.js";
import { aBooking, aMeeting, bookings } from "./builders.js";

const THRESHOLD = 5;
const NOW = new Date("2027-04-30T22:00:00Z");
const NAMES = new Map([
  ["a", "Adults"],
  ["b", "Borough"],
  ["c", "Charity"],
]);
const counted = (occurrences: readonly Occurrence[]) => meetingsOf(occurrences, 2026, NOW).counted;
/** So many people of a partner; `first` makes them others than another partner's. */
const staff = (partner: string, people: number, first: number) =>
  Array.from({ length: people }, (_, n) => aBooking({ n: first + n, partner, end: n % 2 ? "attended" : "no-show" }));
const table = (...ofIt: Booking[][]) => byPartner(counted([aMeeting("2026-12-08", ofIt.flat())]), NAMES, THRESHOLD);
const named = (rows: ReturnType<typeof table>) => rows.map(({ name, counts }) => [name, counts.bookings]);

describe("the table by partner", () => {
  it("puts partners with too few people together", () => {
    const rows = table(staff("a", 6, 0), staff("b", 2, 100), staff("c", 3, 200));
    assert.deepEqual(named(rows), [
      ["Adults", 6],
      [OTHER_PARTNERS, 5],
    ]);
  });

  it("adds the smallest other where those together are still too few", () => {
    const rows = table(staff("a", 9, 0), staff("b", 6, 100), staff("c", 1, 200));
    assert.deepEqual(named(rows), [
      ["Adults", 9],
      [OTHER_PARTNERS, 7],
    ]);
  });

  it("is empty where all together are too few", () => {
    assert.deepEqual(table(staff("a", 3, 0), staff("b", 1, 100)), []);
  });

  it("counts people, not bookings", () => {
    const often = ["2026-10-06", "2026-11-03", "2026-12-08"].map((day) =>
      aMeeting(day, [...staff("a", 6, 0), ...staff("b", 2, 100)]),
    );
    assert.deepEqual(named(byPartner(counted(often), NAMES, THRESHOLD)), [[OTHER_PARTNERS, 24]]);
  });

  it("takes of forgotten bookings only those for other people that must be", () => {
    const forgotten = (those: Booking[]) => those.map(({ person: _, ...booking }) => booking);
    const days = ["2026-10-06", "2026-11-03", "2026-12-08"];
    const often = (people: number) => days.map((day) => aMeeting(day, forgotten(staff("a", people, 0))));
    assert.deepEqual(byPartner(counted(often(4)), NAMES, THRESHOLD), []);
    assert.deepEqual(named(byPartner(counted(often(5)), NAMES, THRESHOLD)), [["Adults", 15]]);
  });

  it("never tells of fewer people, in a line or in the total less some lines, and loses nobody", () => {
    const somebody = fc.record({ n: fc.nat(40), end: fc.constantFrom(...ENDS) });
    const meeting = fc.array(somebody, { maxLength: 15 });
    fc.assert(
      fc.property(fc.array(meeting, { maxLength: 12 }), (year) => {
        // Few of a partner and many of another: the remainders of 40 people by 8.
        const partnerOf = (n: number) => (n % 8 === 0 ? "a" : n % 8 < 3 ? "b" : n % 8 === 3 ? "gone" : "c");
        const held = year.map((those, m) =>
          aMeeting(
            `2026-11-${10 + m}`,
            those.map(({ n, end }) => aBooking({ n, end, partner: partnerOf(n) })),
          ),
        );
        const meetings = counted(held);
        const rows = byPartner(meetings, NAMES, THRESHOLD);
        const apart = [...NAMES].filter(([, name]) => rows.some((row) => row.name === name)).map(([id]) => id);
        const everybody = bookingsOf(meetings);
        const people = (those: readonly Booking[]) => new Set(those.map(({ person }) => person)).size;
        for (const id of apart) assert.ok(people(everybody.filter(({ partner }) => partner === id)) >= THRESHOLD);
        const rest = everybody.filter(({ partner = "" }) => !apart.includes(partner));
        assert.ok(rows.length === 0 || rest.length === 0 || people(rest) >= THRESHOLD);
        const told = rows.reduce((sum, { counts }) => sum + counts.bookings, 0);
        assert.equal(told, rows.length === 0 ? 0 : everybody.length);
      }),
    );
  });
});

describe("the line of a confidential series", () => {
  const DISCUSSION = { id: "blm", title: "BLM", confidential: true };
  const day = (month: number, ofIt: Booking[], members: Partial<Occurrence> = {}) => ({
    ...aMeeting(`2026-${String(month).padStart(2, "0")}-10`, ofIt, DISCUSSION),
    ...members,
  });
  const figures = (...held: Occurrence[]) => confidentialRow("BLM", held, THRESHOLD).figures;

  it("tells bookings and attendance once enough came and enough did not", () => {
    const one = day(5, bookings({ attended: 9, "no-show": 1 }));
    assert.equal(figures(one), undefined);
    assert.deepEqual(figures(one, day(6, bookings({ attended: 6, cancelled: 4 }))), {
      bookings: 20,
      percentAttended: 75,
    });
  });

  it("leaves out a meeting of too few people, however often they booked again", () => {
    const few = day(5, bookings({ attended: 4, cancelled: 8 }));
    const many = day(6, bookings({ attended: 5, "no-show": 5 }));
    assert.deepEqual(figures(few, many), { bookings: 10, percentAttended: 50 });
  });

  it("doesn't take somebody who gave a moved place back and booked again for two", () => {
    const moved = bookings({ other: 4 }, { why: "moved" });
    const enough = day(6, bookings({ attended: 5, "no-show": 5 }));
    assert.equal(figures(day(5, [...bookings({ attended: 4 }), ...moved]), enough)?.bookings, 10);
  });

  it("says nothing of a meeting that can still be corrected, nor of those after it", () => {
    const many = bookings({ attended: 5, "no-show": 5 });
    assert.equal(figures(day(5, many, { status: "announced" }), day(6, many)), undefined);
    assert.equal(figures(day(5, many), day(6, many, { status: "announced" }))?.bookings, 10);
  });

  it("tells nothing of fewer by what it gained between two looks", () => {
    const ends = fc.array(fc.constantFrom(...ENDS), { maxLength: 14 });
    fc.assert(
      fc.property(fc.array(ends, { maxLength: 12 }), (year) => {
        const held = year.map((those, m) =>
          day(
            m + 1,
            those.map((end, n) => aBooking({ n, end })),
          ),
        );
        const looks = held.map((_, m) => {
          const { bookings: told = 0, percentAttended = 0 } = figures(...held.slice(0, m + 1)) ?? {};
          return { told, attended: Math.round((told * percentAttended) / 100) };
        });
        for (const [at, { told, attended }] of looks.entries()) {
          const before = looks[at - 1] ?? { told: 0, attended: 0 };
          const [more, came] = [told - before.told, attended - before.attended];
          assert.ok(more === 0 || (came >= THRESHOLD && more - came >= THRESHOLD), `${came} of ${more}`);
        }
        const all = countsOf(held.flatMap(({ bookings: those }) => those)).bookings;
        assert.ok((looks.at(-1)?.told ?? 0) <= all);
      }),
    );
  });
});
