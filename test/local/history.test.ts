import assert from "node:assert/strict";
import { writeHistory } from "../../bot/local/history.js";
import { type Past, pastOf } from "../../bot/local/past.js";
import { pastRounds } from "../../bot/local/past-rounds.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { readPeople } from "../../services/people/csv.js";
import { matches } from "../../services/people/rules.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { countsOf, meetingsOf, percentOf } from "../../services/sessions/report/report-rules.js";
import { occurrenceSchema } from "../../services/sessions/schema.js";
import { endOf } from "../../services/sessions/times-rules.js";
import { closesAt, KINDS } from "../../services/sessions/timetable.js";
import { TimerTable } from "../../services/storage/timers.js";
import { aBot, filesWithoutSeries, theFiles } from "../support/bot.js";
import { TestClock } from "../support/clock.js";
import { aCoordinator } from "../support/people.js";
import { ownStorage } from "../support/storage.js";

/** In and out of summer time, after the summer's break, and on a Monday after the Christmas weeks. */
const DAYS = ["2026-11-24", "2026-12-09", "2027-01-04", "2027-03-30", "2027-06-16", "2027-09-01"];

describe("The past of a local house", () => {
  let needs: Awaited<ReturnType<typeof theNeeds>>;
  const pastOn = (day: string): Past => pastOf(needs, noonOn(day));
  before(async () => {
    needs = await theNeeds();
  });

  it("is what the bot itself could have stored, on whatever day the house is opened", () => {
    for (const { occurrences } of DAYS.map(pastOn)) {
      assert.ok(occurrences.length > 12);
      for (const one of occurrences) assert.deepEqual(occurrenceSchema.parse(one), one);
    }
  });

  it("has only sessions that are over, no more people in them than places, and only people who may book", () => {
    const people = new Map(needs.people.map((person) => [personKey(person), person]));
    for (const day of DAYS) {
      for (const { sessions, bookings, series } of pastOn(day).occurrences) {
        for (const session of sessions) {
          assert.ok(endOf(session) < noonOn(day));
          assert.ok(bookings.filter((one) => one.session === session.id).length <= session.capacity);
        }
        const those = bookings.flatMap(({ person }) => (person ? [people.get(person)] : []));
        assert.ok(those.every((person) => person && matches(person, series.audience)));
        assert.equal(new Set(those).size, those.length);
      }
    }
  });

  it("has two rounds of the panel that keep its laws, published, the second with a trend", () => {
    for (const day of DAYS) {
      const rounds = pastRounds(needs, noonOn(day));
      assert.deepEqual(
        rounds.map(({ round }) => round.learning?.figures?.trend.length),
        [1, 2],
      );
      const partnerOf = new Map(needs.people.map((person) => [personKey(person), person.partner]));
      for (const { round, frame, reviews } of rounds) {
        assert.equal(reviews.length, round.drawn?.sample.length);
        assert.ok(reviews.filter(({ why }) => why !== "drawn").length < frame.length / 6);
        for (const { report, reviewers, sheets } of reviews) {
          assert.ok(reviewers.every((key) => partnerOf.get(key) !== report.agency));
          assert.equal(sheets.length, round.rules.reviewers);
        }
      }
    }
  });

  it("ends near the partnership's own figures", () => {
    const bookings = DAYS.flatMap((day) => pastOn(day).occurrences.flatMap((one) => one.bookings));
    const { bookings: ended, attended, noShow, cancelled, other } = countsOf(bookings);
    const near = (part: number, percent: number, points: number) => {
      assert.ok(Math.abs(percentOf(part, ended) - percent) < points, `${percentOf(part, ended)}% and not ${percent}%`);
    };
    near(attended, 57.6, 3);
    near(noShow, 31.5, 3);
    near(cancelled, 8.6, 1.5);
    near(other, 2.3, 1);
  });

  it("reminded people with each wording equally often, and with the first one to a little more effect", () => {
    const bookings = DAYS.flatMap((day) => pastOn(day).occurrences.flatMap((one) => one.bookings));
    const [first = assert.fail(), second = assert.fail()] = needs.partnership.reminderWordings.map(({ id }) =>
      countsOf(bookings.filter(({ wording }) => wording === id)),
    );
    assert.ok(Math.abs(first.bookings - second.bookings) < 0.1 * first.bookings);
    assert.ok(first.attended / first.bookings > second.attended / second.bookings);
  });

  it("has nobody in it who was in a confidential session", () => {
    const confidential = DAYS.flatMap((day) => pastOn(day).occurrences).filter(({ series }) => series.confidential);
    assert.ok(confidential.length > 0);
    for (const { forgotten, bookings, sessions } of confidential) {
      assert.ok(forgotten && sessions.every(({ leads }) => leads.length === 0));
      assert.ok(bookings.every(({ person, partner }) => person === undefined && partner === undefined));
    }
  });

  it("is settled, but for one session of the last working day, which is asked about", () => {
    for (const day of DAYS) {
      const { occurrences, timers } = pastOn(day);
      const { open } = meetingsOf(occurrences, 2026, noonOn(day));
      const others = meetingsOf(occurrences, 2027, noonOn(day)).open;
      const [{ occurrence, session } = assert.fail(), ...more] = [...open, ...others];
      assert.deepEqual([more.length, occurrence.status, session.code?.length], [0, "announced", 3]);
      const asked = timers.filter(({ kind }) => kind === KINDS.after).map(({ subject }) => subject);
      assert.deepEqual(asked, [`${occurrence.id}|${session.id}`]);
      const unclosed = occurrences.filter(({ status }) => status !== "closed");
      assert.ok(unclosed.every((one) => closesAt(one) > noonOn(day)));
      assert.equal(timers.filter(({ kind }) => kind === KINDS.close).length, unclosed.length);
    }
    assert.equal(
      meetingsOf(pastOn("2027-01-04").occurrences, 2026, noonOn("2027-01-04")).open[0]?.session.date,
      "2026-12-23",
    );
  });

  it("is the same again at each start of a day", () => {
    assert.deepEqual(pastOn("2026-11-24"), pastOn("2026-11-24"));
  });

  it("is written once, and not where there was a past already", async () => {
    const storage = await ownStorage();
    const now = noonOn("2026-11-24");
    assert.ok((await writeHistory(storage, needs, now)) > 12);
    assert.equal(await writeHistory(storage, needs, now), 0);
    const [first] = await new TimerTable(storage, systemRandomness).wakingBefore(new Date("2027-01-01"), 1);
    assert.deepEqual([first?.timer.kind, first?.timer.due], [KINDS.after, "2026-11-24T12:01:00.000Z"]);
  });
});

describe("A house with a past", () => {
  it("shows a coordinator figures, and asks who came to the session of which nobody has said it", async () => {
    const casey = await aCoordinator();
    const clock = new TestClock("2026-11-24T12:00:00Z");
    await using running = await aBot({ people: [casey], files: await filesWithoutSeries(), clock });
    const { storage, sessions } = running.bot.services;
    await writeHistory(storage, await theNeeds(), clock.now());
    const report = await sessions.reporting.report();
    assert.ok(report.total.counts.bookings > 300 && report.byPartner.length > 5);
    assert.deepEqual(
      report.wordings.rows.map(({ difference }) => difference?.kind),
      [undefined, "known"],
    );
    assert.equal(report.missing.length, 1);
    const [asked] = await sessions.attendance.listing.waiting(casey);
    assert.ok(asked && asked.view.open > 0);
  });
});

function noonOn(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

async function theNeeds() {
  const { partnership, series, panel, people } = await theFiles();
  const read = readPeople(people ?? assert.fail(), "people.csv", partnership);
  const everybody: readonly Person[] = read.ok ? read.people : assert.fail();
  return { partnership, series, panel, people: everybody };
}
