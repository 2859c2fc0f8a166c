import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { strFromU8, unzipSync } from "fflate";
import { faultsInParts } from "../../manifest/faults.js";
import { readPngHeader } from "../../manifest/png.js";

const APP_ID = "01234567-89ab-cdef-0123-456789abcdef";

describe("the app package", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "package-"));
  });
  after(() => rm(folder, { recursive: true }));

  it("holds a manifest and two icons that Teams takes, for the app id and host asked for", async () => {
    const file = join(folder, "bot.zip");
    const { stdout } = await npmRunPackage(
      "--app-id",
      APP_ID.toUpperCase(),
      "--host",
      "Bot.Example.org",
      "--out",
      file,
    );
    assert.match(stdout, /bot\.zip/);

    const parts = unzipSync(await readFile(file));
    assert.deepEqual(Object.keys(parts).sort(), ["color.png", "manifest.json", "outline.png"]);
    const manifest = JSON.parse(strFromU8(part(parts, "manifest.json")));
    assert.equal(manifest.id, APP_ID);
    assert.equal(manifest.bots[0].botId, APP_ID);
    assert.deepEqual(manifest.bots[0].scopes, ["personal", "team", "groupChat"]);
    assert.equal(manifest.bots[0].supportsFiles, false);
    assert.deepEqual(manifest.validDomains, ["bot.example.org"]);
    assert.equal(manifest.name.short, "Developing Together");
    assert.deepEqual(Object.values(manifest.icons).sort(), ["color.png", "outline.png"]);
    assert.deepEqual(readPngHeader(part(parts, "color.png")), { width: 192, height: 192, opacity: true });
    assert.deepEqual(readPngHeader(part(parts, "outline.png")), { width: 32, height: 32, opacity: true });

    const icons = { "color.png": part(parts, "color.png"), "outline.png": part(parts, "outline.png") };
    assert.deepEqual(await faultsInParts({ manifest, icons }), []);
  });

  it("is not made for a wrong app id or host, and says what is wrong with each", async () => {
    const file = join(folder, "never.zip");
    const refused = npmRunPackage("--app-id", "my-bot", "--host", "https://bot.example.org/", "--out", file);
    await assert.rejects(refused, ({ code, stderr }: { code: number; stderr: string }) => {
      assert.equal(code, 1);
      assert.match(stderr, /--app-id my-bot is not an application id/);
      assert.match(stderr, /--host https:\/\/bot\.example\.org\/ is not a host name/);
      assert.doesNotMatch(stderr, / at .*\.js/);
      return true;
    });
    await assert.rejects(readFile(file), { code: "ENOENT" });
  });
});

function npmRunPackage(...args: string[]) {
  return promisify(execFile)(process.execPath, ["dist/manifest/package.js", ...args]);
}

function part(parts: Record<string, Uint8Array>, name: string): Uint8Array {
  const bytes = parts[name];
  assert.ok(bytes, `${name} is missing`);
  return bytes;
}
