import { CHOICES, type Item, itemSchema } from "../services/board/schema.js";
import { ballotOf, tally } from "../services/board/tally-rules.js";
import { systemRandomness } from "../services/kernel/random.js";
import { type Person, personKey } from "../services/people/schema.js";
import { TableItems } from "../services/storage/board/items.js";
import { StoredPeople } from "../services/storage/people.js";
import { Storage } from "../services/storage/storage.js";
import { Posts } from "./posts.js";
import { aCrowd, measured, pressOf } from "./presses.js";
import type { Measure } from "./report.js";

const PREFIX = "board";
const VOTES = 200;
const DAY = 86_400_000;

/** So many partners' members vote on one item at the same moment. */
export async function voting(connectionString: string): Promise<Measure[]> {
  const house = await aHouse(connectionString);
  const name = `${VOTES} votes at once on one item`;
  return measured({ connectionString, prefix: PREFIX, name, oneRound: (url, round) => oneRound(house, url, round) });
}

type House = Awaited<ReturnType<typeof aHouse>>;

/** A member each of so many partners. */
async function aHouse(connectionString: string) {
  const storage = await Storage.open({ connectionString, prefix: PREFIX });
  const items = new TableItems(storage.table("board"), systemRandomness);
  const everybody = new StoredPeople(storage);
  await storage.prepare();
  const people = await aCrowd(VOTES, (n) => `partner-${n}`, ["board-member"]);
  await everybody.save(people);
  return { people, items };
}

/** How long each waited for their answer, in milliseconds. Throws unless every vote counts once, as it was given. */
async function oneRound({ people, items }: House, url: string, round: number): Promise<number[]> {
  const item = anOpenItem(people, round);
  await items.add(item);
  const posts = new Posts(url);
  const bodies = people.map((person, n) => voteOf(item.id, person, n));
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

function voteOf(item: string, person: Person, n: number): string {
  const data = { item, version: "1", choice: CHOICES[n % CHOICES.length] ?? "" };
  return pressOf(person, { title: "Approve", verb: "board.vote", data });
}

/** A figure counts only if every vote is there once, in the tally and on the record. */
function assertRight(item: Item): void {
  const { approve, reject, abstain } = tally(ballotOf(item));
  const expected = CHOICES.map((_, at) => Math.ceil((VOTES - at) / CHOICES.length)).join();
  const recorded = Object.keys(item.recorded).length;
  if ([approve, reject, abstain].join() !== expected || item.votes.length !== VOTES || recorded !== VOTES)
    throw new Error(`${item.votes.length} votes: ${approve}, ${reject}, ${abstain}; ${recorded} on the record`);
}
