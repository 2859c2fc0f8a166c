import assert, { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { type Person, personKey } from "../../../services/people/schema.js";
import type { Occurrence, Session } from "../../../services/sessions/schema.js";
import { announceTimer, timersOf } from "../../../services/sessions/timetable.js";
import { anOccurrence, aSeries, SessionHouse } from "../../support/session-house.js";
import { aPerson } from "../../support/survey-house.js";

const NOW = new Date("2026-11-23T10:00:00Z");
const HUB = "2026-12-08.research-hub";
const lead = aPerson(1, { name: "Ada Lead" });
const booked = {
  ...{ id: "1", person: personKey(aPerson(2)), session: "a", bookedAt: "2026-11-20T10:00:00.000Z" },
  ...{ unsure: false, wrongCodes: 0, untold: false, sequence: 0 },
};

describe("One occurrence", () => {
  it("gets its theme, pre-reading and leads, and whoever is concerned is told", async () => {
    const { changing, house, now } = await houseWith(anOccurrence({ series: led }));
    const typed = {
      theme: "Coproduction",
      title1: "A paper",
      link1: "https://x.example/p",
      "leads.b": personKey(lead),
    };
    equal(await changing.saveDetails(HUB, typed, house.clock.now(), house.coordinator), undefined);
    const { theme, reading, sessions } = now();
    deepEqual(
      [theme, reading.length, sessions.map(({ leads }) => leads.map(({ state }) => state))],
      ["Coproduction", 1, [[], ["accepted"]]],
    );
    ok(await house.timers.find(`sessions.tend|${HUB}`));
    deepEqual(
      house.entries.map(({ event, subject }) => `${event} ${subject}`),
      [`sessions.details-set occurrence:${HUB}`],
    );
  });

  it("shows in calendars that have it what is new of it, and only then", async () => {
    const { changing, house, now } = await houseWith(anOccurrence());
    await changing.saveDetails(HUB, { theme: "Coproduction" }, house.clock.now(), house.coordinator);
    await changing.saveDetails(HUB, { theme: "Coproduction" }, house.clock.now(), house.coordinator);
    deepEqual(
      now().sessions.map(({ sequence }) => sequence),
      [1, 1],
    );
  });

  it("gives the form back with everything typed when a link is none or somebody is not on offer", async () => {
    const { changing, house, now } = await houseWith(anOccurrence());
    const typed = { theme: "T", title1: "A paper", link1: "x.example/p", "leads.a": personKey(aPerson(9)) };
    const form = await changing.saveDetails(HUB, typed, house.clock.now(), house.coordinator);
    deepEqual(Object.keys(form?.errors ?? {}), ["link1", "leads.a"]);
    deepEqual([form?.values.title1, form?.values.link1, form?.values.theme], ["A paper", "x.example/p", "T"]);
    equal(now().theme, undefined);
  });

  it("can be led by anybody whose email is known, and names those whom nobody knows", async () => {
    const guest = aPerson(7, { email: "Guest@vale.example" });
    const { changing, house, now } = await houseWith(anOccurrence({ series: led }), [guest]);
    const typed = { "leads.a": personKey(lead), "others.a": "guest@vale.example, who@vale.example" };
    const form = await changing.saveDetails(HUB, typed, house.clock.now(), house.coordinator);
    ok(/nobody with the email “who@vale.example”/.test(form?.errors["others.a"] ?? ""));
    equal(form?.values["others.a"], typed["others.a"]);
    const right = { ...typed, "others.a": "guest@vale.example" };
    await changing.saveDetails(HUB, right, house.clock.now(), house.coordinator);
    deepEqual(
      now().sessions[0]?.leads.map(({ person }) => person),
      [personKey(lead), personKey(guest)],
    );
  });

  it("remembers that somebody taken out has passed, so that the rota doesn't ask them again", async () => {
    const { changing, house, now } = await houseWith(anOccurrence({ series: led }));
    await changing.saveDetails(HUB, { "leads.a": personKey(lead) }, house.clock.now(), house.coordinator);
    await changing.saveDetails(HUB, { "leads.a": "" }, house.clock.now(), house.coordinator);
    deepEqual(
      now().sessions[0]?.leads.map(({ state }) => state),
      ["passed"],
    );
  });

  it("keeps who said while the form was open that they lead", async () => {
    const { changing, house, now } = await houseWith(anOccurrence({ series: led }));
    const { shownAt } = await changing.detailsForm(HUB);
    house.clock.turnTo("2026-11-23T10:05:00Z");
    const accepted = { person: personKey(lead), state: "accepted", at: "2026-11-23T10:05:00.000Z" } as const;
    const [a, b] = now().sessions as [Session, Session];
    house.occurrences.kept.set(HUB, { ...now(), sessions: [{ ...a, leads: [accepted] }, b] });
    await changing.saveDetails(HUB, { theme: "Coproduction", "leads.a": "" }, shownAt, house.coordinator);
    deepEqual([now().theme, now().sessions[0]?.leads], ["Coproduction", [accepted]]);
  });

  it("is stored when a coordinator opens it, however far ahead", async () => {
    const { changing, house } = await houseWith(anOccurrence());
    equal((await changing.view("2027-10-12.research-hub")).sessions.length, 2);
    ok(house.occurrences.kept.has("2027-10-12.research-hub"));
    await rejects(changing.view("2027-10-13.research-hub"), /does not meet then any more/);
    await rejects(changing.view("2027-99-99.research-hub"), /does not meet then any more/);
  });

  it("can be announced at once, but not twice", async () => {
    const { changing, house } = await houseWith(anOccurrence({ status: "planned" }));
    await changing.announceNow(HUB, house.coordinator);
    const timer = await house.timers.find(announceTimer(anOccurrence(), house.context.partnership).id);
    equal(timer?.timer.due, NOW.toISOString());
    house.occurrences.kept.set(HUB, anOccurrence());
    await rejects(changing.announceNow(HUB, house.coordinator), /announced already/);
  });
});

describe("A session that is moved", () => {
  it("is then, its reminders too, and who booked is unsure", async () => {
    const { changing, house, now } = await houseWith(anOccurrence({ bookings: [booked] }));
    await setTimers(house, now());
    equal(
      await changing.saveTime(HUB, "a", { date: "2026-12-15", at: "13:00" }, undefined, house.coordinator),
      undefined,
    );
    const [moved] = now().sessions;
    deepEqual([moved?.date, moved?.at, now().bookings[0]?.unsure], ["2026-12-15", "13:00", true]);
    for (const timer of timersOf(now(), house.context.partnership, NOW)) {
      equal((await house.timers.find(timer.id))?.timer.due, timer.due, timer.id);
    }
  });

  for (const [earlier, date] of [
    [false, "2026-12-15"],
    [true, "2026-12-03"],
  ] as const) {
    it(`by somebody who was cut short, is reminded of at its new time: ${earlier ? "earlier" : "later"}`, async () => {
      const { changing, house, now } = await houseWith(anOccurrence({ bookings: [booked] }));
      await setTimers(house, now());
      const { soon, set } = house.schedule;
      let changed = false;
      const dies = async () => assert(!changed);
      const { occurrences } = house;
      const change = occurrences.change.bind(occurrences);
      Object.assign(occurrences, {
        change: async (...given: Parameters<typeof change>) => {
          const result = await change(...given);
          changed = true;
          return result;
        },
      });
      const dying =
        (works: typeof set): typeof set =>
        async (timer) => {
          await dies();
          await works.call(house.schedule, timer);
        };
      Object.assign(house.schedule, { soon: dying(soon), set: dying(set) });
      await rejects(changing.saveTime(HUB, "a", { date, at: "13:00" }, undefined, house.coordinator));
      Object.assign(house.schedule, { soon, set });
      Object.assign(occurrences, { change });
      await house.passUntil(`${date}T11:59:00Z`);
      const joins = () =>
        [...house.deliveries.planned.keys()].filter((id) => id.startsWith(`sessions.remind|${HUB}|a|2`));
      deepEqual(joins(), []);
      ok(house.deliveries.planned.has(`sessions.moved|${HUB}|a|1`));
      await house.passUntil(`${date}T12:01:00Z`);
      deepEqual(joins(), [`sessions.remind|${HUB}|a|2|${date}T13:00`]);
    });
  }

  it("to so soon that a reminder's time is over, is not reminded of at the old time", async () => {
    const { changing, house, now } = await houseWith(anOccurrence());
    await setTimers(house, now());
    await changing.saveTime(HUB, "a", { date: "2026-11-24", at: "09:00" }, undefined, house.coordinator);
    equal(await house.timers.find(`sessions.remind|${HUB}|a|0`), undefined);
    ok(await house.timers.find(`sessions.remind|${HUB}|b|0`));
  });

  const refused: [what: string, typed: Record<string, string>, field: string, sentence: RegExp][] = [
    ["without a day", { at: "09:00" }, "date", /Choose the day/],
    ["without a time", { date: "2026-12-15", at: "9" }, "at", /Choose the time/],
    ["into the past", { date: "2026-11-23", at: "10:00" }, "date", /still to come/],
    ["too far", { date: "2027-02-09", at: "10:00" }, "date", /from Friday 9 October 2026 to Saturday 6 February 2027/],
    ["to where it is", { date: "2026-12-08", at: "12:30" }, "date", /already/],
  ];
  for (const [what, typed, field, sentence] of refused) {
    it(`stays where it is: ${what}`, async () => {
      const { changing, house, now } = await houseWith(anOccurrence());
      const form = await changing.saveTime(HUB, "a", typed, undefined, house.coordinator);
      ok(sentence.test(form?.errors[field] ?? ""), form?.errors[field]);
      deepEqual(now(), anOccurrence());
    });
  }

  it("to a day off is asked about once", async () => {
    const { changing, house, now } = await houseWith(anOccurrence());
    const typed = { date: "2026-12-12", at: "10:00" };
    const form = await changing.saveTime(HUB, "a", typed, undefined, house.coordinator);
    equal(form?.confirms, "2026-12-12");
    equal(await changing.saveTime(HUB, "a", typed, form?.confirms, house.coordinator), undefined);
    equal(now().sessions[0]?.date, "2026-12-12");
  });

  it("stays where it was put when its series changes, and does not become another month's", async () => {
    const { changing, house, now } = await houseWith(anOccurrence({ status: "planned" }));
    await changing.saveTime(HUB, "a", { date: "2027-01-05", at: "10:00" }, undefined, house.coordinator);
    await house.sessions.planning.keeping.keepSeries(aSeries({ minutes: 90 }), NOW);
    deepEqual([now().sessions[0]?.date, now().sessions[0]?.minutes], ["2027-01-05", 90]);
    ok(house.occurrences.kept.has("2027-01-12.research-hub"));
  });

  it("has begun: then it can be neither moved nor called off", async () => {
    const { changing, house } = await houseWith(anOccurrence());
    house.clock.turnTo("2026-12-08T12:30:00Z");
    await rejects(changing.timeForm(HUB, "a"), /has begun/);
    await rejects(changing.callOff(HUB, "a", house.coordinator), /has begun/);
    equal((await changing.timeForm(HUB, "b")).values.date, "2026-12-10");
  });
});

describe("Who leads a session", () => {
  const [ada, ben] = [personKey(lead), personKey(aPerson(2))];
  const told = (house: SessionHouse) =>
    [...house.deliveries.planned].filter(([id]) => id.includes("lead-changed")).map(([, people]) => people);
  const ledBy = (person: string) => {
    const [first, ...others] = anOccurrence({ series: led }).sessions as [Session, ...Session[]];
    const leads = [{ person, state: "accepted" as const, at: "2026-11-01T09:00:00.000Z" }];
    return anOccurrence({ series: led, sessions: [{ ...first, leads }, ...others] });
  };

  it("is told that it was moved, and that it was called off, each once", async () => {
    const { changing, house } = await houseWith(ledBy(ada));
    await changing.saveTime(HUB, "a", { date: "2026-12-09", at: "12:30" }, undefined, house.coordinator);
    deepEqual(told(house), [[ada]]);
    house.clock.turnTo("2026-11-23T11:00:00Z");
    await changing.callOff(HUB, "a", house.coordinator);
    await changing.callOff(HUB, "a", house.coordinator);
    deepEqual(told(house), [[ada], [ada]]);
  });

  it("is told when a coordinator chooses somebody else, and so is who was chosen", async () => {
    const { changing, house } = await houseWith(ledBy(ben));
    const typed = { theme: "", "leads.a": ada };
    equal(await changing.saveDetails(HUB, typed, house.clock.now(), house.coordinator), undefined);
    deepEqual(told(house).flat().sort(), [ada, ben].sort());
    house.clock.turnTo("2026-11-23T11:00:00Z");
    await changing.saveDetails(HUB, { ...typed, theme: "Other" }, house.clock.now(), house.coordinator);
    equal(told(house).length, 1);
  });
});

describe("A session that is called off", () => {
  it("ends its bookings and its reminders, and not those of the other", async () => {
    const { changing, house, now } = await houseWith(anOccurrence({ bookings: [booked] }));
    await setTimers(house, now());
    equal((await changing.callOffView(HUB, "a")).booked, 1);
    await changing.callOff(HUB, "a", house.coordinator);
    await changing.callOff(HUB, "a", house.coordinator);
    equal(now().bookings[0]?.why, "called-off");
    equal(await house.timers.find(`sessions.remind|${HUB}|a|1`), undefined);
    ok(await house.timers.find(`sessions.remind|${HUB}|b|1`));
    await rejects(changing.timeForm(HUB, "a"), /called off/);
  });

  it("is not announced when there is no other", async () => {
    const { changing, house } = await houseWith(anOccurrence({ status: "planned" }));
    await house.sessions.planning.keepAhead(NOW);
    for (const session of ["a", "b"]) await changing.callOff(HUB, session, house.coordinator);
    equal(await house.timers.find(`sessions.announce|${HUB}`), undefined);
    await house.sessions.planning.keepAhead(NOW);
    equal(await house.timers.find(`sessions.announce|${HUB}`), undefined);
    await rejects(changing.announceNow(HUB, house.coordinator), /nothing to announce/);
  });
});

const led = aSeries({
  rota: { facilitators: [lead.email], perSession: 1, askWeeksBefore: 8, answerWithinDays: 5 },
});

async function houseWith(occurrence: Occurrence, others: Person[] = []) {
  const house = new SessionHouse([lead, aPerson(2), aPerson(9), ...others], { series: [occurrence.series] });
  await house.occurrences.add(occurrence);
  const now = () => house.occurrences.kept.get(occurrence.id) as Occurrence;
  return { house, now, changing: house.sessions.planning.changing };
}

async function setTimers({ schedule, context }: SessionHouse, occurrence: Occurrence): Promise<void> {
  for (const timer of timersOf(occurrence, context.partnership, NOW)) await schedule.set(timer);
}
