import assert from "node:assert/strict";
import ICAL from "ical.js";
import { personKey } from "../../services/people/schema.js";
import { moveSession } from "../../services/sessions/booking/register-rules.js";
import { anOccurrence, aSeries, SessionHouse } from "../support/session-house.js";
import { aPerson } from "../support/survey-house.js";

const id = "2026-12-08.research-hub";
const tuesday = { occurrence: id, session: "a" };
const ann = aPerson(1);

describe("The calendar entry of a booking", () => {
  let house: SessionHouse;
  beforeEach(async () => {
    house = new SessionHouse([ann]);
    await house.occurrences.add(anOccurrence({ theme: "What counts as evidence?" }));
    await house.sessions.booking.book(ann, tuesday, { elsewhere: false });
  });

  /** As a calendar would read what the link hands out now. */
  async function fetched(person = ann) {
    const view = await house.sessions.booking.view(ann, id);
    assert.ok(view);
    const request = JSON.parse((await house.sessions.booking.calendarToken(ann, view)) ?? "");
    const content = await house.producers.get("sessions.calendar")?.({ ...request, person });
    if (!content) return undefined;
    const calendar = new ICAL.Component(ICAL.parse(Buffer.from(content).toString()));
    const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent") as ICAL.Component);
    const status = event.component.getFirstPropertyValue("status");
    return { event, status, method: calendar.getFirstPropertyValue("method"), request };
  }

  it("is at the session's time, with its theme and the link to join", async () => {
    const { event, method, status } = (await fetched()) ?? assert.fail();
    assert.equal(event.startDate.toJSDate().toISOString(), "2026-12-08T12:30:00.000Z");
    assert.equal(event.endDate.toJSDate().toISOString(), "2026-12-08T13:30:00.000Z");
    assert.equal(event.summary, "Research Hub: What counts as evidence?");
    assert.equal(event.location, "https://meet.example/research-hub");
    assert.deepEqual([method, status], ["PUBLISH", "CONFIRMED"]);
  });

  it("is replaced when the session is moved, and cancelled with the booking", async () => {
    const first = (await fetched()) ?? assert.fail();
    await house.occurrences.change(id, (o) => ({
      next: moveSession(o, "a", { date: "2027-06-08", at: "12:30" }, house.clock.now()),
      result: 0,
    }));
    const moved = (await fetched()) ?? assert.fail();
    assert.equal(moved.event.uid, first.event.uid);
    assert.ok(moved.event.sequence > first.event.sequence);
    assert.equal(moved.event.startDate.toJSDate().toISOString(), "2027-06-08T11:30:00.000Z");
    await house.sessions.booking.giveBack(ann, tuesday);
    const cancelled = (await fetched()) ?? assert.fail();
    assert.deepEqual([cancelled.method, cancelled.status], ["CANCEL", "CANCELLED"]);
    assert.equal(cancelled.event.uid, first.event.uid);
    assert.ok(cancelled.event.sequence > moved.event.sequence);
  });

  it("stays one entry through a move to the other session", async () => {
    const first = (await fetched()) ?? assert.fail();
    await house.sessions.booking.moveTo(ann, { occurrence: id, session: "b" }, { elsewhere: false });
    const moved = (await fetched()) ?? assert.fail();
    assert.equal(moved.event.uid, first.event.uid);
    assert.ok(moved.event.sequence > first.event.sequence);
    assert.equal(moved.event.startDate.toJSDate().toISOString(), "2026-12-10T16:00:00.000Z");
  });

  it("is for nobody else", async () => {
    assert.equal(await fetched(aPerson(2)), undefined);
  });

  it("is handed out without a record of who booked, which would outlast the booking", async () => {
    assert.equal((await fetched())?.request.unnamed, true);
  });

  it("of a confidential series tells no topic, and its hand-out no person", async () => {
    const series = aSeries({ confidential: true, shortTitle: "Discussion group" });
    house.occurrences.kept.clear();
    await house.occurrences.add(anOccurrence({ series, theme: "Am I privileged?" }));
    await house.sessions.booking.book(ann, tuesday, { elsewhere: false });
    const { event, request } = (await fetched()) ?? assert.fail();
    assert.equal(event.summary, "Discussion group");
    assert.equal(request.unnamed, true);
    assert.ok(!event.description.includes("privileged") && !event.description.includes(personKey(ann)));
  });
});
