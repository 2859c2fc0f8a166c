import assert from "node:assert/strict";
import { type Person, personKey } from "../../services/people/schema.js";
import type { Occurrence } from "../../services/sessions/schema.js";
import { anOccurrence, aSeries, SessionHouse } from "../support/session-house.js";
import { aPerson } from "../support/survey-house.js";
import { refused } from "../support/wave-calendar.js";

const ID = "2026-12-08.research-hub";
const people = [1, 2, 3].map((n) => aPerson(n));
const [ada, ben, cleo] = people as [Person, Person, Person];
const facilitators = [...people.map(({ email }) => email.toUpperCase()), "gone@vale.example"];
const series = aSeries({ rota: { facilitators, perSession: 1, askWeeksBefore: 8, answerWithinDays: 5 } });

/** One session to come, whose facilitators are asked day by day. */
async function aHouse(members: Partial<Occurrence> = {}): Promise<SessionHouse> {
  const house = new SessionHouse(people, { series: [series] });
  const [session] = anOccurrence().sessions;
  await house.occurrences.add(anOccurrence({ series, sessions: session ? [session] : [], ...members }));
  await house.sessions.rota.start();
  await house.passUntil("2026-11-24T09:01:00Z");
  return house;
}

function leadsIn(house: SessionHouse): string[] {
  const leads = house.occurrences.kept.get(ID)?.sessions[0]?.leads ?? [];
  return leads.map(({ person, state }) => `${people.find((one) => personKey(one) === person)?.name} ${state}`);
}

describe("a rota, day by day", () => {
  it("asks the first in turn on a working morning, and the next after five days of silence", async () => {
    const house = await aHouse();
    assert.deepEqual(leadsIn(house), ["Person 1 asked"]);
    assert.deepEqual([...house.deliveries.planned.values()], [[personKey(ada)]]);
    await house.passUntil("2026-11-30T09:01:00Z");
    assert.deepEqual(leadsIn(house), ["Person 1 passed", "Person 2 asked"]);
    assert.deepEqual(
      house.deliveries.replaced.map(([who, , note]) => [personKey(who), note.kind]),
      [[personKey(ada), "sessions.lead-over"]],
    );
  });

  it("asks nobody on a weekend", async () => {
    const house = new SessionHouse(people, { series: [series] });
    house.clock.turnTo("2026-11-28T08:00:00Z");
    await house.occurrences.add(anOccurrence({ series }));
    await house.sessions.rota.start();
    await house.passUntil("2026-11-29T23:00:00Z");
    assert.equal(house.deliveries.planned.size, 0);
  });

  it("asks the next at once when somebody passes", async () => {
    const house = await aHouse();
    await house.sessions.rota.answers.pass(ada, ID, "a");
    assert.deepEqual(leadsIn(house), ["Person 1 passed", "Person 2 asked"]);
    assert.equal((await house.sessions.rota.answers.waiting(ben)).length, 1);
    assert.deepEqual(await house.sessions.rota.answers.waiting(ada), []);
  });

  it("shares the two sessions of one theme out between two people", async () => {
    const house = await aHouse({ sessions: anOccurrence().sessions });
    const leads = house.occurrences.kept.get(ID)?.sessions.map((one) => one.leads.map(({ person }) => person));
    assert.deepEqual(leads, [[personKey(ada)], [personKey(ben)]]);
  });
});

describe("a facilitator's answer", () => {
  it("makes them lead, which others are to see", async () => {
    const house = await aHouse();
    const { answers } = house.sessions.rota;
    assert.equal((await answers.asked(ada, ID, "a"))?.title, "Research Hub");
    await answers.accept(ada, ID, "a");
    assert.equal(await answers.asked(ada, ID, "a"), undefined);
    assert.deepEqual(
      (await answers.leading(ada)).map(({ session }) => session),
      ["a"],
    );
    assert.ok(await house.timers.find(`sessions.tend|${ID}`));
    await refused(answers.accept(cleo, ID, "a"), "not-open");
  });

  it("does not bring back somebody whom a coordinator took out, though nobody else leads", async () => {
    const house = await aHouse();
    const { answers } = house.sessions.rota;
    await answers.accept(ada, ID, "a");
    const nobody = { "leads.a": "" };
    await house.sessions.planning.changing.saveDetails(ID, nobody, house.clock.now(), house.coordinator);
    await refused(answers.accept(ada, ID, "a"), "not-open");
    await refused(house.sessions.attendance.listing.who(ada, ID, "a"), "not-permitted");
  });

  it("can be a swap, which the colleague accepts, and of which the other is told", async () => {
    const house = await aHouse();
    const { answers } = house.sessions.rota;
    await answers.accept(ada, ID, "a");
    const { candidates } = await answers.swapForm(ada, ID, "a");
    assert.deepEqual(
      candidates.map(({ name }) => name),
      ["Person 2", "Person 3"],
    );
    await answers.askSwap(ada, ID, "a", candidates[1]?.ref ?? "");
    assert.equal((await answers.asked(cleo, ID, "a"))?.swapFor, "Person 1");
    await answers.answerSwap(cleo, ID, "a", true);
    assert.deepEqual(leadsIn(house), ["Person 1 passed", "Person 3 accepted"]);
    assert.deepEqual(await answers.news(ada, ID, "a").then((news) => [news?.outcome, news?.name]), [
      "swapped",
      "Person 3",
    ]);
    assert.deepEqual([...house.deliveries.planned.values()].at(-1), [personKey(ada)]);
  });

  it("stays when the colleague declines", async () => {
    const house = await aHouse();
    const { answers } = house.sessions.rota;
    await answers.accept(ada, ID, "a");
    const { candidates } = await answers.swapForm(ada, ID, "a");
    await answers.askSwap(ada, ID, "a", candidates[0]?.ref ?? "");
    await answers.answerSwap(ben, ID, "a", false);
    assert.deepEqual(leadsIn(house), ["Person 1 accepted"]);
    assert.equal((await answers.news(ada, ID, "a"))?.outcome, "declined");
    const form = await answers.askSwap(ada, ID, "a", "nobody");
    assert.ok("error" in form && form.error);
  });
});

describe("a session that is planned only", () => {
  it("is told to nobody but those of its rota and coordinators, whatever button they press", async () => {
    const house = await aHouse({ status: "planned", theme: "Not to be known yet" });
    const { rota, attendance } = house.sessions;
    const outsider = aPerson(77);
    assert.equal(await rota.answers.standing(outsider, ID, "a"), undefined);
    await refused(rota.answers.answerSwap(outsider, ID, "a", false), "not-open");
    await refused(attendance.presence.enter(outsider, ID, "a", " "), "not-permitted");
    for (const one of [cleo, house.coordinator]) assert.ok(await rota.answers.standing(one, ID, "a"));
  });
});

describe("gaps in a rota", () => {
  it("are shown three weeks ahead, with the emails that belong to nobody", async () => {
    const house = await aHouse();
    const { rota } = house.sessions;
    const { gaps, unknown } = await rota.gaps(house.clock.now());
    assert.deepEqual(
      gaps.map(({ session, missing, asked }) => [session, missing, asked]),
      [["a", 1, 1]],
    );
    assert.deepEqual(unknown, [{ email: "gone@vale.example", series: "Research Hub" }]);
    await rota.answers.accept(ada, ID, "a");
    assert.deepEqual((await rota.gaps(house.clock.now())).gaps, []);
    assert.deepEqual((await rota.gaps(new Date("2026-11-10T10:00:00Z"))).gaps, []);
  });
});
