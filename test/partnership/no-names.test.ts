import { deepEqual, ok } from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readPartnershipFiles } from "../../services/partnership/files.js";
import type { Partnership } from "../../services/partnership/schema.js";
import { SHIPPED } from "../support/partnership.js";

const CODE = ["bot", "cards", "services", "manifest"];

describe("the code", () => {
  it("names no partner, cohort or tenant of the partnership it serves", async () => {
    const { partnership } = await readPartnershipFiles(SHIPPED);
    const names = namesOf(partnership);
    const files = (await Promise.all(CODE.map(sourcesBelow))).flat();
    ok(files.length > 0);
    const found: string[] = [];
    for (const file of files) {
      const text = await readFile(file, "utf8");
      for (const name of names) if (mentions(text, name)) found.push(`${file}: ${name}`);
    }
    deepEqual(found, []);
  });

  it("would be caught at it: the search finds a name as a word, in any letter case, and not within another", () => {
    ok(mentions('partner === "Open-Hands"', "open-hands"));
    ok(mentions("// as Open Hands wants it", "Open Hands"));
    ok(!mentions("the openhandsome one", "openhands"));
  });
});

/** The partnership's own name may stand as a default folder, see `PARTNERSHIP_DIR`; its partners' may not. */
function namesOf({ partners, cohorts, tenants }: Partnership): string[] {
  const all = [...partners, ...tenants].flatMap(({ id, name }) => [id, name]);
  return [...new Set([...all, ...cohorts.flatMap(({ id, title }) => [id, title])])];
}

function mentions(text: string, name: string): boolean {
  const literal = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\w-])${literal}(?![\\w-])`, "i").test(text);
}

async function sourcesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
