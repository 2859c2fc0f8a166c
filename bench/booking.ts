import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { activityFrom, stableId } from "../bot/local/double/wire.js";
import { systemRandomness } from "../services/kernel/random.js";
import { readPartnershipFiles } from "../services/partnership/files.js";
import { type Person, personKey } from "../services/people/schema.js";
import { type Occurrence, occurrenceSchema, seriesSchema } from "../services/sessions/schema.js";
import { StoredPeople } from "../services/storage/people.js";
import { TableOccurrences } from "../services/storage/sessions/occurrences.js";
import { Storage } from "../services/storage/storage.js";
import { Program } from "../test/support/program.js";
import { Posts } from "./posts.js";
import type { Measure } from "./report.js";
import { percentile } from "./rounds.js";

const PREFIX = "booking";
const PEOPLE = 500;
const PLACES = 100;
const WITHIN_MS = 1000;
/** The first only warms up. */
const ROUNDS = 4;
/** Teams gives up on an answer after two to three seconds. */
const PATIENCE_MS = 2000;
const DAY = 86_400_000;

/** So many people press `Book` for a fifth as many places within a second, each at their own moment. */
export async function booking(connectionString: string): Promise<Measure[]> {
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
  const name = (what: string) => `${PEOPLE} press Book for ${PLACES} places within a second: ${what}`;
  return [
    { name: name("p50"), unit: "ms", ours: median(50), bare: PATIENCE_MS },
    { name: name("p99"), unit: "ms", ours: median(99), bare: PATIENCE_MS, asked: { atMost: 1 } },
  ];
}

type House = Awaited<ReturnType<typeof aHouse>>;

async function aHouse(connectionString: string) {
  const { partnership } = await readPartnershipFiles("partnership/developing-together");
  const storage = await Storage.open({ connectionString, prefix: PREFIX });
  const occurrences = new TableOccurrences(storage.table("occurrences"), systemRandomness);
  const everybody = new StoredPeople(storage);
  await storage.prepare();
  const people = Array.from({ length: PEOPLE }, (_, n): Person => {
    const objectId = randomUUID();
    const partner = partnership.partners[n % partnership.partners.length]?.id ?? "";
    const who = { tenantId: partnership.tenants[0]?.id ?? "", objectId, partner, side: "children" as const };
    return {
      ...who,
      name: "Pat Example",
      email: `${objectId}@people.example`,
      roles: [],
      cohorts: [],
      status: "active",
    };
  });
  await everybody.save(people);
  return { people, occurrences };
}

/** How long each waited for their answer, in milliseconds. Throws unless everybody has what is theirs. */
async function oneRound({ people, occurrences }: House, url: string, round: number): Promise<number[]> {
  const occurrence = anOccurrence(round);
  await occurrences.add(occurrence);
  const posts = new Posts(url);
  const bodies = people.map((person) => JSON.stringify(press(occurrence.id, person)));
  const answers = await Promise.all(
    bodies.map(async (body, n) => {
      await pause((n * WITHIN_MS) / PEOPLE);
      return posts.post(body);
    }),
  );
  posts.close();
  const told = people.map((person, n) => [personKey(person), outcomeOf(answers[n]?.text ?? "")] as const);
  assertRight((await occurrences.find(occurrence.id)) as Occurrence, new Map(told));
  return answers.map(({ ms }) => ms);
}

/** Each of its own month, so that no round meets another's people. */
function anOccurrence(round: number): Occurrence {
  const slot = new Date(Date.now() + (14 + round) * DAY).toISOString().slice(0, 10);
  const series = seriesSchema.parse({
    id: `hub-${round}`,
    title: "Research Hub",
    shortTitle: "Research Hub",
    purpose: "To read, question and use research together.",
    recurrence: { every: "dates", dates: [slot], at: "12:30" },
    minutes: 60,
    capacity: PLACES,
  });
  const session = { id: "a", date: slot, at: "12:30", minutes: 60, capacity: PLACES };
  const announced = { status: "announced", announcedAt: new Date().toISOString() };
  return occurrenceSchema.parse({ id: `${slot}.${series.id}`, slot, series, ...announced, sessions: [session] });
}

/** The press of `Book` as Teams sends it. Nothing is ever sent to its service URL. */
function press(occurrence: string, person: Person): object {
  const account = { ...person, userId: `29:${stableId("user", person)}` };
  const chat = { id: `a:${stableId("chat", person)}`, conversationType: "personal" } as const;
  const action = { type: "Action.Execute", title: "Book", verb: "sessions.book", data: { occurrence, session: "a" } };
  return {
    ...activityFrom(account, { id: "28:bot", name: "Bot" }, "http://127.0.0.1:9/", chat),
    type: "invoke",
    name: "adaptiveCard/action",
    value: { action, trigger: "manual" },
  };
}

/** 0 for a place, else the place in line. */
function outcomeOf(answer: string): number {
  if (/^200 .*"You are booked"/.test(answer)) return 0;
  const place = /^200 .*"You are number (\d+) in line"/.exec(answer)?.[1];
  if (place === undefined) throw new Error(`An unexpected answer: ${answer.slice(0, 500)}`);
  return Number(place);
}

/** A figure counts only if every place is somebody's, and everybody else is in line where they were told to be. */
function assertRight({ bookings, waiting }: Occurrence, told: ReadonlyMap<string, number>): void {
  const wrong = [
    ...bookings.filter(({ person = "" }) => told.get(person) !== 0),
    ...waiting.filter(({ person, since }, at) => told.get(person) !== at + 1 || since < (waiting[at - 1]?.since ?? "")),
  ];
  if (bookings.length !== PLACES || waiting.length !== PEOPLE - PLACES || wrong.length > 0)
    throw new Error(`${bookings.length} booked, ${waiting.length} in line, ${wrong.length} told otherwise`);
}
