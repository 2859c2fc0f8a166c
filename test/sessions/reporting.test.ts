import assert from "node:assert/strict";
import readXlsxFile from "read-excel-file/node";
import type { FileRequest } from "../../services/files/ports.js";
import type { Person } from "../../services/people/schema.js";
import { harmless } from "../../services/reports/workbook.js";
import type { Occurrence } from "../../services/sessions/schema.js";
import { SessionHouse } from "../support/session-house.js";
import { aPerson } from "../support/survey-house.js";
import { aBooking, aMeeting, bookings } from "./builders.js";

const DISCUSSION = { id: "blm", title: "BLM", confidential: true };

/** In June 2027, with these meetings behind. */
async function aHouse(...held: Occurrence[]): Promise<SessionHouse> {
  const house = new SessionHouse(Array.from({ length: 12 }, (_, n) => aPerson(n)));
  for (const occurrence of held) await house.occurrences.add(occurrence);
  house.clock.turnTo("2027-06-01T09:00:00Z");
  return house;
}

async function fetched(house: SessionHouse, person: Person, year: number) {
  const { token } = await house.sessions.reporting.export(person, year);
  const request = JSON.parse(token) as FileRequest;
  const content = await house.producers.get(request.kind)?.(request);
  return { request, content };
}

describe("the report", () => {
  it("offers the years from the first meeting to the present one", async () => {
    const house = await aHouse(aMeeting("2026-03-10", bookings({ attended: 3 })));
    const years = await house.sessions.reporting.years();
    assert.deepEqual(
      years.map(({ title }) => title),
      ["2027-28", "2026-27", "2025-26"],
    );
    assert.equal((await (await aHouse()).sessions.reporting.years()).length, 1);
  });

  it("keeps confidential series out of every figure but their own line", async () => {
    const secret = aMeeting("2026-11-10", bookings({ attended: 6, "no-show": 6 }), DISCUSSION);
    const house = await aHouse(secret, aMeeting("2026-12-08", bookings({ attended: 7, cancelled: 1 })));
    await house.context.changedSeries.save(secret.series);
    const report = await house.sessions.reporting.report(2026);
    assert.deepEqual(report.confidential, [{ name: "BLM", figures: { bookings: 12, percentAttended: 50 } }]);
    assert.equal(report.total.counts.bookings, 8);
    const { confidential: _, ...others } = report;
    assert.doesNotMatch(JSON.stringify(others), /BLM/);
  });

  it("keeps the promise of a meeting that was confidential when it was announced, and of that alone", async () => {
    const open = aMeeting("2026-10-13", bookings({ attended: 9 }), { ...DISCUSSION, confidential: false });
    const secret = aMeeting("2026-11-10", bookings({ attended: 6, "no-show": 6 }), DISCUSSION);
    const house = await aHouse(open, secret);
    await house.context.changedSeries.save(open.series);
    const { confidential, total } = await house.sessions.reporting.report(2026);
    assert.deepEqual([total.counts.bookings, confidential[0]?.figures?.bookings], [9, 12]);
  });

  it("waits for no meeting of a confidential series that was called off before it was announced", async () => {
    const calledOff = aMeeting("2026-09-29", [], DISCUSSION);
    const sessions = calledOff.sessions.map((one) => ({ ...one, calledOffAt: "2026-08-20T09:00:00.000Z" }));
    const secret = aMeeting("2026-11-10", bookings({ attended: 6, "no-show": 6 }), DISCUSSION);
    const house = await aHouse({ ...calledOff, status: "planned", sessions }, secret);
    assert.equal((await house.sessions.reporting.report(2026)).confidential[0]?.figures?.bookings, 12);
  });

  it("is a workbook of numbers, with the percentages as Excel has them", async () => {
    const house = await aHouse(aMeeting("2026-12-08", bookings({ attended: 7, "no-show": 2, cancelled: 1 })));
    const { request, content } = await fetched(house, house.coordinator, 2026);
    assert.equal(request.fileName, "attendance-2026-27.xlsx");
    const sheets = await readXlsxFile(Buffer.from(content ?? []));
    assert.deepEqual(
      sheets.map(({ sheet }) => sheet),
      ["By series", "By meeting", "By month", "By partner", "Wordings", "About"],
    );
    const [, hub, total] = sheets[0]?.data ?? [];
    assert.deepEqual(hub, ["Research Hub", 10, 7, 3, 1, 2, 0, 0.7, 0.3, 0.1, 0.2, 0]);
    assert.deepEqual(total?.slice(1), hub?.slice(1));
  });

  it("has in the workbook of confidential series what the cards have, and no more", async () => {
    const few = aMeeting("2026-11-10", bookings({ attended: 3 }), DISCUSSION);
    const house = await aHouse(few);
    await house.context.changedSeries.save(few.series);
    const { content } = await fetched(house, house.coordinator, 2026);
    const [series, ...others] = await readXlsxFile(Buffer.from(content ?? []));
    const line = series?.data.find(([name]) => `${name}`.startsWith("BLM"))?.filter((cell) => cell !== null);
    assert.deepEqual(line, ["BLM (confidential, not in the total)", "too few to show"]);
    assert.doesNotMatch(JSON.stringify(others.slice(0, 4)), /BLM/);
  });

  it("makes text that a spreadsheet would take for a formula harmless", async () => {
    assert.deepEqual(["=1+1", "+1", "-1", "@x", "\tx", "\rx", "a=b", ""].map(harmless), [
      "'=1+1",
      "'+1",
      "'-1",
      "'@x",
      "'\tx",
      "'\rx",
      "a=b",
      "",
    ]);
    const house = await aHouse(aMeeting("2026-12-08", bookings({ attended: 7 }), { title: "=HYPERLINK(1)" }));
    const { content } = await fetched(house, house.coordinator, 2026);
    const [series] = await readXlsxFile(Buffer.from(content ?? []));
    assert.equal(series?.data[1]?.[0], "'=HYPERLINK(1)");
  });

  it("is handed out only to whoever is a coordinator when it is fetched", async () => {
    const house = await aHouse(aMeeting("2026-12-08", bookings({ attended: 7 })));
    assert.equal((await fetched(house, aPerson(3), 2026)).content, undefined);
    assert.equal((await fetched(house, aPerson(77, { roles: ["coordinator"] }), 2026)).content, undefined);
  });
});

describe("a person's own record", () => {
  it("has all of theirs, newest first, and nobody else's", async () => {
    const ofIt = [aBooking({ n: 1, end: "attended" }), aBooking({ n: 2, end: "no-show" })];
    const later = [aBooking({ n: 1, end: "other", why: "called-off" }), aBooking({ n: 2 })];
    const house = await aHouse(aMeeting("2026-12-08", ofIt), aMeeting("2027-02-09", later));
    const states = async (n: number) =>
      (await house.sessions.reporting.own(aPerson(n))).lines.map(({ state }) => state);
    assert.deepEqual(await states(1), ["called-off", "attended"]);
    assert.deepEqual(await states(2), ["booked", "no-show"]);
    assert.deepEqual(await states(3), []);
  });
});
