import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toldCard } from "../cards/surveys.js";
import { resultsOf } from "../test/support/posting.js";

/** A card like those that the bot sends for a posting, as JSON. */
export function aCard(): string {
  return JSON.stringify(toldCard(resultsOf("0".repeat(32), "Posting")));
}

/** The shipped partnership with other limits of sending, in a folder of its own; gone after `remove`. */
export async function aPartnership(sending: {
  readonly requestsPerSecondPerTenant: number;
  readonly sendsAtATime: number;
}): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "bench-"));
  await cp("partnership/developing-together", path, { recursive: true });
  const file = join(path, "partnership.yaml");
  const text = (await readFile(file, "utf8")).replace(
    /^sending:\n(?: .*\n)*/m,
    `sending: ${JSON.stringify(sending)}\n`,
  );
  await writeFile(file, text);
  return { path, remove: () => rm(path, { recursive: true }) };
}
