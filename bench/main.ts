import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { Azurite } from "../test/support/azurite.js";
import { voting } from "./board.js";
import { booking } from "./booking.js";
import { renderingTheLargestCard } from "./cards.js";
import { allocating } from "./panels.js";
import { judged, type Line, table } from "./report.js";
import { countingResults } from "./results.js";
import { fanningOut, fillingOneTenant, sendingToAllOfEngland } from "./sending.js";
import { starting } from "./starting.js";
import { submitting } from "./submit.js";

/**
 * `npm run bench`: what the bot adds to what its libraries cost anyway, as ratios within one run on one machine.
 * `npm run bench -- submit` measures that part alone.
 */
const PARTS = {
  submit: submitting,
  booking,
  voting,
  results: countingResults,
  panels: allocating,
  cards: renderingTheLargestCard,
  start: starting,
  fanout: fanningOut,
  tenant: fillingOneTenant,
  england: sendingToAllOfEngland,
} as const;

async function main(wanted: readonly string[]): Promise<void> {
  const azurite = await Azurite.start();
  const lines: Line[] = [];
  try {
    for (const [part, measure] of Object.entries(PARTS)) {
      if (wanted.length > 0 && !wanted.includes(part)) continue;
      process.stderr.write(`Measuring ${part} …\n`);
      lines.push(...(await measure(azurite.connectionString)).map(judged));
    }
  } finally {
    azurite.stop();
  }
  console.log(table(lines));
  const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model };
  const report = { measuredAt: new Date().toISOString(), machine, lines };
  await writeFile(new URL("../../bench/latest.json", import.meta.url), `${JSON.stringify(report, undefined, 2)}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
