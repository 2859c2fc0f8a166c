import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { TeamsDouble } from "../../bot/local/double/double.js";
import type { NudgeLimits } from "../../services/delivery/nudge-rules.js";
import type { Messenger } from "../../services/delivery/ports.js";
import type { Delivery } from "../../services/delivery/schema.js";
import { DeliveryService } from "../../services/delivery/service.js";
import { systemClock } from "../../services/kernel/clock.js";
import { systemPause } from "../../services/kernel/pause.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { type Person, type PersonId, personKey } from "../../services/people/schema.js";
import { Schedule } from "../../services/schedule/service.js";
import { AddressTable } from "../../services/storage/addresses.js";
import { DeliveryTables } from "../../services/storage/delivery/deliveries.js";
import { PaceTable } from "../../services/storage/delivery/paces.js";
import { WorkQueues } from "../../services/storage/delivery/work-queue.js";
import { LeaseTable } from "../../services/storage/leases.js";
import { StoredPeople } from "../../services/storage/people.js";
import { Storage } from "../../services/storage/storage.js";
import { surveyStores } from "../../services/storage/surveys/stores.js";
import { TimerTable } from "../../services/storage/timers.js";
import type { WaveResults } from "../../services/surveys/views.js";
import { theFiles } from "./bot.js";
import { testConnectionString } from "./storage.js";

/** A message for many, of a kind that the real bot knows: what a closed pulse has told. */
export interface Posting {
  /** The campaign. */
  readonly id: string;
  /** Stands on each of its cards, and on no other's. */
  readonly title: string;
  readonly to: readonly PersonId[];
}

export interface PostOfficeOptions {
  /** The bot processes'. */
  readonly prefix: string;
  /** The run's Azurite unless given. */
  readonly connectionString?: string;
  /** For the sending that a test has done in its own process; nobody is held back unless given. */
  readonly limits?: NudgeLimits;
}

/** Beyond what any campaign takes that meets faults for a while: for waiting, in milliseconds. */
const PATIENCE = 150_000;

/**
 * The delivery service beside bot processes on the same storage: what it plans they send. It sends nothing by itself.
 *
 * @example
 * const office = await PostOffice.open({ prefix });
 * const posting = await office.plan(await office.crowd(teams, 1500));
 * const bot = await botProcess({ prefix, env: { LOCAL_HOLD_BACK: "off" } });
 * await office.start(posting);
 * await office.ended(posting);
 */
export class PostOffice {
  private constructor(
    readonly storage: Storage,
    readonly deliveries: DeliveryService,
    readonly store: DeliveryTables,
    readonly queue: WorkQueues,
    readonly schedule: Schedule,
    private readonly surveys: ReturnType<typeof surveyStores>,
    private readonly addresses: AddressTable,
    private readonly people: StoredPeople,
  ) {}

  static async open({ prefix, connectionString, limits }: PostOfficeOptions): Promise<PostOffice> {
    const storage = await Storage.open({ connectionString: connectionString ?? testConnectionString(), prefix });
    const system = { clock: systemClock, random: systemRandomness, pause: systemPause, report: () => undefined };
    const schedule = new Schedule({
      ...system,
      store: new TimerTable(storage, systemRandomness),
      observe: { ran: () => undefined, late: () => undefined, failed: () => undefined },
    });
    const store = new DeliveryTables(storage, systemRandomness);
    const [queue, addresses, people] = [new WorkQueues(storage), new AddressTable(storage), new StoredPeople(storage)];
    const deliveries = new DeliveryService({
      ...{ ...system, store, queue, addresses, people, timers: schedule, limits },
      ...{ width: 8, atATime: 8, spacingMs: 0 },
      paces: new PaceTable(storage, 40),
      messenger: sendsNothing,
      meter: { tried: () => undefined, ended: () => undefined, setAside: () => undefined },
      moved: () => undefined,
    });
    const surveys = surveyStores(storage, systemRandomness);
    // Beside those of its stores: what a bot process prepares too.
    new LeaseTable(storage);
    await storage.prepare();
    return new PostOffice(storage, deliveries, store, queue, schedule, surveys, addresses, people);
  }

  /** So many people with the app, over the partnership's first tenants in turn. */
  async crowd(teams: TeamsDouble, count: number, tenants = 6): Promise<Person[]> {
    const { partnership } = await theFiles();
    const [partner] = partnership.partners;
    const people = Array.from({ length: count }, (_, n): Person => {
      const tenantId = partnership.tenants[n % tenants]?.id ?? "";
      const objectId = randomUUID();
      const who = { tenantId, objectId, name: `Pat Example ${n}`, email: `${objectId}@people.example` };
      return { ...who, partner: partner?.id ?? "", side: "children", roles: [], cohorts: [], status: "active" };
    });
    await this.people.save(people);
    await this.addresses.saveMany(teams.withApp(people).map((user) => teams.addressOf(user)));
    return people;
  }

  /** Planned, and not yet in the queue. */
  async plan(to: readonly PersonId[]): Promise<Posting> {
    const id = systemRandomness.id();
    const posting = { id: `${id}.told`, title: `Posting ${id}`, to };
    await this.surveys.archive.saveResults(resultsOf(id, posting.title));
    const message = { kind: "surveys.told", subject: id };
    await this.deliveries.plan({ id: posting.id, title: posting.title, message, manner: "asks" }, to);
    return posting;
  }

  start(posting: Posting): Promise<void> {
    return this.deliveries.start(posting.id);
  }

  /** Has it looked through in this process, which holds back all of it: see `limits`. */
  async holdBack(posting: Posting): Promise<void> {
    await this.start(posting);
    await this.deliveries.engine.work();
  }

  /** As the records say. */
  async all({ id }: Posting): Promise<Delivery[]> {
    const campaign = await this.store.findCampaign(id);
    const found: Delivery[] = [];
    for (const tenantId of campaign?.tenants ?? []) {
      for await (const page of this.store.deliveries({ campaignId: id, tenantId })) found.push(...page);
    }
    return found;
  }

  /** Resolves when nothing of it is pending and it is called done; rejects when that takes too long. */
  async ended({ id }: Posting, patienceMs = PATIENCE): Promise<void> {
    const isDone = async () => (await this.store.findCampaign(id))?.status === "done";
    await until(isDone, patienceMs, async () => JSON.stringify(await this.deliveries.counts(id)));
  }
}

/** Polls; rejects with what `state` says when it takes longer than `patienceMs`. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  patienceMs = PATIENCE,
  state: () => string | Promise<string> = () => "",
): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`it did not come to that in time: ${await state()}`);
    await pause(25);
  }
}

/** How many copies the person's chat with the bot has, deleted ones too. */
export function copiesIn(teams: TeamsDouble, { title }: Pick<Posting, "title">, person: PersonId): number {
  const isOfIt = (sent: unknown) => JSON.stringify(sent).includes(title);
  return teams.chatOf(person).messages.filter(({ sent }) => isOfIt(sent)).length;
}

const sendsNothing: Messenger = {
  write: async (_, people) => new Map(people.map((person) => [personKey(person), { card: {} }])),
  send: () => Promise.reject(new Error("the bot processes send, not the test")),
  replace: () => Promise.reject(new Error("the bot processes send, not the test")),
};

/** What its cards are made of. */
export function resultsOf(waveId: string, title: string): WaveResults {
  return {
    ...{ waveId, title, mode: "anonymous", closedInWords: "5 May 2026", invited: 40, answered: 20, threshold: 5 },
    headline: { label: "good or excellent", percent: 70, base: 20 },
    ...{ questions: [], breakdowns: {}, trend: [], questionTrends: [], comments: [], commentsHeldBack: false },
  };
}
