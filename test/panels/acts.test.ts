import { deepEqual, equal, rejects } from "node:assert/strict";
import { personKey } from "../../services/people/schema.js";
import { aPanelHouse, aReview, aRound, aSheet, type PanelHouse, panelist } from "../support/panel-house.js";

const [ada, ben] = [panelist(1), panelist(3)];
const AT = { round: "round-1", no: 1 };
const REVEALABLE = aReview({ sheets: [aSheet(ada), aSheet(ben)] });

/** The process dies after each change, before anything of it comes onto the record. */
function dying(house: PanelHouse): void {
  house.audit.record = () => Promise.reject(new Error("died"));
}

/** The answer to each change is lost: it is made again on what it made. */
function twice({ rounds, reviews }: PanelHouse): void {
  const [round, review] = [rounds.change.bind(rounds), reviews.change.bind(reviews)];
  rounds.change = async (id, rule) => {
    await round(id, rule);
    return round(id, rule);
  };
  reviews.change = async (id, no, rule) => {
    await review(id, no, rule);
    return review(id, no, rule);
  };
}

/** Another process. */
function another(house: PanelHouse): void {
  Reflect.deleteProperty(house.audit, "record");
}

const events = (house: PanelHouse) => house.entries.map(({ event, by, details }) => ({ event, by, details }));
const nightly = (house: PanelHouse) => house.panels.purges[0]?.purge(new Date("2020-01-01T00:00:00Z"));

describe("What a process died over before it was on the record", () => {
  it("is kept with what it changed, and comes there with the next press", async () => {
    const house = await aPanelHouse([REVEALABLE]);
    dying(house);
    await rejects(house.panels.moderation.reveal(ada, AT, {}), /died/);
    deepEqual([house.review().revealed?.by, house.entries.length], [personKey(ada), 0]);
    another(house);
    await house.panels.moderation.reveal(ben, AT, {});
    deepEqual(events(house), [{ event: "panels.revealed", by: personKey(ada), details: { no: 1, early: 0 } }]);
    deepEqual(house.review().acts, []);
  });

  it("is there by the next morning though nobody presses anything more", async () => {
    const house = await aPanelHouse([REVEALABLE]);
    dying(house);
    await rejects(house.panels.moderation.reveal(house.coordinator, AT, {}), /died/);
    await rejects(house.panels.planning.opening.close("round-1", house.coordinator), /died/);
    another(house);
    await nightly(house);
    await nightly(house);
    deepEqual(
      events(house).map(({ event }) => event),
      ["panels.closed", "panels.revealed"],
    );
    deepEqual([house.round().acts, house.review().acts], [[], []]);
  });

  it("is told whom it is for too, where somebody got the place of another", async () => {
    const house = await aPanelHouse();
    dying(house);
    await rejects(house.panels.scoring.declareConflict(ben, AT), /died/);
    another(house);
    house.deliveries.plan = () => Promise.reject(new Error("died"));
    const round = house.round();
    await rejects(house.panels.planning.reallocate(round, 1), /died/);
    Reflect.deleteProperty(house.deliveries, "plan");
    await house.panels.planning.giving.handOver(round);
    equal(house.deliveries.planned.size, 1);
    deepEqual(
      events(house).map(({ event }) => event),
      ["panels.conflict-declared", "panels.given"],
    );
  });

  it("is there before the person is forgotten whom nothing else names", async () => {
    const house = await aPanelHouse([REVEALABLE]);
    dying(house);
    await rejects(
      house.panels.planning.starting.saveSettings(
        "round-1",
        { title: "Autumn", scoresDue: "2026-12-04", meetingOn: "2026-12-10", reviewers: "2" },
        house.conflicted,
      ),
      /died/,
    );
    another(house);
    await house.panels.personalData[0]?.erase(house.conflicted);
    deepEqual(
      events(house).map(({ event, by }) => [event, by]),
      [["panels.settings", personKey(house.conflicted)]],
    );
    equal(JSON.stringify([house.round(), house.review()]).includes(personKey(house.conflicted)), false);
  });

  it("is there before a round is thrown away", async () => {
    const house = await aPanelHouse([], aRound({ status: "drawn", opened: undefined }));
    dying(house);
    await rejects(house.panels.planning.opening.throwAway("round-1", house.coordinator), /died/);
    equal(house.rounds.kept.size, 1);
    another(house);
    await house.panels.planning.opening.throwAway("round-1", house.coordinator);
    equal(house.rounds.kept.size, 0);
    equal(house.entries.at(-1)?.event, "panels.thrown-away");
  });

  it("is who scores what, as it was given out", async () => {
    const round = aRound({ status: "drawn", opened: undefined, reports: 1 });
    const house = await aPanelHouse([aReview({ reviewers: [] })], round);
    dying(house);
    await rejects(house.panels.planning.opening.send("round-1", house.coordinator), /died/);
    another(house);
    await house.panels.planning.opening.send("round-1", house.coordinator);
    deepEqual(
      house.entries.map(({ event, about }) => [event, Object.values(about ?? {})]),
      [
        ["panels.allocated", house.review().reviewers],
        ["panels.sent", []],
      ],
    );
  });
});

describe("An answer of storage that is lost on the way", () => {
  it("makes neither the change nor its entry twice", async () => {
    const house = await aPanelHouse([REVEALABLE]);
    twice(house);
    await house.panels.moderation.reveal(ada, AT, {});
    const days = { scoresDue: "2026-12-04", meetingOn: "2026-12-10" };
    await house.panels.planning.starting.saveSettings("round-1", { title: "T", ...days }, house.coordinator);
    await house.panels.planning.opening.close("round-1", house.coordinator);
    deepEqual(
      events(house).map(({ event }) => event),
      ["panels.revealed", "panels.settings", "panels.closed"],
    );
  });
});
