import assert from "node:assert/strict";
import { type Person, personKey } from "../../../services/people/schema.js";
import { callOff, moveSession } from "../../../services/sessions/booking/register-rules.js";
import type { Booking, Occurrence } from "../../../services/sessions/schema.js";
import { campaignsOf } from "../../../services/sessions/tending/campaigns.js";
import { anOccurrence, SessionHouse } from "../../support/session-house.js";
import { aPerson } from "../../support/survey-house.js";

const ID = "2026-12-08.research-hub";

describe("Tending an occurrence", () => {
  const people = [1, 2, 3, 4].map((n) => aPerson(n));
  const [ann, ben, cas, dan] = people as [Person, Person, Person, Person];
  let house: SessionHouse;
  beforeEach(() => {
    house = new SessionHouse(people);
  });

  it("offers a freed place to the first in line, and tells them", async () => {
    await given({ bookings: [booked(ann, { end: "cancelled" })], waiting: [inLine(ben), inLine(cas)] });
    const next = await tend();
    assert.deepEqual(told("sessions.offer"), [[personKey(ben)]]);
    assert.equal((await now()).waiting[0]?.offeredUntil, "2026-11-24T10:00:00.000Z");
    assert.equal(next?.toISOString(), "2026-11-24T00:00:00.000Z");
  });

  it("lets an offer lapse at its end, has its card replaced, and asks the next", async () => {
    await given({ waiting: [inLine(ben), inLine(cas)] });
    await tend();
    await tend("2026-11-24T10:00:00Z");
    assert.deepEqual([...house.deliveries.retired.values()], [{ kind: "sessions.lapsed", subject: `${ID}|a` }]);
    assert.deepEqual(told("sessions.offer"), [[personKey(ben)], [personKey(cas)]]);
  });

  it("comes again at the very end of an offer", async () => {
    await given({ waiting: [inLine(ben)] });
    await tend("2026-12-07T10:00:00Z");
    assert.equal((await tend("2026-12-07T10:00:01Z"))?.toISOString(), "2026-12-07T14:00:00.000Z");
  });

  it("asks nobody in quiet hours, and comes again when they end", async () => {
    const allowed = new Date("2026-11-24T08:00:00Z");
    house.deliveries.nextAllowed = (at) => (at < allowed ? allowed : at);
    await given({ waiting: [inLine(ben)] });
    await tend("2026-11-24T03:00:00Z");
    assert.deepEqual(told("sessions.offer"), []);
    assert.deepEqual(await tend("2026-11-24T03:00:00Z"), allowed);
    await tend("2026-11-24T08:00:00Z");
    assert.deepEqual(told("sessions.offer"), [[personKey(ben)]]);
  });

  it("tells those who booked where others looked on, together and once", async () => {
    await given({ bookings: [booked(ann, { untold: true }), booked(ben, { untold: true }), booked(cas)] });
    await tend();
    await tend();
    assert.deepEqual(told("sessions.booked"), [[personKey(ann), personKey(ben)]]);
    assert.ok((await now()).bookings.every(({ untold }) => !untold));
  });

  it("tells those who come later in a message of their own, though they only changed their session", async () => {
    await given({ bookings: [booked(ann, { untold: true }), booked(ben, { session: "b" })] });
    await tend();
    const bookings = (one: Occurrence) => [one.bookings[0] as Booking, booked(ben, { untold: true })];
    await house.occurrences.change(ID, (one) => ({ next: { ...one, bookings: bookings(one) }, result: undefined }));
    await tend();
    assert.deepEqual(told("sessions.booked"), [[personKey(ann)], [personKey(ben)]]);
  });

  it("tells who moves while others are told of the session that they move to", async () => {
    await given({ bookings: [booked(ann, { untold: true }), booked(ben, { untold: true, session: "b" })] });
    const start = house.deliveries.start.bind(house.deliveries);
    house.deliveries.start = async (id?: string) => {
      if (id === `sessions.booked|${ID}|1|b`)
        await house.sessions.booking.moveTo(ann, { occurrence: ID, session: "b" }, { elsewhere: true });
      await start();
    };
    await tend();
    await tend();
    await tend();
    assert.deepEqual(told("sessions.booked"), [[personKey(ann)], [personKey(ben)], [personKey(ann)]]);
    assert.ok((await now()).bookings.every(({ untold }) => !untold));
  });

  for (const end of ["before", "after"] as const) {
    it(`cut short ${end} any step and repeated tells everybody once`, async () => {
      for (let steps = 0; steps < 10; steps += 1) {
        house = new SessionHouse(people);
        const bookings = [booked(ann, { untold: true }), booked(ben, { untold: true, session: "b" })];
        await given({ bookings, waiting: [inLine(dan)] });
        diesAt(steps, end);
        await tend().catch(() => undefined);
        diesAt(Number.POSITIVE_INFINITY, end);
        await tend();
        assert.deepEqual(told("sessions.booked"), [[personKey(ann)], [personKey(ben)]], `at step ${steps}`);
        assert.deepEqual(told("sessions.offer"), [[personKey(dan)]], `at step ${steps}`);
      }
    });
  }

  it("asks those unsure once for each move of their session", async () => {
    await given({ bookings: [booked(ann), booked(ben, { session: "b" })] });
    await move("2026-12-09");
    await tend();
    await tend();
    assert.deepEqual(told("sessions.moved"), [[personKey(ann)]]);
    await move("2026-12-11");
    await tend();
    assert.deepEqual(told("sessions.moved"), [[personKey(ann)], [personKey(ann)]]);
  });

  it("asks those unsure no second time when the theme is set after the move", async () => {
    await given({ bookings: [booked(ann)] });
    await move("2026-12-09");
    await tend();
    const { changing } = house.sessions.planning;
    await changing.saveDetails(ID, { theme: "Coproduction" }, house.clock.now(), house.coordinator);
    await tend();
    assert.deepEqual(told("sessions.moved"), [[personKey(ann)]]);
  });

  it("tells those who were booked, or waited, that their session was called off, once", async () => {
    await given({ bookings: [booked(ann), booked(ben, { session: "b" })], waiting: [inLine(cas)] });
    await house.occurrences.change(ID, (one) => ({ next: callOff(one, "a", house.clock.now()), result: undefined }));
    const view = await house.sessions.booking.view(cas, ID, "a");
    assert.equal(view?.standing, "called-off");
    await tend();
    await tend();
    assert.deepEqual(told("sessions.called-off"), [[personKey(ann), personKey(cas)]]);
    assert.deepEqual((await now()).waiting, []);
  });

  it("has the channel's card brought up to date, and is over when the occurrence is closed", async () => {
    await given({ status: "closed" });
    assert.equal(await tend(), undefined);
    assert.deepEqual([...house.posts.kept.keys()], [`sessions|${ID}`]);
  });

  it("names all campaigns that hold who was written to, and nobody in their names", async () => {
    await given({ bookings: [booked(ann, { untold: true }), booked(ben)], waiting: [inLine(dan)] });
    await move("2026-12-09");
    await tend();
    await house.sessions.reminding.remind(`${ID}|a|1`, house.clock.now());
    await house.occurrences.change(ID, (one) => ({ next: callOff(one, "a", house.clock.now()), result: undefined }));
    await tend();
    const planned = [...house.deliveries.planned.keys()];
    assert.equal(planned.length, 5);
    assert.deepEqual(
      planned.filter((id) => !campaignsOf(current).includes(id)),
      [],
    );
    assert.ok(people.every(({ objectId }) => !planned.join().includes(objectId)));
  });

  it("names those too of which nothing is noted, since whoever sent them was cut short", async () => {
    await given({ bookings: [booked(ann)] });
    await move("2026-12-09");
    diesAt(3, "before");
    await tend().catch(() => undefined);
    for (const nth of [1, 2]) {
      diesAt(nth === 1 ? 2 : 1, "before");
      await house.sessions.reminding.remind(`${ID}|a|${nth}`, house.clock.now()).catch(() => undefined);
    }
    const planned = [...house.deliveries.planned.keys()];
    assert.deepEqual(
      planned.map((id) => id.split("|")[0]),
      ["sessions.moved", "sessions.remind", "sessions.remind"],
    );
    const known = campaignsOf(await now());
    assert.deepEqual(
      planned.filter((id) => !known.includes(id)),
      [],
    );
  });

  let current: Occurrence;
  /** One place is free in each session. */
  async function given(members: Partial<Occurrence>): Promise<void> {
    const held = (id: string) => (members.bookings ?? []).filter((one) => one.session === id && !one.end).length;
    const sessions = anOccurrence().sessions.map((one) => ({ ...one, capacity: held(one.id) + 1 }));
    await house.occurrences.add(anOccurrence({ sessions, ...members }));
  }

  async function tend(at?: string): Promise<Date | undefined> {
    if (at) house.clock.turnTo(at);
    const next = await house.sessions.tending.tend(ID, house.clock.now());
    current = await now();
    return next;
  }

  async function now(): Promise<Occurrence> {
    return (await house.occurrences.find(ID)) ?? assert.fail();
  }

  function told(kind: string): (readonly string[])[] {
    return [...house.deliveries.planned].filter(([id]) => id.startsWith(`${kind}|`)).map(([, to]) => to);
  }

  async function move(date: string): Promise<void> {
    const rule = (one: Occurrence) => moveSession(one, "a", { date, at: "12:30" }, house.clock.now());
    await house.occurrences.change(ID, (one) => ({ next: rule(one), result: undefined }));
  }

  /** What is to leave something behind fails from that step on: before it has, or so that nobody hears of it. */
  function diesAt(steps: number, end: "before" | "after"): void {
    let done = 0;
    const { occurrences, deliveries } = house;
    for (const [target, name] of [
      [occurrences, "change"],
      [deliveries, "plan"],
    ] as const) {
      const works = Object.getPrototypeOf(target)[name];
      Object.assign(target, {
        [name]: async (...given: unknown[]) => {
          const isDead = done >= steps;
          done += 1;
          if (isDead && (end === "before" || done > steps + 1)) throw new Error("died");
          const result = await works.apply(target, given);
          if (isDead) throw new Error("died");
          return result;
        },
      });
    }
  }
});

function booked(person: Person, members: Partial<Booking> = {}): Booking {
  return {
    id: person.objectId.slice(-2),
    person: personKey(person),
    session: "a",
    bookedAt: "2026-11-20T10:00:00.000Z",
    ...{ unsure: false, wrongCodes: 0, untold: false, sequence: 0 },
    ...members,
  };
}

function inLine(person: Person) {
  return { person: personKey(person), session: "a", since: "2026-11-20T10:00:00.000Z" };
}
