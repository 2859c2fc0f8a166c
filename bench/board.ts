import { randomUUID } from "node:crypto";
import { activityFrom, stableId } from "../bot/local/double/wire.js";
import { CHOICES, type Item, itemSchema } from "../services/board/schema.js";
import { ballotOf, tally } from "../services/board/tally-rules.js";
import { systemRandomness } from "../services/kernel/random.js";
import { readPartnershipFiles } from "../services/partnership/files.js";
import { type Person, personKey } from "../services/people/schema.js";
import { TableItems } from "../services/storage/board/items.js";
import { StoredPeople } from "../services/storage/people.js";
import { Storage } from "../services/storage/storage.js";
import { Program } from "../test/support/program.js";
import { Posts } from "./posts.js";
import type { Measure } from "./report.js";
import { percentile } from "./rounds.js";

const PREFIX = "board";
const VOTES = 200;
/** The first only warms up. */
const ROUNDS = 4;
/** Teams gives up on an answer after two to three seconds. */
const PATIENCE_MS = 2000;
const DAY = 86_400_000;

/** So many partners' members vote on one item at the same moment. */
export async function voting(connectionString: string): Promise<Measure[]> {
  const house = await aHouse(connectionString);
  const bot = await Program.start("bot/main.js", {
    BOT_MODE: "local",
    PORT: "0",
    STORAGE_CONNECTION_STRING: connectionString,
    TABLE_PREFIX: PREFIX,
  });
  const rounds: number[][] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await oneRound(house, bot.url, round));
  } finally {
    await bot.stop();
  }
  const median = (percent: number) =>
    percentile(
      rounds.slice(1).map((times) => percentile(times, percent)),
      50,
    );
  const name = (what: string) => `${VOTES} votes at once on one item: ${what}`;
  return [
    { name: name("p50"), unit: "ms", ours: median(50), bare: PATIENCE_MS },
    { name: name("p99"), unit: "ms", ours: median(99), bare: PATIENCE_MS, asked: { atMost: 1 } },
  ];
}

type House = Awaited<ReturnType<typeof aHouse>>;

/** A member each of so many partners. */
async function aHouse(connectionString: string) {
  const { partnership } = await readPartnershipFiles("partnership/developing-together");
  const storage = await Storage.open({ connectionString, prefix: PREFIX });
  const items = new TableItems(storage.table("board"), systemRandomness);
  const everybody = new StoredPeople(storage);
  await storage.prepare();
  const tenantId = partnership.tenants[0]?.id ?? "";
  const people = Array.from({ length: VOTES }, (_, n): Person => {
    const objectId = randomUUID();
    const who = { tenantId, objectId, name: "Pat Example", email: `${objectId}@people.example`, side: "both" } as const;
    return { ...who, partner: `partner-${n}`, roles: ["board-member"], cohorts: [], status: "active" };
  });
  await everybody.save(people);
  return { people, items };
}

/** How long each waited for their answer, in milliseconds. Throws unless every vote counts once, as it was given. */
async function oneRound({ people, items }: House, url: string, round: number): Promise<number[]> {
  const item = anOpenItem(people, round);
  await items.add(item);
  const posts = new Posts(url);
  const bodies = people.map((person, n) => JSON.stringify(press(item.id, person, n)));
  const answers = await Promise.all(bodies.map((body) => posts.post(body)));
  posts.close();
  const wrong = answers.find(({ text }) => !/^200 .*"Your vote is recorded/.test(text));
  if (wrong) throw new Error(`An unexpected answer: ${wrong.text.slice(0, 500)}`);
  assertRight((await items.find(item.id)) as Item);
  return answers.map(({ ms }) => ms);
}

function anOpenItem(people: readonly Person[], round: number): Item {
  const act = { at: new Date().toISOString(), by: "system" };
  const wording = { version: 1, title: "Budget", question: "Do you approve it?", sha256: "0".repeat(64), changed: act };
  const terms = { kind: "decision", rule: "simple-majority", of: "cast", quorum: 1, abstentionsCountForQuorum: true };
  return itemSchema.parse({
    ...{ id: `budget-${round}`, status: "open", created: act, opened: act, proposer: "Pat Example" },
    terms: { ...terms, secretUntilClose: false, closesEarly: false, interest: "vote" },
    wordings: [wording],
    deadline: new Date(Date.now() + DAY).toISOString(),
    roll: people.map((person) => ({
      ...{ partner: person.partner, name: person.partner, members: [personKey(person)], deputies: [] },
    })),
  });
}

/** The press as Teams sends it. Nothing is ever sent to its service URL. */
function press(item: string, person: Person, n: number): object {
  const account = { ...person, userId: `29:${stableId("user", person)}` };
  const chat = { id: `a:${stableId("chat", person)}`, conversationType: "personal" } as const;
  const data = { item, version: "1", choice: CHOICES[n % CHOICES.length] };
  const action = { type: "Action.Execute", title: "Approve", verb: "board.vote", data };
  return {
    ...activityFrom(account, { id: "28:bot", name: "Bot" }, "http://127.0.0.1:9/", chat),
    type: "invoke",
    name: "adaptiveCard/action",
    value: { action, trigger: "manual" },
  };
}

/** A figure counts only if every vote is there once, in the tally and on the record. */
function assertRight(item: Item): void {
  const { approve, reject, abstain } = tally(ballotOf(item));
  const expected = CHOICES.map((_, at) => Math.ceil((VOTES - at) / CHOICES.length)).join();
  const recorded = Object.keys(item.recorded).length;
  if ([approve, reject, abstain].join() !== expected || item.votes.length !== VOTES || recorded !== VOTES)
    throw new Error(`${item.votes.length} votes: ${approve}, ${reject}, ${abstain}; ${recorded} on the record`);
}
