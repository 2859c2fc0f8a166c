import { deepEqual, ok } from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readPartnershipFiles } from "../../services/partnership/files.js";
import type { Partnership } from "../../services/partnership/schema.js";
import { SHIPPED } from "../support/partnership.js";

const CODE = ["bot", "cards", "services", "manifest"];

describe("the code", () => {
  it("names neither the partnership it serves nor a partner or tenant of it, but for the folder it starts with", async () => {
    const { partnership } = await readPartnershipFiles(SHIPPED);
    const names = namesOf(partnership);
    const files = (await Promise.all(CODE.map(sourcesBelow))).flat();
    ok(files.length > 0);
    const found: string[] = [];
    for (const file of files) {
      const text = (await readFile(file, "utf8")).replaceAll(SHIPPED, "");
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

function namesOf({ id, name, partners, tenants }: Partnership): string[] {
  const all = [...partners, ...tenants].flatMap((one) => [one.id, one.name]);
  return [...new Set([id, name, ...all])];
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
