import assert from "node:assert/strict";
import { type Person, personKey } from "../../../services/people/schema.js";
import { moveSession } from "../../../services/sessions/booking/register-rules.js";
import { type Booking, bookingSchema, type Occurrence } from "../../../services/sessions/schema.js";
import { timersOf } from "../../../services/sessions/timetable.js";
import { anOccurrence, SessionHouse } from "../../support/session-house.js";
import { aPerson } from "../../support/survey-house.js";

const ID = "2026-12-08.research-hub";
const READING = [{ title: "A paper", link: "https://papers.example/1" }];

describe("Reminding those who are booked", () => {
  const people = Array.from({ length: 7 }, (_, n) => aPerson(n + 1));
  const [ann, ben] = people as [Person, Person];
  let house: SessionHouse;
  beforeEach(() => {
    house = new SessionHouse(people);
  });

  it("brings the pre-reading, asks who can't come, and gives the link, each at its time", async () => {
    await given({ bookings: [booked(ann)], reading: READING });
    await house.passUntil("2026-12-01T08:59:00Z");
    assert.deepEqual(sent(), []);
    await house.passUntil("2026-12-01T09:00:00Z");
    assert.deepEqual(sent(), ["0"]);
    await house.passUntil("2026-12-04T08:59:00Z");
    assert.deepEqual(sent(), ["0"]);
    await house.passUntil("2026-12-08T11:29:00Z");
    assert.deepEqual(sent(), ["0", "1"]);
    await house.passUntil("2026-12-08T11:30:00Z");
    assert.deepEqual(sent(), ["0", "1", "2"]);
  });

  it("brings pre-reading that comes after its day as soon as it is there, once", async () => {
    await given({ bookings: [booked(ann)] });
    await house.passUntil("2026-12-02T10:00:00Z");
    await tend();
    assert.deepEqual(sent(), []);
    await house.occurrences.change(ID, (one) => ({ next: { ...one, reading: READING }, result: 0 }));
    await tend();
    await tend();
    assert.deepEqual(sent(), ["0"]);
  });

  it("is for those who have a place in that session now", async () => {
    await given({ bookings: [booked(ann), booked(ben, { end: "cancelled" }), booked(people[2], { session: "b" })] });
    await remind(1);
    assert.deepEqual([...house.deliveries.planned.values()], [[personKey(ann)]]);
  });

  it("reminds nobody of what is called off, has begun or is closed", async () => {
    const calledOffAt = "2026-11-20T10:00:00.000Z";
    const [a, b] = anOccurrence().sessions;
    await given({ bookings: [booked(ann)], sessions: [{ ...(a ?? assert.fail()), calledOffAt }, b ?? assert.fail()] });
    await remind(1);
    await given({ bookings: [booked(ann)], status: "closed" });
    await remind(1);
    await given({ bookings: [booked(ann)] });
    house.clock.turnTo("2026-12-08T12:30:00Z");
    await remind(2);
    assert.deepEqual(sent(), []);
  });

  it("reminds once, and anew when the session was moved", async () => {
    await given({ bookings: [booked(ann)] });
    await remind(1);
    await remind(1);
    assert.deepEqual(sent(), ["1"]);
    const to = { date: "2026-12-15", at: "12:30" };
    await house.occurrences.change(ID, (one) => ({ next: moveSession(one, "a", to, house.clock.now()), result: 0 }));
    await remind(1);
    assert.deepEqual(sent(), ["1", "1"]);
  });

  it("reminds nobody again when it is forgotten who was reminded", async () => {
    await given({ bookings: [booked(ann)] });
    await remind(1);
    house.deliveries.planned.clear();
    await remind(1);
    assert.deepEqual(sent(), []);
  });

  it("deals the wordings evenly and records them before anything is sent", async () => {
    await given({ bookings: people.map((person) => booked(person)) });
    house.deliveries.plan = async () => {
      throw new Error("died");
    };
    await assert.rejects(remind(1));
    const dealt = (house.occurrences.kept.get(ID)?.bookings ?? []).map(({ wording }) => wording);
    const counts = ["cost", "plain"].map((wording) => dealt.filter((one) => one === wording).length);
    assert.deepEqual(counts.sort(), [3, 4]);
    const wordings = await house.sessions.reminding.wordings(ID, "a");
    assert.deepEqual(
      people.map((person) => wordings.get(personKey(person))?.id),
      dealt,
    );
  });

  async function given(members: Partial<Occurrence>): Promise<void> {
    const occurrence = anOccurrence(members);
    house.occurrences.kept.set(ID, occurrence);
    const timers = timersOf(occurrence, house.context.partnership, house.clock.now());
    for (const timer of timers) if (timer.kind === "sessions.remind") await house.schedule.set(timer);
  }

  function tend(): Promise<unknown> {
    return house.sessions.tending.tend(ID, house.clock.now());
  }

  function remind(nth: number): Promise<void> {
    return house.sessions.reminding.remind(`${ID}|a|${nth}`, house.clock.now());
  }

  /** Which reminders of the session went out, by their place in the plan. */
  function sent(): (string | undefined)[] {
    return [...house.deliveries.planned.keys()].map((id) => id.split("|")[3]);
  }
});

function booked(person: Person | undefined, members: Partial<Booking> = {}): Booking {
  const someone = person ?? assert.fail();
  const bookedAt = "2026-11-20T10:00:00.000Z";
  return bookingSchema.parse({
    id: someone.objectId.slice(-2),
    person: personKey(someone),
    session: "a",
    bookedAt,
    ...members,
  });
}
