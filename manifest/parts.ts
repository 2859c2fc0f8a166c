import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readPartnershipFiles } from "../services/partnership/files.js";
import type { Partnership } from "../services/partnership/schema.js";
import { type AppFacts, buildManifest, type Json } from "./build.js";

/** What an app package holds, by file name. */
export interface AppParts {
  readonly manifest: Json;
  readonly icons: { readonly "color.png": Uint8Array; readonly "outline.png": Uint8Array };
}

const root = new URL("../../", import.meta.url);

/** Reads the template and the icons and fills in the facts; the version is the project's own. */
export async function readParts(facts: Omit<AppFacts, "version">): Promise<AppParts> {
  const [template, { version }, color, outline] = await Promise.all([
    readJson("manifest/manifest.template.json"),
    readJson("package.json") as Promise<{ version: string }>,
    readFile(new URL("manifest/icons/color.png", root)),
    readFile(new URL("manifest/icons/outline.png", root)),
  ]);
  const manifest = buildManifest(template, { ...facts, version });
  return { manifest, icons: { "color.png": color, "outline.png": outline } };
}

/** The partnership that the environment names, as the bot itself would read it. */
export async function readPartnership(env: NodeJS.ProcessEnv): Promise<Partnership> {
  const folder = env.PARTNERSHIP_DIR || fileURLToPath(new URL("partnership/developing-together", root));
  return (await readPartnershipFiles(folder)).partnership;
}

async function readJson(path: string): Promise<Json> {
  return JSON.parse(await readFile(new URL(path, root), "utf8")) as Json;
}
