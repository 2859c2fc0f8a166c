import { AppManifestUtils, type TeamsManifest } from "@microsoft/app-manifest";
import { z } from "zod";
import type { AppParts } from "./parts.js";
import { readPngHeader } from "./png.js";

/**
 * All that Teams would refuse, a sentence each; empty when all is well. Needs no network: the schema is the one that
 * @microsoft/app-manifest ships, and what schemas can't say is asked here.
 */
export async function faultsInParts({ manifest, icons }: AppParts): Promise<string[]> {
  const bySchema = await AppManifestUtils.validateAgainstSchema(manifest as unknown as TeamsManifest);
  return [
    ...bySchema.map((fault) => `manifest.json: ${fault}`),
    ...faultsInText(JSON.stringify(manifest)),
    ...faultsInCommands(manifest),
    ...faultsInIcon("color.png", icons["color.png"], 192),
    ...faultsInIcon("outline.png", icons["outline.png"], 32),
  ];
}

/** The limits of schema 1.19 and before; newer ones take more, which an older client may not. */
const MOST_COMMANDS = 10;
const LONGEST_COMMAND = 32;
const LONGEST_DESCRIPTION = 128;

const commandLists = z.object({
  bots: z.tuple([
    z.object({
      scopes: z.array(z.string()),
      commandLists: z.array(
        z.object({
          scopes: z.array(z.string()),
          commands: z.array(z.object({ title: z.string(), description: z.string() })),
        }),
      ),
    }),
  ]),
});

function faultsInText(text: string): string[] {
  return text.includes("{{") ? ["manifest.json: a {{fact}} of the template was not filled in"] : [];
}

function faultsInCommands(manifest: unknown): string[] {
  const read = commandLists.safeParse(manifest);
  if (!read.success) return ["manifest.json: there must be one bot, and each of its commands needs a description"];
  const [bot] = read.data.bots;
  const listed = bot.commandLists.flatMap(({ scopes }) => scopes);
  return [
    ...bot.scopes.filter((scope) => !listed.includes(scope)).map((scope) => `commands: none listed for ${scope}`),
    ...listed
      .filter((scope, index) => listed.indexOf(scope) !== index)
      .map((scope) => `commands: ${scope} is listed twice`),
    ...bot.commandLists.flatMap(faultsInList),
  ];
}

function faultsInList({ scopes, commands }: z.infer<typeof commandLists>["bots"][0]["commandLists"][number]): string[] {
  const where = `commands for ${scopes.join(" and ")}`;
  const titles = commands.map(({ title }) => title);
  return [
    ...(commands.length > MOST_COMMANDS ? [`${where}: more than ${MOST_COMMANDS}`] : []),
    ...titles
      .filter((title, index) => titles.indexOf(title) !== index)
      .map((title) => `${where}: ${title} is there twice`),
    ...titles
      .filter((title) => title.length > LONGEST_COMMAND)
      .map((title) => `${where}: ${title} is too long a title`),
    ...commands
      .filter(({ description }) => description.length > LONGEST_DESCRIPTION)
      .map(({ title }) => `${where}: the description of ${title} is too long`),
  ];
}

function faultsInIcon(name: string, file: Uint8Array, size: number): string[] {
  const header = readPngHeader(file);
  if (!header) return [`${name}: it is not a PNG`];
  const { width, height, opacity } = header;
  return [
    ...(width !== size || height !== size ? [`${name}: it is ${width} × ${height}, not ${size} × ${size}`] : []),
    ...(opacity ? [] : [`${name}: it has no transparency`]),
  ];
}
