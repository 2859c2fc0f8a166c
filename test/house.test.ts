import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** For each wall, an import that breaks it and no other wall. */
const BROKEN_WALLS: readonly (readonly [rule: string, from: string, to: string])[] = [
  ["only-bot-knows-teams", "cards/teams.js", "node_modules/botbuilder/index.js"],
  ["only-storage-knows-azure", "services/azure.js", "node_modules/@azure/data-tables/index.js"],
  ["nobody-imports-bot", "services/upwards.js", "bot/turn.js"],
  ["local-house-apart", "bot/main.js", "bot/local/colleagues.js"],
  ["storage-behind-ports", "services/direct.js", "services/storage/table.js"],
  ["services-stand-alone", "services/showing.js", "cards/show.js"],
  ["cards-take-shapes-only", "cards/acting.js", "services/surveys/service.js"],
  ["rules-are-pure", "services/surveys/rules.js", "services/kernel/clock.js"],
  ["no-test-code-in-use", "bot/pretending.js", "test/double.js"],
  ["no-tools-in-production", "bot/tooled.js", "node_modules/fast-check/index.js"],
  ["no-cycles", "services/circle.js", "services/circle.js"],
  ["no-dead-ends", "bot/lost.js", "./gone.js"],
];

const FORBIDDEN_TYPES: readonly (readonly [file: string, from: string])[] = [
  ["services/x/a.ts", "../../bot/capability.js"],
  ["services/x/b.ts", "../../cards/card.js"],
  ["services/x/c.ts", "../storage/table.js"],
  ["services/x/d.ts", "@azure/data-tables"],
  ["services/storage/a.ts", "../../bot/config.js"],
  ["services/storage/b.ts", "botbuilder"],
  ["cards/a.ts", "@microsoft/teams-ai/lib/Application"],
  ["cards/x/a.ts", "../../bot/turn.js"],
];

const ALLOWED: readonly (readonly [from: string, to: string])[] = [
  ["bot/compose.js", "node_modules/botbuilder/index.js"],
  ["bot/compose.js", "services/storage/table.js"],
  ["bot/start.js", "bot/local/colleagues.js"],
  ["bot/turn.js", "cards/show.js"],
  ["cards/show.js", "services/surveys/schema.js"],
  ["services/surveys/service.js", "services/surveys/fair-rules.js"],
  ["services/surveys/fair-rules.js", "services/surveys/schema.js"],
  ["services/storage/table.js", "node_modules/@azure/data-tables/index.js"],
  ["services/storage/table.js", "services/surveys/schema.js"],
  ["test/double.js", "bot/turn.js"],
];

describe("the walls of the house", () => {
  let folder: string;
  let values: string;
  let types: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "house-"));
    await buildHouse(folder);
    values = await run(folder, "depcruise", "--config", resolve(".dependency-cruiser.cjs"), "dist");
    types = await run(
      folder,
      "biome",
      "lint",
      "--only=style/noRestrictedImports",
      "--max-diagnostics=none",
      "services",
      "cards",
    );
  });
  after(() => rm(folder, { recursive: true }));

  for (const [rule, from, to] of BROKEN_WALLS)
    it(`${rule}: ${from} may not import ${to}`, () => {
      assert.ok(values.includes(`error ${rule}: ${inHouse(from)} → ${inHouse(to)}`), values);
    });

  it("nothing else is forbidden", () => {
    assert.match(values, new RegExp(`x ${BROKEN_WALLS.length} dependency violations`));
  });

  for (const [file, from] of FORBIDDEN_TYPES)
    it(`no type of ${from} gets into ${dirname(file)}`, () => {
      assert.match(types, new RegExp(`${file}:1:\\d+ lint/style/noRestrictedImports`));
    });

  it("types of the layers below are welcome", () => {
    assert.match(types, new RegExp(`Found ${FORBIDDEN_TYPES.length} errors`));
  });
});

async function buildHouse(folder: string): Promise<void> {
  await copyFile("biome.json", join(folder, "biome.json"));
  const packages = ["botbuilder", "@azure/data-tables", "fast-check"];
  const [botbuilder, azure, tool] = packages.map((name) => ({ [name]: "1.0.0" }));
  await write(
    folder,
    "package.json",
    JSON.stringify({ type: "module", dependencies: { ...botbuilder, ...azure }, devDependencies: tool }),
  );
  for (const name of packages) {
    await write(
      folder,
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, type: "module", exports: "./index.js" }),
    );
    await write(folder, `node_modules/${name}/index.js`, "");
  }
  for (const [file, imports] of modules()) await write(folder, inHouse(file), imports.join("\n"));
  for (const [file, from] of FORBIDDEN_TYPES)
    await write(folder, file, `import type { T } from "${from}";\n\nexport type U = T;\n`);
  await write(folder, "cards/b.ts", 'import type { T } from "../services/surveys/views.js";\n\nexport type U = T;\n');
}

/** Each module of the house with its import statements. */
function modules(): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const [from, to] of [...ALLOWED, ...BROKEN_WALLS.map(([, from, to]) => [from, to] as const)]) {
    all.set(from, [...(all.get(from) ?? []), `import "${specifier(from, to)}";`]);
    if (!to.startsWith("node_modules") && !to.startsWith(".")) all.set(to, all.get(to) ?? []);
  }
  return all;
}

function specifier(from: string, to: string): string {
  if (to.startsWith("./")) return to;
  if (to.startsWith("node_modules/")) return dirname(to).slice("node_modules/".length);
  return `${"../".repeat(from.split("/").length - 1) || "./"}${to}`;
}

function inHouse(module: string): string {
  return /^(node_modules|\.)/.test(module) ? module : `dist/${module}`;
}

async function write(folder: string, path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

/** What the tool prints, whatever its verdict, in one line. */
function run(cwd: string, tool: string, ...args: string[]): Promise<string> {
  return new Promise((done) => {
    execFile(resolve("node_modules/.bin", tool), args, { cwd }, (_, stdout, stderr) =>
      done(`${stdout}${stderr}`.replace(/\s+/g, " ")),
    );
  });
}
