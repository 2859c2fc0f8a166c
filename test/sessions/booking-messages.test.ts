import assert from "node:assert/strict";
import { sessions } from "../../bot/capabilities/sessions/index.js";
import type { Capability } from "../../bot/capability.js";
import { wordsOf } from "../../bot/local/double/cards.js";
import type { Card } from "../../cards/card.js";
import { type Person, personKey } from "../../services/people/schema.js";
import * as register from "../../services/sessions/booking/register-rules.js";
import type { Occurrence } from "../../services/sessions/schema.js";
import { anOccurrence, aSeries, SessionHouse } from "../support/session-house.js";
import { aPerson } from "../support/survey-house.js";

const id = "2026-12-08.research-hub";
const tuesday = { occurrence: id, session: "a" };
const subject = `${id}|a`;
const here = { elsewhere: false };
const [ann, ben] = [aPerson(1), aPerson(2)] as const;

describe("What is said of bookings", () => {
  let house: SessionHouse;
  let capability: Capability;
  beforeEach(async () => {
    house = new SessionHouse([ann, ben]);
    const fileUrl = (token: string) => `https://bot.example/files/${Buffer.from(token).toString("base64url")}`;
    capability = sessions({ sessions: house.sessions, clock: house.clock, fileUrl });
    await house.occurrences.add(anOccurrence({ series: aSeries({ capacity: 1 }) }));
    await house.sessions.booking.book(ann, tuesday, here);
    await house.sessions.booking.book(ben, tuesday, here);
  });

  const changed = (rule: (o: Occurrence) => Occurrence) =>
    house.occurrences.change(id, (o) => ({ next: rule(o), result: undefined }));
  const offered = () =>
    changed((o) => register.offerFreed(o, () => new Date("2026-11-23T14:00:00Z"), house.clock.now()));
  async function said(kind: string, person: Person): Promise<string | undefined> {
    const made = await capability.messages[`sessions.${kind}`]?.([ann, ben], subject);
    const card = made?.get(personKey(person)) as Card | undefined;
    return card && wordsOf(card);
  }

  it("confirms a booking to who has it, with the link to its calendar entry", async () => {
    assert.match((await said("booked", ann)) ?? "", /You are booked/);
    assert.equal(await said("booked", ben), undefined);
    const made = await capability.messages["sessions.booked"]?.([ann], subject);
    assert.match(JSON.stringify(made?.get(personKey(ann))), /Add to calendar.*https:\/\/bot\.example\/files\//);
  });

  it("offers a freed place until it is taken or its time is over", async () => {
    assert.equal(await said("offer", ben), undefined);
    await house.sessions.booking.giveBack(ann, tuesday);
    await offered();
    assert.match((await said("offer", ben)) ?? "", /A place has come free for you/);
    assert.deepEqual(
      (await capability.waiting?.(ben, house.clock))?.map(({ due }) => due.toISOString()),
      ["2026-11-23T14:00:00.000Z"],
    );
    await house.sessions.booking.accept(ben, tuesday);
    assert.equal(await said("offer", ben), undefined);
  });

  it("says in the place of an offer what became of it", async () => {
    await house.sessions.booking.giveBack(ann, tuesday);
    await offered();
    house.clock.turnTo("2026-11-23T14:00:00.000Z");
    assert.match((await said("lapsed", ben)) ?? "", /The time for this place is over/);
    await changed((o) => register.lapse(o, house.clock.now()));
    assert.match((await said("lapsed", ben)) ?? "", /you are out of the line/);
    await house.sessions.booking.book(ben, tuesday, here);
    assert.match((await said("lapsed", ben)) ?? "", /You are booked/);
  });

  it("asks after a move, until they have said whether they can come", async () => {
    await changed((o) => register.moveSession(o, "a", { date: "2026-12-09", at: "09:00" }, house.clock.now()));
    assert.match((await said("moved", ann)) ?? "", /can you still come\?[\s\S]*Wednesday 9 December, 09:00/);
    assert.equal(await said("moved", ben), undefined);
    const { view } = await house.sessions.booking.giveBack(ann, tuesday);
    assert.equal(view.standing, "cancelled");
    assert.equal(await said("moved", ann), undefined);
  });

  it("says that a session is called off, and shows the other one", async () => {
    assert.equal(await said("called-off", ann), undefined);
    await changed((o) => register.callOff(o, "a", house.clock.now()));
    assert.match((await said("called-off", ann)) ?? "", /This session was called off/);
    assert.match(
      JSON.stringify(
        await capability.messages["sessions.called-off"]?.([ann], subject).then((made) => [...made.values()]),
      ),
      /Book: Thu 10 Dec, 16:00/,
    );
  });

  it("says nothing of an occurrence that is not there", async () => {
    const made = await capability.messages["sessions.booked"]?.([ann], "2027-01-01.other|a");
    assert.equal(made?.size, 0);
    assert.equal(await capability.posts?.["sessions.announcement"]?.("2027-01-01.other"), undefined);
  });
});
