import { randomUUID } from "node:crypto";
import { activityFrom, stableId } from "../bot/local/double/wire.js";
import { readPartnershipFiles } from "../services/partnership/files.js";
import type { Person } from "../services/people/schema.js";
import { Program } from "../test/support/program.js";
import type { Measure } from "./report.js";
import { percentile } from "./rounds.js";

/** The first only warms up. */
const ROUNDS = 4;
/** Teams gives up on an answer after two to three seconds. */
const PATIENCE_MS = 2000;

export interface Presses {
  readonly connectionString: string;
  readonly prefix: string;
  /** What is measured, before its percentiles. */
  readonly name: string;
  /** How long each waited for their answer, in milliseconds. Throws where an answer or what was stored is not right. */
  readonly oneRound: (url: string, round: number) => Promise<number[]>;
}

/** How long people wait who press a button of the running bot all at once: the median over rounds. */
export async function measured({ connectionString, prefix, name, oneRound }: Presses): Promise<Measure[]> {
  const bot = await Program.start("bot/main.js", {
    BOT_MODE: "local",
    PORT: "0",
    STORAGE_CONNECTION_STRING: connectionString,
    TABLE_PREFIX: prefix,
  });
  const rounds: number[][] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await oneRound(bot.url, round));
  } finally {
    await bot.stop();
  }
  const median = (percent: number) =>
    percentile(
      rounds.slice(1).map((times) => percentile(times, percent)),
      50,
    );
  return [
    { name: `${name}: p50`, unit: "ms", ours: median(50), bare: PATIENCE_MS },
    { name: `${name}: p99`, unit: "ms", ours: median(99), bare: PATIENCE_MS, asked: { atMost: 1 } },
  ];
}

/** So many people of the shipped partnership's first tenant. */
export async function aCrowd(
  size: number,
  partnerOf: (n: number) => string,
  roles: Person["roles"],
): Promise<Person[]> {
  const { partnership } = await readPartnershipFiles("partnership/developing-together");
  const tenantId = partnership.tenants[0]?.id ?? "";
  return Array.from({ length: size }, (_, n): Person => {
    const objectId = randomUUID();
    const who = { tenantId, objectId, name: "Pat Example", email: `${objectId}@people.example` };
    return { ...who, partner: partnerOf(n), side: "both", roles, cohorts: [], status: "active" };
  });
}

/** A button's press as Teams sends it. Nothing is ever sent to its service URL. */
export function pressOf(
  person: Person,
  {
    title,
    verb,
    data,
  }: { readonly title: string; readonly verb: string; readonly data: Readonly<Record<string, string>> },
): string {
  const account = { ...person, userId: `29:${stableId("user", person)}` };
  const chat = { id: `a:${stableId("chat", person)}`, conversationType: "personal" } as const;
  return JSON.stringify({
    ...activityFrom(account, { id: "28:bot", name: "Bot" }, "http://127.0.0.1:9/", chat),
    type: "invoke",
    name: "adaptiveCard/action",
    value: { action: { type: "Action.Execute", title, verb, data }, trigger: "manual" },
  });
}
