import { createWriteStream, type WriteStream } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ExpectedError } from "../../services/kernel/errors.js";
import { MistakesError } from "../../services/kernel/mistakes.js";
import { type PartnershipFiles, readPartnershipFiles } from "../../services/partnership/files.js";
import { readPeople } from "../../services/people/csv.js";
import { Storage } from "../../services/storage/storage.js";
import { connectionString } from "../emulator.js";
import { startAzurite } from "./azurite.js";
import { type Cast, castOf, readLocalSettings } from "./cast.js";
import { Child } from "./child.js";
import { startClient } from "./client.js";
import { Colleagues } from "./colleagues/colleagues.js";
import { DataFolder } from "./folder.js";
import { writeHistory } from "./history.js";
import { assertFree, type Ports } from "./ports.js";

export interface HouseOptions {
  readonly ports: Ports;
  /** Where everything is kept between starts. */
  readonly data: string;
  readonly partnershipDir: string;
  /** Forget what earlier starts have stored. */
  readonly fresh?: boolean;
  /** Whether a house in which nothing has happened yet gets a past: half a year of sessions, two rounds of the panel. */
  readonly history?: boolean;
  /** How fast the colleagues are; 1 is a person's pace. */
  readonly pace?: number;
  /** Hears of each step, in words. */
  readonly say?: (line: string) => void;
}

/** Everything that `npm start` runs: storage, the bot, a Teams client, and colleagues who answer. */
export class House {
  private readonly children: Child[] = [];
  private colleagues: Colleagues | undefined;
  private log: WriteStream | undefined;

  private constructor(
    readonly cast: Cast,
    readonly partnershipName: string,
    readonly ports: Ports,
    private readonly folder: DataFolder,
  ) {}

  /** Throws ExpectedError with what is wrong and what to do; nothing of it is left running then. */
  static async start(options: HouseOptions): Promise<House> {
    const { ports, partnershipDir } = options;
    const files = await readPartnershipFiles(partnershipDir);
    const { partnership, people } = files;
    const cast = castOf(await readLocalSettings(partnershipDir), peopleOf(people, partnershipDir, partnership));
    const folder = await DataFolder.occupy(resolve(options.data));
    const house = new House(cast, partnership.name, ports, folder);
    try {
      await assertFree(ports);
      if (options.fresh) await folder.empty();
      await house.open(options, files);
    } catch (error) {
      await house.stop();
      throw error;
    }
    return house;
  }

  get clientAddress(): string {
    return `http://127.0.0.1:${this.ports.client}`;
  }

  get logs(): string {
    return this.folder.logs;
  }

  /** Resolves, with what to say of it, when a part stops that nobody has stopped. */
  async breaksDown(): Promise<string> {
    return Promise.race(this.children.map((child) => child.diesUntold()));
  }

  /** Those who ask before those who answer them: colleagues, client, bot, storage. */
  async stop(): Promise<void> {
    await this.colleagues?.stop();
    this.log?.end();
    for (const child of this.children.toReversed()) await child.stop();
    await this.folder.leave();
  }

  private async open(options: HouseOptions, files: PartnershipFiles): Promise<void> {
    const { say = () => {}, pace = 1, partnershipDir } = options;
    const { cast, ports, folder } = this;
    say("Starting storage …");
    this.children.push(await startAzurite(ports, folder.storage, folder.logs));
    if (options.history) await this.remember(files);
    say("Starting the bot …");
    this.children.push(await startBot(cast, ports, partnershipDir, folder.logs));
    say("Starting the local Teams client …");
    this.children.push(await startClient(cast, this.partnershipName, ports, folder.client, folder.logs));
    say(`Calling in ${cast.colleagues.length} simulated colleagues …`);
    this.log = createWriteStream(join(folder.logs, "colleagues.log"));
    this.colleagues = await Colleagues.start({
      people: cast.colleagues,
      endpoint: `http://127.0.0.1:${ports.bot}/api/messages`,
      port: ports.colleagues,
      blockedTenants: cast.blockedTenants,
      pace,
      begin: true,
      log: (line) => this.log?.write(`${line}\n`),
    });
  }

  /** Before the bot plans anything, into the tables that it will use. */
  private async remember({ partnership, series, panel }: PartnershipFiles): Promise<void> {
    const prefix = process.env.TABLE_PREFIX?.toLowerCase() ?? "";
    const storage = await Storage.open({ connectionString: connectionString(this.ports), prefix });
    const people = [this.cast.you, ...this.cast.colleagues];
    await writeHistory(storage, { partnership, series, panel, people }, new Date());
  }
}

async function startBot({ holdBack }: Cast, ports: Ports, partnershipDir: string, logs: string): Promise<Child> {
  const bot = Child.start({
    name: "the bot",
    run: [fileURLToPath(new URL("../main.js", import.meta.url))],
    env: {
      BOT_MODE: "local",
      PORT: String(ports.bot),
      HOST: "127.0.0.1",
      PARTNERSHIP_DIR: partnershipDir,
      STORAGE_CONNECTION_STRING: connectionString(ports),
      STORAGE_ACCOUNT: "",
      LOCAL_HOLD_BACK: process.env.LOCAL_HOLD_BACK ?? (holdBack ? "on" : "off"),
    },
    logs,
    file: "bot",
  });
  await bot.answersAt(`http://127.0.0.1:${ports.bot}/readyz`);
  return bot;
}

function peopleOf(
  bytes: Uint8Array | undefined,
  folder: string,
  partnership: Parameters<typeof readPeople>[2],
): Cast["colleagues"] {
  if (!bytes)
    throw new ExpectedError("invalid", `There is no people.csv in ${folder}: the local house would be empty.`);
  const read = readPeople(bytes, "people.csv", partnership);
  if (!read.ok) throw new MistakesError(`The people in ${folder} can't be used yet:`, read.mistakes);
  return read.people;
}
