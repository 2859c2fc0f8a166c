import { Program } from "./program.js";
import { testConnectionString } from "./storage.js";

export interface BotProcessOptions {
  /** Required: two processes of one bot share it. See `ownPrefix` in storage.ts. */
  readonly prefix: string;
  /** The run's Azurite unless given; a storage proxy's for instance. */
  readonly connectionString?: string;
  /** A partnership's folder; the one that comes with the bot unless given. */
  readonly partnership?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * The real bot in a process of its own, in local mode on a free port, its log kept in `lines`. Resolves when it
 * listens. Kill or stop it; it never outlives the test run.
 *
 * @example
 * const bot = await botProcess({ prefix, connectionString: proxy.connectionString });
 * await bot.kill();
 */
export function botProcess({ prefix, connectionString, partnership, env }: BotProcessOptions): Promise<Program> {
  const variables = {
    BOT_MODE: "local",
    PORT: "0",
    TABLE_PREFIX: prefix,
    STORAGE_CONNECTION_STRING: connectionString ?? testConnectionString(),
    ...(partnership !== undefined && { PARTNERSHIP_DIR: partnership }),
    ...env,
  };
  return Program.start("bot/main.js", variables, { keepLines: true });
}
