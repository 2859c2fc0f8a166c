import { fitsCard } from "../cards/surveys.js";
import { ExpectedError } from "../services/kernel/errors.js";
import { readPartnershipFiles } from "../services/partnership/files.js";
import { compose } from "./compose.js";
import { readConfig } from "./config.js";
import { openLog, quietConsole } from "./log.js";

/** The longest that work under way may take after a signal to stop, in milliseconds. */
const GRACE = 20_000;

/** The bot process: configuration, start, signals, graceful stop. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = openLog(config.logLevel);
  quietConsole(log);
  const bot = await compose(config, await readPartnershipFiles(config.partnershipDir, fitsCard), { log });
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

main().catch((error: unknown) => {
  const reason = error instanceof ExpectedError ? error.forPerson : error;
  process.stderr.write(`${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}\n`);
  process.exit(1);
});
