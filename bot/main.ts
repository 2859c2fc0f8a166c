import { fitsCard } from "../cards/surveys.js";
import { ExpectedError } from "../services/kernel/errors.js";
import { MistakesError } from "../services/kernel/mistakes.js";
import { type PartnershipFiles, readPartnershipFiles } from "../services/partnership/files.js";
import { type Bot, compose } from "./compose.js";
import { readConfig } from "./config.js";
import { type Log, openLog, quietConsole } from "./log.js";

/** The longest that work under way may take after a signal to stop, in milliseconds. */
const GRACE = 20_000;

/** The bot process: configuration, start, signals, graceful stop. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = openLog(config.logLevel);
  quietConsole(log);
  process.on("uncaughtExceptionMonitor", (error) => log.fatal({ err: error }, "The process fails"));
  const files = await readPartnershipFiles(config.partnershipDir, fitsCard);
  const bot = await compose(config, files, { log });
  await bot.prepare();
  if (config.mode === "local") await importPeople(bot, files, log);
  const port = await bot.start();
  log.info({ mode: config.mode, host: config.host, port, ms: Math.round(performance.now()) }, "Listening");

  const stop = (signal: string) => {
    log.info({ signal }, "Stopping");
    setTimeout(() => {
      log.error("Stopped before everything under way was done");
      process.exit(1);
    }, GRACE).unref();
    bot.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, "Could not stop in order");
        process.exit(1);
      },
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

/** So that the local house has somebody in it: the people who come with the partnership, unless people are there. */
async function importPeople({ services }: Bot, { people, partnership }: PartnershipFiles, log: Log): Promise<void> {
  if (!people || (await services.people.any())) return;
  const { readPeople } = await import("../services/people/csv.js");
  const read = readPeople(people, "people.csv", partnership);
  if (!read.ok) throw new MistakesError("The partnership's people can't be imported:", read.mistakes);
  const { added } = await services.people.import(read.people);
  log.info({ people: added.length }, "Imported the partnership's people");
}

main().catch((error: unknown) => {
  const reason = error instanceof ExpectedError ? error.forPerson : error;
  process.stderr.write(`${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}\n`);
  process.exit(1);
});
