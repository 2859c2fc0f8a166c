import { setTimeout as pause } from "node:timers/promises";
import { Program } from "../test/support/program.js";
import type { Measure } from "./report.js";
import { inTurn, medians, type Sides } from "./rounds.js";

const ROUNDS = 7;
/** How long a started process is left alone before its memory is read, in milliseconds. */
const REST = 1000;

const registration = {
  MicrosoftAppId: "00000000-0000-4000-8000-00000000b07b",
  MicrosoftAppType: "SingleTenant",
  MicrosoftAppTenantId: "00000000-0000-4000-8000-00000000731a",
  MicrosoftAppPassword: "not a password",
};

/** From the start of the process until it listens, and its memory at rest, as in production. */
export async function starting(connectionString: string): Promise<Measure[]> {
  const common = { ...registration, STORAGE_CONNECTION_STRING: connectionString, NODE_ENV: "production" };
  const bot = { ...common, PORT: "0", PUBLIC_URL: "https://bot.example.org", TABLE_PREFIX: "start" };
  const rounds = await inTurn(ROUNDS, {
    ours: () => started("bot/main.js", bot),
    bare: () => started("bench/bare/application.js", common),
  });
  return [
    { name: "Time to listening", unit: "ms", ...fastest(rounds), asked: { atMost: 1.3 } },
    { name: "Memory at rest", unit: "MB", ...medians(rounds, (one) => one.memory), asked: { atMost: 1.3 } },
  ];
}

/** Not the median: a start is one short piece of work, to which whatever else the machine does can only add. */
function fastest(rounds: readonly Sides<{ readonly ms: number }>[]): Sides<number> {
  return {
    ours: Math.min(...rounds.map(({ ours }) => ours.ms)),
    bare: Math.min(...rounds.map(({ bare }) => bare.ms)),
  };
}

async function started(module: string, env: Readonly<Record<string, string>>) {
  const program = await Program.start(module, env);
  try {
    await pause(REST);
    return { ms: program.startedIn, memory: program.memory() };
  } finally {
    await program.stop();
  }
}
