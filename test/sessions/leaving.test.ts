import assert from "node:assert/strict";
import { type Person, personKey } from "../../services/people/schema.js";
import { anOccurrence, SessionHouse } from "../support/session-house.js";
import { aPerson } from "../support/survey-house.js";

const [ann, ben, cat] = [aPerson(1), aPerson(2), aPerson(3)];
const NOW = new Date("2026-11-24T05:00:00.000Z");

describe("Somebody who has left the partnership", () => {
  async function afterNight(...left: Person[]) {
    const gone = left.map((person): Person => ({ ...person, status: "left" }));
    const house = new SessionHouse(
      [ann, ben, cat].map((one) => gone.find((other) => personKey(other) === personKey(one)) ?? one),
    );
    const occurrence = anOccurrence({
      bookings: [ann, ben].map((one, n) => ({
        ...{ id: `${n + 1}`, person: personKey(one), session: "a", bookedAt: NOW.toISOString() },
        ...{ unsure: false, wrongCodes: 0, untold: false, sequence: 0 },
      })),
      waiting: [{ person: personKey(cat), session: "a", since: NOW.toISOString() }],
    });
    const [first, second] = occurrence.sessions;
    const leads = [{ person: personKey(ann), state: "accepted" as const, at: NOW.toISOString() }];
    assert.ok(first && second);
    await house.occurrences.add({ ...occurrence, sessions: [{ ...first, leads }, second] });
    await house.sessions.leaving.freePlaces(NOW);
    const after = await house.occurrences.find(occurrence.id);
    assert.ok(after);
    return after;
  }

  it("gives their place back, and leads nothing that is still to come", async () => {
    const { bookings, sessions } = await afterNight(ann);
    assert.deepEqual(
      bookings.map(({ end }) => end),
      ["cancelled", undefined],
    );
    assert.deepEqual(
      sessions.flatMap(({ leads }) => leads),
      [],
    );
  });

  it("waits for none any more", async () => {
    const { waiting, bookings } = await afterNight(cat);
    assert.deepEqual(waiting, []);
    assert.deepEqual(
      bookings.map(({ end }) => end),
      [undefined, undefined],
    );
  });
});
