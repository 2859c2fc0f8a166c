import { parseArgs } from "node:util";
import { ExpectedError } from "../services/kernel/errors.js";

export interface PackageRequest {
  /** Lower case. */
  readonly appId: string;
  /** Lower case, as in `bot.example.org`. */
  readonly host: string;
  /** Where the zip goes; left out, below package/. */
  readonly out: string | undefined;
}

const USAGE = "npm run package -- --app-id GUID --host bot.example.org [--out FILE.zip]";

/** Reads what follows `npm run package --`. Throws one `ExpectedError("invalid")` that names every mistake. */
export function readPackageRequest(args: readonly string[]): PackageRequest {
  const { "app-id": appId, host, out } = optionsOf(args);
  const mistakes = [...mistakesInAppId(appId), ...mistakesInHost(host)];
  if (mistakes.length > 0) throw new ExpectedError("invalid", [...mistakes, `Usage: ${USAGE}`].join("\n"));
  return { appId: (appId ?? "").toLowerCase(), host: (host ?? "").toLowerCase(), out };
}

function optionsOf(args: readonly string[]) {
  try {
    const options = { "app-id": { type: "string" }, host: { type: "string" }, out: { type: "string" } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const wrong = error instanceof Error ? error.message : String(error);
    throw new ExpectedError("invalid", `${wrong}\nUsage: ${USAGE}`, {}, { cause: error });
  }
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const HOST_NAME = new RegExp(`^(${LABEL}\\.)+[a-z]([a-z0-9-]*[a-z0-9])$`, "i");

function mistakesInAppId(appId: string | undefined): string[] {
  if (appId === undefined) return ["--app-id is missing: give the bot's application (client) id."];
  if (GUID.test(appId)) return [];
  return [`--app-id ${appId} is not an application id: it looks like 01234567-89ab-cdef-0123-456789abcdef.`];
}

function mistakesInHost(host: string | undefined): string[] {
  if (host === undefined) return ["--host is missing: give the name under which the bot is reached."];
  if (HOST_NAME.test(host) && host.length <= 253) return [];
  return [`--host ${host} is not a host name: give the name alone, without https:// or a port, as in bot.example.org.`];
}
