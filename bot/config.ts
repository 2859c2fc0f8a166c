import { z } from "zod";
import { ExpectedError } from "../services/kernel/errors.js";
import { connectionString, USUAL_PORTS } from "./emulator.js";

/** How people's Teams knows this bot; production only. */
export type Registration =
  | { readonly type: "SingleTenant"; readonly appId: string; readonly tenantId: string; readonly password: string }
  | { readonly type: "UserAssignedMSI"; readonly appId: string; readonly tenantId: string };

export type StorageAccount = { readonly connectionString: string } | { readonly account: string };

interface Common {
  readonly port: number;
  readonly host: string;
  readonly storage: StorageAccount;
  readonly tablePrefix: string;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly partnershipDir: string;
  readonly logLevel: LogLevel;
  /** Whether quiet hours and the nudge budget are kept; always in production. */
  readonly holdBack: boolean;
}

/** `registration` is there exactly in production: local mode trusts its callers. */
export type Config = Common &
  (
    | { readonly mode: "local"; readonly registration?: never }
    | { readonly mode: "production"; readonly registration: Registration }
  );

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Reads the environment by the table in the README. Throws one `ExpectedError("invalid")` whose sentence lists every
 * problem, a line each; an empty variable counts as not set. Values of secrets are never repeated.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const result = environment.safeParse(withoutEmpty(env));
  if (result.success) return configOf(result.data);
  const problems = result.error.issues.map((issue) => `- ${issue.path.join(".")}: ${issue.message}`);
  const fields = Object.fromEntries(result.error.issues.map((issue) => [issue.path.join("."), issue.message]));
  throw new ExpectedError("invalid", ["The bot can't start with this configuration:", ...problems].join("\n"), fields);
}

const guid = z.guid("must be an id like 00000000-0000-0000-0000-000000000000").toLowerCase();

const localPort = z.coerce.number("must be a port number").int("must be a port number").min(1).max(65535);

const variables = z.object({
  NODE_ENV: z.string().optional(),
  BOT_MODE: z.enum(["local", "production"], "must be local or production").optional(),
  PORT: z.coerce.number("must be a port number").int("must be a port number").min(0).max(65535).default(3978),
  HOST: z.string().default("127.0.0.1"),
  MicrosoftAppId: guid.optional(),
  MicrosoftAppType: z.enum(["SingleTenant", "UserAssignedMSI"], "must be SingleTenant or UserAssignedMSI").optional(),
  MicrosoftAppTenantId: guid.optional(),
  MicrosoftAppPassword: z.string().optional(),
  STORAGE_CONNECTION_STRING: z.string().optional(),
  STORAGE_ACCOUNT: z
    .string()
    .regex(/^[a-z0-9]{3,24}$/, "must be a storage account's name: 3 to 24 lower-case letters and digits")
    .optional(),
  TABLE_PREFIX: z
    .string()
    .regex(/^[A-Za-z]{1,20}$/, "must be 1 to 20 letters")
    .toLowerCase()
    .default(""),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: "must be an address like https://bot.example.org" }).optional(),
  PARTNERSHIP_DIR: z.string().default("partnership/developing-together"),
  LOCAL_TABLES_PORT: localPort.default(USUAL_PORTS.tables),
  LOCAL_HOLD_BACK: z.enum(["on", "off"], "must be on or off").default("on"),
  LOCAL_QUEUES_PORT: localPort.default(USUAL_PORTS.queues),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`).default("info"),
});
type Variables = z.infer<typeof variables>;

/** The rules between variables run even where single ones are wrong, so that all is said at once. */
const environment = z.looseObject({}).transform((env, context): Variables => {
  const result = variables.safeParse(env);
  const wrong = new Set<string>();
  for (const issue of result.error?.issues ?? []) {
    wrong.add(String(issue.path[0]));
    context.addIssue({ code: "custom", path: [...issue.path], message: issue.message });
  }
  for (const [name, message] of problemsBetween(env)) {
    if (!wrong.has(name)) context.addIssue({ code: "custom", path: [name], message });
  }
  return result.success ? result.data : z.NEVER;
});

function problemsBetween(env: Readonly<Record<string, unknown>>): [name: string, message: string][] {
  const storage: [string, string][] =
    env.STORAGE_CONNECTION_STRING && env.STORAGE_ACCOUNT
      ? [["STORAGE_ACCOUNT", "must not be set together with STORAGE_CONNECTION_STRING"]]
      : [];
  return [...storage, ...(modeOf(env) === "production" ? missingInProduction(env) : wrongInLocalMode(env))];
}

function missingInProduction(env: Readonly<Record<string, unknown>>): [string, string][] {
  const needed = ["MicrosoftAppId", "MicrosoftAppType", "MicrosoftAppTenantId", "PUBLIC_URL"];
  if (env.MicrosoftAppType === "SingleTenant") needed.push("MicrosoftAppPassword");
  const missing = needed
    .filter((name) => !env[name])
    .map((name): [string, string] => [name, "is required in production"]);
  if (!env.STORAGE_CONNECTION_STRING && !env.STORAGE_ACCOUNT) {
    missing.push(["STORAGE_CONNECTION_STRING", "or STORAGE_ACCOUNT is required in production"]);
  }
  if (env.MicrosoftAppType === "UserAssignedMSI" && env.MicrosoftAppPassword) {
    missing.push(["MicrosoftAppPassword", "must not be set with UserAssignedMSI"]);
  }
  if (typeof env.PUBLIC_URL === "string" && !env.PUBLIC_URL.startsWith("https://")) {
    missing.push(["PUBLIC_URL", "must begin with https:// in production"]);
  }
  return missing;
}

function wrongInLocalMode(env: Readonly<Record<string, unknown>>): [string, string][] {
  const host = env.HOST;
  if (host === undefined || isLoopback(String(host))) return [];
  return [["HOST", "must be 127.0.0.1, ::1 or localhost in local mode, which trusts every caller"]];
}

function configOf(env: Variables): Config {
  const common: Omit<Common, "holdBack"> = {
    port: env.PORT,
    host: env.HOST,
    storage: env.STORAGE_ACCOUNT
      ? { account: env.STORAGE_ACCOUNT }
      : { connectionString: env.STORAGE_CONNECTION_STRING ?? emulator(env) },
    tablePrefix: env.TABLE_PREFIX,
    publicUrl: (env.PUBLIC_URL ?? `http://${env.HOST.includes(":") ? `[${env.HOST}]` : env.HOST}:${env.PORT}`).replace(
      /\/+$/,
      "",
    ),
    partnershipDir: env.PARTNERSHIP_DIR,
    logLevel: env.LOG_LEVEL,
  };
  if (modeOf(env) === "local") return { ...common, mode: "local", holdBack: env.LOCAL_HOLD_BACK === "on" };
  return { ...common, mode: "production", holdBack: true, registration: registrationOf(env) };
}

/** What `npm start` brings up with the same environment, so that people are imported into the house that runs. */
function emulator({ LOCAL_TABLES_PORT: tables, LOCAL_QUEUES_PORT: queues }: Variables): string {
  return connectionString({ tables, queues });
}

function registrationOf(env: Variables): Registration {
  const app = { appId: env.MicrosoftAppId ?? "", tenantId: env.MicrosoftAppTenantId ?? "" };
  return env.MicrosoftAppType === "SingleTenant"
    ? { type: "SingleTenant", ...app, password: env.MicrosoftAppPassword ?? "" }
    : { type: "UserAssignedMSI", ...app };
}

function modeOf(env: Readonly<Record<string, unknown>>): "local" | "production" {
  if (env.BOT_MODE) return env.BOT_MODE === "production" ? "production" : "local";
  return env.NODE_ENV === "production" ? "production" : "local";
}

/** Whether the name or address can be reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const set = Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()] as const] : []));
  return Object.fromEntries(set);
}
