import { setImmediate as nextTurn } from "node:timers/promises";
import { odata, TableClient } from "@azure/data-tables";
import { systemRandomness } from "../services/kernel/random.js";
import { tallied } from "../services/surveys/closing.js";
import type { SurveyContext } from "../services/surveys/context.js";
import type { Measure } from "./report.js";
import { inTurn, medians } from "./rounds.js";
import { anOpenPulse, answersTo, PREFIX, type Survey } from "./survey.js";

const ROUNDS = 5;
const ANSWERS = 10_000;

/** Counting the answers of a closed pulse, a third of them with a comment, against reading the same rows. */
export async function countingResults(connectionString: string): Promise<Measure[]> {
  const large = await anArchivedPulse(connectionString, ANSWERS);
  const small = await anArchivedPulse(connectionString, ANSWERS / 10);
  const rounds = await inTurn(ROUNDS, {
    ours: () => timed(() => count(large)),
    bare: () => timed(() => readAll(connectionString, large.wave.id)),
  });
  const time = medians(rounds, (one) => one);
  const memory = { ours: await mostMemory(large), bare: await mostMemory(small) };
  return [
    { name: "Results over 10,000 answers", unit: "ms", ...time, asked: { atMost: 1.5 } },
    { name: "Live memory for it, against 1,000 answers", unit: "MB", ...memory, asked: { atMost: 1.5 } },
  ];
}

async function anArchivedPulse(connectionString: string, size: number): Promise<Survey> {
  const survey = await anOpenPulse(connectionString, 0);
  const { wave, stores } = survey;
  const id = systemRandomness.id;
  const answers = Array.from({ length: size }, (_, n) => answersTo(wave.definition, n));
  const rows = answers.map(({ comment: _, ...rest }) => ({ rowKey: id(), answers: rest }));
  await stores.archive.add(wave.id, rows);
  const commented = answers.filter((_, n) => n % 3 === 0);
  await stores.archive.addComments(
    wave.id,
    commented.map(({ comment }) => ({ rowKey: id(), question: "comment", text: String(comment) })),
  );
  return survey;
}

type Archive = Pick<SurveyContext["archive"], "pages" | "comments">;

async function count({ wave, stores }: Survey, archive: Archive = stores.archive): Promise<void> {
  const { tallies, comments } = await tallied({ archive } as SurveyContext, wave);
  if (tallies.answered < 1000 || comments === 0) throw new Error("answers are missing");
}

/** Page by page, and nothing done with them. */
async function readAll(connectionString: string, waveId: string): Promise<void> {
  const options = { allowInsecureConnection: true };
  const table = TableClient.fromConnectionString(connectionString, `${PREFIX}archive`, options);
  for (const partition of [waveId, `${waveId}|comments`]) {
    const filter = odata`PartitionKey eq ${partition}`;
    const pages = table.listEntities({ queryOptions: { filter } }).byPage({ maxPageSize: 1000 });
    for await (const _ of pages);
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The most that is alive at the end of any page, in MB above what was before. */
async function mostMemory(survey: Survey): Promise<number> {
  const { archive } = survey.stores;
  const before = await alive();
  let most = 0;
  const watched: Archive = {
    comments: (waveId) => archive.comments(waveId),
    async *pages(waveId) {
      for await (const page of archive.pages(waveId)) {
        yield page;
        most = Math.max(most, (await alive()) - before);
      }
    },
  };
  await count(survey, watched);
  return most / 1024 / 1024;
}

async function alive(): Promise<number> {
  if (!globalThis.gc) throw new Error("run it with node --expose-gc");
  await nextTurn();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
