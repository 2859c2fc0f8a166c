import { deepEqual, doesNotMatch, equal, match, ok } from "node:assert/strict";
import type { TeamsUser } from "../../bot/local/double/user.js";
import { ALL, LeakHouse, masked, OPEN, ROUND, type Secret, type Told, type Who } from "../support/leak-house.js";
import { dataFor, everything, everythingKept, isOfPanels, KEPT, type Play } from "../support/leak-play.js";

/** Two worlds that differ in nothing but what is secret. */
const SECRETS: readonly [Secret, Secret] = [
  { score: 1, word: "canaryone", at: "2001-02-03T04:05:06.000Z" },
  { score: 4, word: "canarytwoandlonger", at: "2002-03-04T05:06:07.000Z" },
];

const KEPT_REFERENCE = /A26-00[124]/;

/** Over the real bot, by its door: what anybody is shown does not depend on what they may not know. */
describe("Before the reveal", function () {
  this.timeout(300_000);
  let worlds: [LeakHouse, LeakHouse];

  before(async () => {
    worlds = await Promise.all([LeakHouse.open(), LeakHouse.open()]);
  });
  after(() => Promise.all(worlds.map((house) => house.running.stop())));

  it("whatever a button could do is tried: none refuses what the test sends as unreadable", () => {
    const [house] = worlds;
    for (const { verb, schema } of house.actions) ok(schema.safeParse(dataFor(house, verb, 1)).success, verb);
    deepEqual(house.actions.map(({ verb }) => verb).sort(), house.running.bot.verbs.filter(isOfPanels).sort());
  });

  // Reviewers first: who is behind differs between the worlds for all others, and so whom their reminders reached.
  for (const who of ["first", "second", "conflicted", "coordinator", "curious", "lead"] as const) {
    it(`${who}: no command, button, file, message or sentence tells anything of others' scores`, async () => {
      const [one, two] = await inBothWorlds(who, (world) => secretFrom(who, world), everything);
      ok(one.length > 100);
      assertAlike(one, two);
      if (who === "conflicted")
        assertNothingOf(
          KEPT_REFERENCE,
          one.filter((answer) => !isOwnData(answer)),
        );
    });
  }

  for (const stage of ["revealed", "agreed", "sent"] as const) {
    it(`when it is ${stage} a coordinator who is kept from a report still learns nothing of it`, async () => {
      const kept = (world: 0 | 1): Told => ({ ...secretFrom("conflicted", world), secretly: KEPT, stage });
      const [one, two] = await inBothWorlds("conflicted", kept, everythingKept);
      ok(one.length > 30);
      assertAlike(one, two);
      assertNothingOf(KEPT_REFERENCE, one);
    });
  }

  // From here on more is done in one world than in the other.

  it("who has not handed in does not show in what coordinators see, but for how many sheets are in over all", async () => {
    const [house] = worlds;
    for (const who of ["coordinator", "conflicted"] as const) {
      const user = await house.running.user(house.people[who]);
      const seen = async (told: Told) => {
        await house.tell(told);
        return (await seenOf(house, user, 3)).map(withoutCount);
      };
      const before = await seen({});
      deepEqual(await seen({ untouched: 3 }), before);
      deepEqual(await seen({ behind: "first" }), before);
    }
  });

  it("what a coordinator is kept from is for them exactly as if it weren't there", async () => {
    const [house] = worlds;
    const user = await house.running.user(house.people.conflicted);
    for (const told of [{}, { stage: "sent", status: "closed" }] as const) {
      for (const verb of house.running.bot.verbs.filter(isOfPanels)) {
        const reports = KEPT.filter(
          (no) => house.reads(verb, dataFor(house, verb, no)) !== house.reads(verb, dataFor(house, verb, 4711)),
        );
        if (reports.length === 0) continue;
        await house.tell(told);
        const nowhere = masked(await house.presses(user, verb, dataFor(house, verb, 4711)));
        for (const no of reports) {
          await house.tell(told);
          equal(masked(await house.presses(user, verb, dataFor(house, verb, no))), nowhere, `${verb} ${no}`);
        }
      }
    }
  });

  it("nor is it in anything that a coordinator sees who sets the round up", async () => {
    const [house] = worlds;
    const user = await house.running.user(house.people.conflicted);
    const answers: string[] = [];
    for (const verb of house.running.bot.verbs.filter(isOfPanels)) {
      await house.tell({ status: "drawn" });
      answers.push(`${verb} ${await house.presses(user, verb, dataFor(house, verb, 1))}`);
    }
    assertNothingOf(KEPT_REFERENCE, answers);
  });

  it("nothing of a sheet is in the logs or in the record", async () => {
    for (const house of worlds) doesNotMatch(await house.traces(), /canary|as always|typed here/);
  });

  it("those who may see the scores do, once they are revealed: the canaries sing where they should", async () => {
    const [house] = worlds;
    await house.tell(secretFrom("curious", 0));
    const user = await house.running.user(house.people.first);
    await house.presses(user, "panels.reveal", dataFor(house, "panels.reveal", 2));
    match(await house.presses(user, "panels.comments", dataFor(house, "panels.comments", 2)), /canaryone/);
    const coordinator = await house.running.user(house.people.coordinator);
    match(await house.file(await house.presses(coordinator, "panels.export", { round: ROUND })), /canaryone/);
  });

  /** The same is done in two houses that differ in nothing but what this person may not know. */
  async function inBothWorlds(
    who: Who,
    told: (world: 0 | 1) => Told,
    play: Play,
  ): Promise<readonly [readonly string[], readonly string[]]> {
    const playIn = async (world: 0 | 1) => {
      const house = worlds[world];
      const putRight = () => house.tell(told(world));
      await putRight();
      const answers = await play(house, who, await house.running.user(house.people[who]), putRight);
      return answers.map(masked);
    };
    return Promise.all([playIn(0), playIn(1)]);
  }
});

function assertAlike(one: readonly string[], two: readonly string[]): void {
  one.forEach((answer, place) => {
    equal(difference(answer, two[place] ?? ""), "");
  });
  assertNothingOf(/canary|200[12]-0/, one);
  equal(one.length, two.length);
}

/** That somebody declared a conflict, and on what, is their own to have. */
function isOwnData(answer: string): boolean {
  return answer.startsWith("people.export ") && !/A26-00[12]/.test(answer);
}

function assertNothingOf(secret: RegExp, answers: readonly string[]): void {
  for (const answer of answers) {
    const at = answer.search(secret);
    equal(at < 0 ? "" : `${answer.slice(0, 60)}… ${answer.slice(Math.max(0, at - 100), at + 60)}`, "");
  }
}

/** Where they begin to differ, with what stands before it. */
function difference(one: string, two: string): string {
  if (one === two) return "";
  const at = [...one].findIndex((letter, place) => letter !== two[place]);
  return `${one.slice(0, 60)}… ${one.slice(Math.max(0, at - 100), at + 60)} ≠ ${two.slice(at, at + 60)}`;
}

async function seenOf(house: LeakHouse, user: TeamsUser, no: number): Promise<string[]> {
  const seen: string[] = [];
  const looks = [
    "reports",
    "compare",
    "score",
    "round",
    "more",
    "close",
    "sample",
    "feedback-list",
    "figures",
    "learning",
  ];
  for (const look of looks) {
    const verb = `panels.${look}`;
    seen.push(masked(await house.presses(user, verb, dataFor(house, verb, no))));
  }
  for (const command of ["panels", "inbox", "deliveries"]) seen.push(masked(await house.says(user, command)));
  return seen;
}

/** "5 of 8 sheets are in." and its bar; before a round is closed "3 sheets are not in". */
function withoutCount(answer: string): string {
  return answer
    .replace(/\d+ of \d+ sheets (is|are) in/g, "-count-")
    .replace(/"url":"data:image[^"]*","altText":"\d+%"/g, "-bar-")
    .replace(/\d+ sheets? (is|are) (not|missing)/g, "-missing-");
}

/**
 * What `who` wrote is theirs, and the same in both worlds; what was revealed is known to coordinators and reviewers. Who
 * is behind is known to themselves.
 */
function secretFrom(who: Who, world: 0 | 1): Told {
  const isWriter = who === "first" || who === "second";
  const knowsRevealed = who !== "curious" && who !== "lead";
  return {
    secret: SECRETS[world],
    secretly: knowsRevealed ? OPEN : ALL,
    by: (["first", "second"] as const).filter((one) => one !== who),
    behind: isWriter || world === 0 ? "second" : "first",
  };
}
