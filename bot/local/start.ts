import { relative } from "node:path";
import { ExpectedError } from "../../services/kernel/errors.js";
import { House } from "./house.js";
import { readPorts } from "./ports.js";

/** `npm start` on a machine where nothing is configured: opens the local house and keeps it until Ctrl-C. */
async function main(): Promise<void> {
  const { PARTNERSHIP_DIR, LOCAL_DATA_DIR, LOCAL_PACE, LOCAL_HISTORY } = process.env;
  const pace = Number(LOCAL_PACE) || 1;
  const house = await House.start({
    ports: readPorts(process.env),
    data: LOCAL_DATA_DIR ?? ".data",
    partnershipDir: PARTNERSHIP_DIR ?? "partnership/developing-together",
    fresh: process.argv.includes("--fresh"),
    history: LOCAL_HISTORY !== "off",
    pace,
    say: console.log,
  });
  console.log(welcome(house, pace));
  const asked = new Promise<undefined>((resolve) => {
    process.once("SIGINT", () => resolve(undefined));
    process.once("SIGTERM", () => resolve(undefined));
    whenNpmIsGone(() => resolve(undefined));
  });
  const trouble = await Promise.race([asked, house.breaksDown()]);
  console.log(trouble ?? "\nStopping …");
  // A second Ctrl-C is no reason to leave processes behind.
  process.on("SIGINT", () => console.log("Still stopping …"));
  await house.stop();
  console.log("Stopped. What was stored is there on the next start; npm start -- --fresh begins anew.");
  process.exit(trouble === undefined ? 0 : 1);
}

/** A signal to npm ends npm and its shell, and does not reach this process. */
function whenNpmIsGone(then: () => void): void {
  const shell = process.ppid;
  if (process.env.npm_lifecycle_event !== "start") return;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    then();
  }, 500);
  watch.unref();
}

function welcome({ cast, ports, clientAddress, logs, partnershipName }: House, pace: number): string {
  const here = (path: string) => relative(process.cwd(), path) || path;
  const { you } = cast;
  return `
${partnershipName} is running on this machine.

  Open this in a browser:     ${clientAddress}
  You are:                    ${you.name} (${[you.partner, ...you.roles, ...you.cohorts].join(", ")})
  Type in the personal chat:  help, inbox, surveys, sessions, panels, fees, board, deliveries, my data

  The bot:                    http://127.0.0.1:${ports.bot}
  Simulated colleagues:       http://127.0.0.1:${ports.colleagues}  (${cast.colleagues.length} people, who answer in ${2 / pace} to ${20 / pace} seconds)
  Storage (Azurite):          http://127.0.0.1:${ports.tables} tables, http://127.0.0.1:${ports.queues} queues
  Logs:                       ${here(logs)}

${cast.holdBack ? "Quiet hours and the nudge budget are kept." : "Messages go out at any hour here: quiet hours and the nudge budget are not kept."}
Local storage is for trying things out: a power cut can lose its last seconds. Everybody here is fictional.
Ctrl-C stops everything; what was stored is there on the next start. npm start -- --fresh begins anew.`;
}

main().catch((error: unknown) => {
  console.error(error instanceof ExpectedError ? error.forPerson : error);
  process.exit(1);
});
