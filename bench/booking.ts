import { setTimeout as pause } from "node:timers/promises";
import { systemRandomness } from "../services/kernel/random.js";
import { type Person, personKey } from "../services/people/schema.js";
import { type Occurrence, occurrenceSchema, seriesSchema } from "../services/sessions/schema.js";
import { StoredPeople } from "../services/storage/people.js";
import { TableOccurrences } from "../services/storage/sessions/occurrences.js";
import { Storage } from "../services/storage/storage.js";
import { Posts } from "./posts.js";
import { aCrowd, measured, pressOf } from "./presses.js";
import type { Measure } from "./report.js";

const PREFIX = "booking";
const PEOPLE = 500;
const PLACES = 100;
const WITHIN_MS = 1000;
const DAY = 86_400_000;

/** So many people press `Book` for a fifth as many places within a second, each at their own moment. */
export async function booking(connectionString: string): Promise<Measure[]> {
  const house = await aHouse(connectionString);
  const name = `${PEOPLE} press Book for ${PLACES} places within a second`;
  return measured({ connectionString, prefix: PREFIX, name, oneRound: (url, round) => oneRound(house, url, round) });
}

type House = Awaited<ReturnType<typeof aHouse>>;

async function aHouse(connectionString: string) {
  const storage = await Storage.open({ connectionString, prefix: PREFIX });
  const occurrences = new TableOccurrences(storage.table("occurrences"), systemRandomness);
  const everybody = new StoredPeople(storage);
  await storage.prepare();
  const people = await aCrowd(PEOPLE, () => "one-of-them", []);
  await everybody.save(people);
  return { people, occurrences };
}

/** How long each waited for their answer, in milliseconds. Throws unless everybody has what is theirs. */
async function oneRound({ people, occurrences }: House, url: string, round: number): Promise<number[]> {
  const occurrence = anOccurrence(round);
  await occurrences.add(occurrence);
  const posts = new Posts(url);
  const bodies = people.map((person) => bookingOf(occurrence.id, person));
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

function bookingOf(occurrence: string, person: Person): string {
  return pressOf(person, { title: "Book", verb: "sessions.book", data: { occurrence, session: "a" } });
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
