import { type Bot, compose, type Replaced } from "../../bot/compose.js";
import type { Config } from "../../bot/config.js";
import { TeamsDouble } from "../../bot/local/double/double.js";
import type { TeamsUser } from "../../bot/local/double/user.js";
import { openLog } from "../../bot/log.js";
import { type PartnershipFiles, readPartnershipFiles } from "../../services/partnership/files.js";
import type { Person, PersonId } from "../../services/people/schema.js";
import { ownPrefix, testConnectionString } from "./storage.js";

export interface BotOptions extends Omit<Replaced, "log"> {
  /** Who the bot knows. */
  readonly people?: readonly Person[];
  readonly files?: PartnershipFiles;
  /** What differs from local mode on a free port. */
  readonly config?: Partial<Config>;
  /** The token that goes with everything the Teams double sends. */
  readonly token?: () => Promise<string>;
}

/** The real bot, running, with Teams' double before it and tables of its own behind it. */
export interface RunningBot extends AsyncDisposable {
  readonly bot: Bot;
  readonly teams: TeamsDouble;
  /** Without a slash at its end. */
  readonly url: string;
  readonly config: Config;
  /** Everything logged so far. */
  readonly log: readonly LogLine[];
  /** The person in Teams, with the app installed. */
  user(who: PersonId & { readonly name: string }): Promise<TeamsUser>;
  /** Hands in any body as it is. */
  post(body: unknown, headers?: Record<string, string>): Promise<{ status: number; text: string }>;
  stop(): Promise<void>;
}

export type LogLine = Readonly<Record<string, unknown>> & { readonly level: string; readonly msg: string };

/**
 * @example
 * await using running = await aBot({ people: [megan] });
 * const user = await running.user(megan);
 * const [card] = await user.says("help");
 */
export async function aBot(options: BotOptions = {}): Promise<RunningBot> {
  const log: LogLine[] = [];
  const destination = { write: (line: string) => void log.push(JSON.parse(line) as LogLine) };
  const config = { ...localConfig(), ...options.config } as Config;
  const files = options.files ?? (await theFiles());
  const bot = await compose(config, files, { ...options, log: openLog("debug", destination) });
  await bot.prepare();
  const port = await bot.start();
  await bot.services.peopleStore.save(options.people ?? []);

  const url = `http://127.0.0.1:${port}`;
  const teams = await TeamsDouble.start({
    endpoint: `${url}/api/messages`,
    ...(options.token && { token: options.token }),
  });
  const stop = async () => {
    await bot.stop();
    await teams.close();
  };
  return {
    bot,
    teams,
    url,
    config,
    log,
    async user(who) {
      const user = teams.person(who);
      await user.installApp();
      return user;
    },
    post: (body, headers = {}) => post(`${url}/api/messages`, body, headers),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

let files: Promise<PartnershipFiles> | undefined;

/** The partnership that ships with the bot. */
export function theFiles(): Promise<PartnershipFiles> {
  files ??= readPartnershipFiles("partnership/developing-together");
  return files;
}

/** Where only those sessions are to be that the test adds: of the shipped series there would be others, by the real calendar. */
export async function filesWithoutSeries(): Promise<PartnershipFiles> {
  return { ...(await theFiles()), series: [] };
}

function localConfig(): Config {
  return {
    mode: "local",
    port: 0,
    host: "127.0.0.1",
    storage: { connectionString: testConnectionString() },
    tablePrefix: ownPrefix(),
    publicUrl: "http://127.0.0.1",
    partnershipDir: "partnership/developing-together",
    logLevel: "debug",
    // Tests run at any hour.
    holdBack: false,
  };
}

async function post(url: string, body: unknown, headers: Record<string, string>) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}
