import { type DestinationStream, type Logger, pino, type SerializerFn } from "pino";
import type { LogLevel } from "./config.js";

export type Log = Logger;

/**
 * JSON lines on standard output: a fixed sentence as `msg`, everything else as fields. What people typed, who answered
 * what, and secrets are never among the fields.
 */
export function openLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
    redact: { paths: SECRETS, censor: "[secret]" },
  };
  return destination ? pino(options, destination) : pino(options);
}

/**
 * The SDKs print to the console, sometimes whole requests with their tokens. Only that they did is logged.
 * For the process as a whole: call it once, in `main`.
 */
export function quietConsole(log: Log): void {
  for (const method of ["log", "info", "warn", "error", "debug", "trace"] as const) {
    console[method] = () => log.trace({ method }, "A library wrote to the console");
  }
}

const SECRETS = ["authorization", "token", "password", "connectionString", "secret"].flatMap((name) => [
  name,
  `*.${name}`,
]);

/** SDK errors carry the request, bearer token and body included; so only what is known to be harmless is kept. */
const describeError: SerializerFn = (error: unknown) => describe(error, 0);

function describe(error: unknown, depth: number): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  return {
    type: error.name,
    message: error.message.slice(0, 300),
    ...(code === undefined ? {} : { code }),
    ...(statusCode === undefined ? {} : { statusCode }),
    stack: error.stack?.split("\n").slice(1, 12).join("\n"),
    ...(error.cause === undefined || depth > 2 ? {} : { cause: describe(error.cause, depth + 1) }),
  };
}
