import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toldCard } from "../cards/surveys.js";
import { DeliveryService } from "../services/delivery/service.js";
import { systemClock } from "../services/kernel/clock.js";
import { systemPause } from "../services/kernel/pause.js";
import { systemRandomness } from "../services/kernel/random.js";
import type { PersonId } from "../services/people/schema.js";
import { Schedule } from "../services/schedule/service.js";
import { AddressTable } from "../services/storage/addresses.js";
import { DeliveryTables } from "../services/storage/delivery/deliveries.js";
import { PaceTable } from "../services/storage/delivery/paces.js";
import { WorkQueues } from "../services/storage/delivery/work-queue.js";
import { StoredPeople } from "../services/storage/people.js";
import type { Storage } from "../services/storage/storage.js";
import { surveyStores } from "../services/storage/surveys/stores.js";
import { TimerTable } from "../services/storage/timers.js";
import type { WaveResults } from "../services/surveys/views.js";

/** Plans as a bot process does, and leaves the sending to those that run. */
export class PostingOffice {
  readonly store: DeliveryTables;
  readonly schedule: Schedule;
  readonly service: DeliveryService;

  constructor(private readonly storage: Storage) {
    const common = { clock: systemClock, pause: systemPause, random: systemRandomness, report };
    const ignored = () => undefined;
    this.store = new DeliveryTables(storage, systemRandomness);
    this.schedule = new Schedule({
      store: new TimerTable(storage, systemRandomness),
      observe: { ran: ignored, late: ignored, failed: ignored },
      ...common,
    });
    this.service = new DeliveryService({
      ...{ store: this.store, timers: this.schedule, queue: new WorkQueues(storage), paces: new PaceTable(storage, 1) },
      ...{ addresses: new AddressTable(storage), people: new StoredPeople(storage), messenger: NOBODY },
      ...{ limits: undefined, width: 1, atATime: 1, spacingMs: 0, moved: ignored, ...common },
      meter: { tried: ignored, ended: ignored, setAside: ignored },
    });
  }

  /** The message that {@link post} sends: a pulse's main result, made from storage by the process that sends it. */
  async prepare(): Promise<void> {
    const { archive } = surveyStores(this.storage, systemRandomness);
    await this.storage.prepare();
    await archive.saveResults(RESULTS);
  }

  async plan(id: string, to: readonly PersonId[]): Promise<void> {
    const message = { kind: "surveys.told", subject: RESULTS.waveId };
    await this.service.plan({ id, title: "Autumn pulse: what you told us", message, manner: "replies" }, to);
  }
}

/** The same card as {@link PostingOffice.plan}'s, as JSON. */
export function theCard(): string {
  return JSON.stringify(toldCard(RESULTS));
}

/** The shipped partnership with other limits of sending, in a folder of its own; gone after `remove`. */
export async function aPartnership(sending: {
  readonly requestsPerSecondPerTenant: number;
  readonly sendsAtATime: number;
}): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "bench-"));
  await cp("partnership/developing-together", path, { recursive: true });
  const file = join(path, "partnership.yaml");
  const text = (await readFile(file, "utf8")).replace(
    /^sending:\n(?: .*\n)*/m,
    `sending: ${JSON.stringify(sending)}\n`,
  );
  await writeFile(file, text);
  return { path, remove: () => rm(path, { recursive: true }) };
}

const RESULTS: WaveResults = {
  waveId: "00000000000000000000000000000001",
  title: "Autumn pulse",
  mode: "anonymous",
  closedInWords: "Monday 30 November 2026",
  invited: 2000,
  answered: 1310,
  threshold: 5,
  headline: { label: "good or excellent", percent: 61, base: 1310 },
  questions: [],
  breakdowns: {},
  trend: [],
  questionTrends: [],
  comments: [],
  commentsHeldBack: false,
};

/** Nothing is sent from here. */
const NOBODY = {
  write: () => Promise.reject(new Error("not here")),
  send: () => Promise.reject(new Error("not here")),
  replace: () => Promise.reject(new Error("not here")),
};

function report(error: unknown): void {
  console.error(error);
}
