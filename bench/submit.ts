import { activityFrom, stableId } from "../bot/local/double/wire.js";
import type { Person } from "../services/people/schema.js";
import { Program } from "../test/support/program.js";
import { type Load, load } from "./load.js";
import type { Measure } from "./report.js";
import { inTurn, medians } from "./rounds.js";
import { anOpenPulse, answersTo, PREFIX, type Survey } from "./survey.js";

const ROUNDS = 5;

/** Rounds are long enough for a 99th percentile, and short enough for both sides to meet the same weather. */
const SETTINGS = [
  { concurrency: 1, requests: 150 },
  { concurrency: 32, requests: 480 },
] as const;

/** `Submit` of a full EPD pulse: everybody once, nobody known to the bot from before. */
export async function submitting(connectionString: string): Promise<Measure[]> {
  const ours = await Program.start("bot/main.js", {
    BOT_MODE: "local",
    PORT: "0",
    STORAGE_CONNECTION_STRING: connectionString,
    TABLE_PREFIX: PREFIX,
  });
  const bare = await Program.start("bench/bare/adapter.js", { STORAGE_CONNECTION_STRING: connectionString });
  try {
    const measures: Measure[] = [];
    for (const { concurrency, requests } of SETTINGS) {
      const survey = await anOpenPulse(connectionString, (ROUNDS + 1) * requests);
      const rounds = await compared(survey, { ours, bare }, concurrency, requests);
      await assertAllCounted(survey);
      measures.push(...measuresOf(rounds, concurrency));
    }
    return measures;
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
  }
}

function compared(survey: Survey, { ours, bare }: { ours: Program; bare: Program }, concurrency: number, size: number) {
  const bodies = survey.people.map((person, n) => JSON.stringify(submission(survey, person, n)));
  let at = 0;
  return inTurn(ROUNDS, {
    ours: () => {
      at += size;
      return load(ours.url, bodies.slice(at - size, at), concurrency, /^200 .*"Thank you"/);
    },
    bare: () => load(bare.url, bodies.slice(0, size), concurrency, /^200 .*"Thank you"/),
  });
}

function measuresOf(rounds: Awaited<ReturnType<typeof compared>>, concurrency: number): Measure[] {
  const name = (what: string) => `Submit, ${concurrency} at a time: ${what}`;
  const of = (figure: (one: Load) => number) => medians(rounds, figure);
  return [
    { name: name("answers"), unit: "a second", ...of((one) => one.throughput), asked: { atLeast: 0.8 } },
    { name: name("p50"), unit: "ms", ...of((one) => one.p50) },
    { name: name("p99"), unit: "ms", ...of((one) => one.p99), asked: { atMost: 1.3 } },
  ];
}

/** The press of `Submit` as Teams sends it. Nothing is ever sent to its service URL. */
function submission({ wave }: Survey, person: Person, n: number): object {
  const account = { ...person, userId: `29:${stableId("user", person)}` };
  const chat = { id: `a:${stableId("chat", person)}`, conversationType: "personal" } as const;
  const data = { wave: wave.id, ...answersTo(wave.definition, n) };
  const action = { type: "Action.Execute", title: "Submit", verb: "surveys.submit", data };
  return {
    ...activityFrom(account, { id: "28:bot", name: "Bot" }, "http://127.0.0.1:9/", chat),
    type: "invoke",
    name: "adaptiveCard/action",
    value: { action, trigger: "manual" },
  };
}

/** A figure counts only if every answer is in the box. */
async function assertAllCounted({ wave, people, stores }: Survey): Promise<void> {
  const { answered } = await stores.box.count(wave.id);
  if (answered !== people.length) throw new Error(`${answered} of ${people.length} answers are in the box`);
}
