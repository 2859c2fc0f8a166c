import type { TeamsUser } from "../../bot/local/double/user.js";
import { refOf } from "../../services/panels/planning/panel.js";
import { personKey } from "../../services/people/schema.js";
import { ALL, type LeakHouse, OPEN, ROUND, type Who } from "./leak-house.js";
import { USUAL_RULES } from "./panel-house.js";

/** Which reports somebody may reveal with a reason, and without one: what they see then is theirs to see. */
const MAY_REVEAL: Readonly<Record<Who, { readonly early: readonly number[]; readonly complete: readonly number[] }>> = {
  conflicted: { early: [3], complete: [] },
  coordinator: { early: [1, 3], complete: [2, 4] },
  curious: { early: [], complete: [] },
  lead: { early: [], complete: [] },
  first: { early: [], complete: [2, 4] },
  second: { early: [], complete: [2, 4] },
};

/** Reports that a conflicted coordinator is kept from. */
export const KEPT = [1, 2, 4];
/** Takes the person out of the house. */
const LEAVES = "people.erase-confirm";

export type Play = (house: LeakHouse, who: Who, user: TeamsUser, putRight: () => Promise<void>) => Promise<string[]>;

/** Everything that somebody can do, and what came back; the house is put right after each button. */
export const everything: Play = async (house, who, user, putRight) => {
  const answers: string[] = [];
  for (const command of house.commands) answers.push(await house.says(user, command));
  for (const verb of house.running.bot.verbs) {
    if (verb === LEAVES) continue;
    for (const data of isOfPanels(verb) ? pressesOf(house, who, verb) : [{}]) {
      const answer = await house.presses(user, verb, data);
      answers.push(`${verb} ${answer}`, `${verb} ${await house.file(answer)}`);
    }
    if (isOfPanels(verb)) await putRight();
  }
  answers.push(...(await lettersTo(house, who, ALL)), ...(await published(house, user)));
  await putRight();
  return answers;
};

/** A round's reports that are not revealed, but where the press itself would reveal them to somebody who may. */
function pressesOf(house: LeakHouse, who: Who, verb: string): Readonly<Record<string, string>>[] {
  const { early, complete } = MAY_REVEAL[who];
  if (verb !== "panels.reveal") return pressesAbout(house, verb, OPEN);
  const without = (...reports: readonly number[]) => OPEN.filter((no) => !reports.includes(no));
  return [
    ...without(...early, ...complete).map((no) => dataFor(house, verb, no)),
    ...without(...complete).map((no) => ({ round: ROUND, no: `${no}` })),
  ];
}

/** A button that reads no report's number is pressed once. */
function pressesAbout(house: LeakHouse, verb: string, reports: readonly number[]): Readonly<Record<string, string>>[] {
  const presses = reports.map((no) => dataFor(house, verb, no));
  return [...new Map(presses.map((data) => [house.reads(verb, data), data])).values()];
}

/** Reports 1, 2 and 4 are kept from them. */
export const everythingKept: Play = async (house, who, user, putRight) => {
  const answers: string[] = [];
  for (const verb of house.running.bot.verbs.filter(isOfPanels)) {
    for (const data of pressesAbout(house, verb, KEPT)) {
      const answer = await house.presses(user, verb, data);
      answers.push(`${verb} ${answer}`, `${verb} ${await house.file(answer)}`);
    }
    await putRight();
  }
  for (const command of house.commands) answers.push(await house.says(user, command));
  answers.push(...(await lettersTo(house, who, KEPT)), ...(await published(house, user)));
  await putRight();
  return answers;
};

async function lettersTo(house: LeakHouse, who: Who, reports: readonly number[]): Promise<string[]> {
  const subjects = [ROUND, ...reports.map((no) => `${ROUND}|${no}`)];
  const letters = house.kinds.flatMap((kind) => subjects.map((subject) => [kind, subject] as const));
  return Promise.all(letters.map(([kind, subject]) => house.letter(house.people[who], kind, subject)));
}

/** The summary, published by them where they may, and all that there is to read of it afterwards. */
async function published(house: LeakHouse, user: TeamsUser): Promise<string[]> {
  const answers = [await house.presses(user, "panels.learning-publish", { round: ROUND }), await house.posted()];
  const parts = ["scores", "themes", "groups"].map((part) => ["panels.summary", { round: ROUND, part }] as const);
  const others = ["panels.learning", "panels.document", "panels.export"].map(
    (verb) => [verb, { round: ROUND }] as const,
  );
  for (const [verb, data] of [...parts, ...others]) {
    const answer = await house.presses(user, verb, data);
    answers.push(answer, `${verb} ${await house.file(answer)}`);
  }
  return answers;
}

export function isOfPanels(verb: string): boolean {
  return verb.startsWith("panels.");
}

/** Whatever a button could send about a report, and forms filled in validly: nothing is refused before it is looked at. */
export function dataFor(house: LeakHouse, verb: string, no: number): Readonly<Record<string, string>> {
  const { people, agencies } = house;
  const scores = USUAL_RULES.criteria.flatMap(({ id }) => [
    [`score.${id}`, "2"],
    [`comment.${id}`, "typed here"],
  ]);
  return {
    ...{ round: ROUND, no: `${no}`, page: "0", to: "1", from: "0", nth: "0", version: "1", reason: "Now" },
    ...{ part: "groups", next: "on", finding: "name.strengths.0123456789abcdef" },
    ...{ title: "Autumn 2026", scoresDue: "2026-12-04", meetingOn: "2026-12-10", reviewers: "2" },
    members: [people.first, people.second, people.curious].map((one) => refOf(personKey(one))).join(","),
    ...{ reference: "A26-099", agency: agencies[1], programme: "ba", stage: "midway", outcome: "pass" },
    link: "https://files.example/A26-099.pdf",
    frame: "reference,agency,programme,stage,outcome,link",
    ...Object.fromEntries(scores),
    ...{ comment: "typed here", strengths: "typed here", develop: "typed here", action: "typed here" },
    ...{ passOn: "typed here", "theme.knowledge": "Law was often named." },
    // What is looked at of feedback is the moment of its wording, not a number.
    ...(verb.startsWith("panels.feedback") && { version: "" }),
  };
}
