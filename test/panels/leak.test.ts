import { deepEqual, doesNotMatch, equal, match, ok } from "node:assert/strict";
import type { TeamsUser } from "../../bot/local/double/user.js";
import type { Review } from "../../services/panels/schema.js";
import { personKey } from "../../services/people/schema.js";
import { LeakHouse, masked, ROUND, type Secrets } from "../support/leak-house.js";

type Who = keyof LeakHouse["people"];

/** Two worlds that differ in nothing but what is secret. */
const WORDS = ["canaryone", "canarytwoandlonger"] as const;
const SCORES = [1, 4] as const;

/** Which reports somebody may reveal, one or other way: what they see then is theirs to see. */
const MAY_REVEAL: Readonly<Record<Who, readonly number[]>> = {
  conflicted: [3],
  coordinator: [1, 2, 3, 4],
  curious: [],
  first: [1, 2, 3, 4],
  second: [1, 2, 3, 4],
};
/** References of the reports that a conflicted coordinator is kept from. */
const KEPT = /A26-00[124]/;
/** Takes the person out of the house. */
const LEAVES = "people.erase-confirm";

/** Over the real bot, by its door: what anybody is shown does not depend on what they may not know. */
describe("Before the reveal", function () {
  this.timeout(300_000);
  let worlds: LeakHouse[];

  before(async () => {
    worlds = [await LeakHouse.open(), await LeakHouse.open()];
  });
  after(() => Promise.all(worlds.map((house) => house.running.stop())));

  for (const who of ["conflicted", "coordinator", "curious", "first", "second"] as const) {
    it(`${who}: no command, button, file, message or sentence tells anything of others' scores`, async () => {
      const [one = [], two = []] = await inBothWorlds(who, everything);
      ok(one.length > 100);
      assertAlike(one, two);
      if (who === "conflicted") for (const answer of one) doesNotMatch(answer, KEPT);
    });
  }

  it("who has not handed in does not show in what coordinators see", async () => {
    const [house] = worlds as [LeakHouse];
    for (const who of ["coordinator", "conflicted"] as const) {
      const user = await house.running.user(house.people[who]);
      await house.tell(new Map());
      const seen = await seenOf(house, user, 3);
      await house.reviews.change(ROUND, 3, (review) => ({ next: { ...review, sheets: [], drafts: {} }, result: 0 }));
      deepEqual(await seenOf(house, user, 3), seen);
    }
  });

  it("what a coordinator is kept from is for them exactly as if it weren't there", async () => {
    const [house] = worlds as [LeakHouse];
    const user = await house.running.user(house.people.conflicted);
    for (const status of ["open", "closed"] as const) {
      for (const verb of house.running.bot.verbs.filter(isOfPanels)) {
        await house.tell(new Map(), {}, { status });
        const nowhere = masked(await house.presses(user, verb, dataFor(4711)));
        for (const no of [1, 2, 4]) {
          await house.tell(new Map(), {}, { status });
          equal(masked(await house.presses(user, verb, dataFor(no))), nowhere, `${verb} ${no} ${status}`);
        }
      }
    }
  });

  it("nothing of a sheet is in the logs or in the record", async () => {
    for (const house of worlds) doesNotMatch(await house.traces(), /canary|as always/);
  });

  it("those who may see the scores do, once they are revealed: the canaries sing where they should", async () => {
    const [house] = worlds as [LeakHouse];
    await house.tell(secretsFor(house, "curious", 0));
    const user = await house.running.user(house.people.first);
    await house.presses(user, "panels.reveal", dataFor(2));
    match(await house.presses(user, "panels.comments", { ...dataFor(2), page: "1" }), /canaryone/);
  });

  it("and after it a coordinator who is kept from a report still learns nothing of it", async () => {
    const [{ people }] = worlds as [LeakHouse];
    const act = { at: "2026-12-01T10:00:00.000Z", by: personKey(people.first) };
    const [one = [], two = []] = await inBothWorlds("conflicted", everythingKept, { revealed: act });
    ok(one.length > 30);
    assertAlike(one, two);
    for (const answer of one) doesNotMatch(answer, KEPT);
  });

  /** The same is done in two houses that differ in nothing but what this person may not know. */
  async function inBothWorlds(who: Who, play: Play, more: Partial<Review> = {}): Promise<string[][]> {
    return Promise.all(
      worlds.map(async (house, world) => {
        const putRight = () => house.tell(secretsFor(house, who, world), more);
        await putRight();
        const answers = await play(house, who, await house.running.user(house.people[who]), putRight);
        return answers.map(masked);
      }),
    );
  }
});

type Play = (house: LeakHouse, who: Who, user: TeamsUser, putRight: () => Promise<void>) => Promise<string[]>;

/** Everything that somebody can do, and what came back; the house is put right after each button. */
const everything: Play = async (house, who, user, putRight) => {
  const answers: string[] = [];
  for (const command of house.commands) answers.push(await house.says(user, command));
  for (const verb of house.running.bot.verbs) {
    if (verb === LEAVES) continue;
    const hidden = [1, 2, 3, 4].filter((no) => verb !== "panels.reveal" || !MAY_REVEAL[who].includes(no));
    for (const data of isOfPanels(verb) ? hidden.map(dataFor) : [{}]) {
      const answer = await house.presses(user, verb, data);
      answers.push(`${verb} ${answer}`, await house.file(answer));
    }
    if (isOfPanels(verb)) await putRight();
  }
  for (const kind of house.kinds) {
    for (const no of [1, 2, 3, 4]) answers.push(await house.letter(house.people[who], kind, `${ROUND}|${no}`));
  }
  return answers;
};

/** Reports 1, 2 and 4 are kept from them. */
const everythingKept: Play = async (house, who, user, putRight) => {
  const answers: string[] = [];
  for (const verb of house.running.bot.verbs.filter(isOfPanels)) {
    for (const no of [1, 2, 4]) answers.push(await house.presses(user, verb, dataFor(no)));
    await putRight();
  }
  for (const command of house.commands) answers.push(await house.says(user, command));
  for (const kind of house.kinds) {
    for (const no of [1, 2, 4]) answers.push(await house.letter(house.people[who], kind, `${ROUND}|${no}`));
  }
  return answers;
};

function assertAlike(one: readonly string[], two: readonly string[]): void {
  one.forEach((answer, place) => {
    equal(difference(answer, two[place] ?? ""), "");
    doesNotMatch(answer, /canary/);
  });
  equal(one.length, two.length);
}

/** Where they begin to differ, with what stands before it. */
function difference(one: string, two: string): string {
  if (one === two) return "";
  const at = [...one].findIndex((letter, place) => letter !== two[place]);
  return `${one.slice(0, 60)}… ${one.slice(Math.max(0, at - 100), at + 60)} ≠ ${two.slice(at, at + 60)}`;
}

async function seenOf(house: LeakHouse, user: TeamsUser, no: number): Promise<string[]> {
  const seen: string[] = [];
  for (const verb of ["panels.reports", "panels.compare", "panels.score", "panels.round"]) {
    seen.push(masked(await house.presses(user, verb, dataFor(no))));
  }
  for (const command of ["panels", "inbox", "deliveries"]) seen.push(masked(await house.says(user, command)));
  return seen;
}

/** What `who` wrote is theirs, and the same in both worlds. */
function secretsFor({ people }: LeakHouse, who: Who, world: number): Secrets {
  const others = [people.first, people.second].filter((one) => one !== people[who]);
  const secret = { score: SCORES[world] ?? 1, word: WORDS[world] ?? "" };
  return new Map(others.map((one) => [personKey(one), secret]));
}

function isOfPanels(verb: string): boolean {
  return verb.startsWith("panels.");
}

/** Whatever a button about a report could send. */
function dataFor(no: number): Readonly<Record<string, string>> {
  return { round: ROUND, no: `${no}`, page: "0", to: "1", from: "0", version: "1", reason: "Now" };
}
