import { setImmediate as nextTurn } from "node:timers/promises";
import { nextAllowed } from "../../services/calendar/rules.js";
import type { QuietHours } from "../../services/calendar/schema.js";
import type { NudgeLimits } from "../../services/delivery/nudge-rules.js";
import type { AddressStore, DeliveryStore, Letter, Messenger, SendOutcome } from "../../services/delivery/ports.js";
import type { Address, Delivery, DeliveryCounts, Message } from "../../services/delivery/schema.js";
import { DeliveryService, type DeliveryServiceNeeds } from "../../services/delivery/service.js";
import { systemRandomness } from "../../services/kernel/random.js";
import type { Person, PersonId } from "../../services/people/schema.js";
import { personKey } from "../../services/people/schema.js";
import type { NewTimer } from "../../services/schedule/schema.js";
import { AddressTable } from "../../services/storage/addresses.js";
import { DeliveryTables } from "../../services/storage/delivery/deliveries.js";
import { PaceTable } from "../../services/storage/delivery/paces.js";
import { StoredPeople } from "../../services/storage/people.js";
import type { Storage } from "../../services/storage/storage.js";
import type { Row } from "../../services/storage/table.js";
import { MemoryQueue } from "../support/memory-queue.js";
import { ownStorage } from "../support/storage.js";
import { HandTime } from "../support/time.js";

export const MESSAGE: Message = { kind: "surveys.invitation", subject: "wave-1" };

export const TENANT = "10000000-0000-4000-8000-000000000001";

export function personId(n: number, tenantId = TENANT): PersonId {
  return { tenantId, objectId: `20000000-0000-4000-8000-${String(n).padStart(12, "0")}` };
}

export function people(count: number, tenantId = TENANT): PersonId[] {
  return Array.from({ length: count }, (_, n) => personId(n, tenantId));
}

export function aPerson(id: PersonId, values: Partial<Person> = {}): Person {
  const common = { name: "Ada Example", email: "ada@example.org", partner: "one", side: "adults" } as const;
  return { ...id, ...common, roles: [], cohorts: [], status: "active", ...values };
}

export function anAddress(person: PersonId, values: Partial<Address> = {}): Address {
  const where = { serviceUrl: "https://smba.trafficmanager.net/uk/", conversationId: "c", userId: "29:x" };
  return { person, ...where, state: "reachable", ...values };
}

export function aDelivery(values: Partial<Delivery> = {}): Delivery {
  return { campaignId: "campaign", person: personId(1), state: "pending", attempts: 0, uncertain: false, ...values };
}

export const sent: SendOutcome = { kind: "sent", conversationId: "c", activityId: "a" };
/** As a message of that id. */
export const sentAs = (activityId: string): SendOutcome => ({ kind: "sent", conversationId: "c", activityId });
export const throttled = (afterMs?: number): SendOutcome => ({
  kind: "retry",
  afterMs,
  throttled: true,
  uncertain: false,
});
export const unanswered: SendOutcome = { kind: "retry", afterMs: undefined, throttled: false, uncertain: true };
export const unavailable: SendOutcome = { kind: "retry", afterMs: undefined, throttled: false, uncertain: false };

export interface Try {
  readonly person: string;
  readonly at: number;
  readonly message: Message;
  readonly outcome: SendOutcome;
  /** The message that was replaced; undefined for a new one. */
  readonly replaced?: string;
}

/** Teams as the script says: for each person the outcomes of the tries to come, then `sent`. */
export class ScriptedTeams implements Messenger {
  readonly tries: Try[] = [];
  readonly #scripts = new Map<string, SendOutcome[]>();
  /** Called before each try is answered. */
  beforeAnswer: (person: PersonId) => Promise<void> = () => Promise.resolve();
  /** To whom a message has nothing to say any more. */
  nothingFor: (person: Person, message: Message) => boolean = () => false;

  constructor(private readonly time: HandTime) {}

  script(person: PersonId, outcomes: readonly SendOutcome[]): void {
    this.#scripts.set(personKey(person), [...outcomes]);
  }

  async write(message: Message, to: readonly Person[]): Promise<ReadonlyMap<string, Letter>> {
    const told = to.filter((person) => !this.nothingFor(person, message));
    return new Map(told.map((person) => [personKey(person), { card: message }]));
  }

  send(to: Address, letter: Letter): Promise<SendOutcome> {
    return this.#try(to, letter);
  }

  replace(to: Address, { activityId }: { readonly activityId: string }, letter: Letter): Promise<SendOutcome> {
    return this.#try(to, letter, activityId);
  }

  /** How many tries to this person may have arrived. */
  arrivals(person: PersonId): number {
    const mayArrive = ({ outcome, replaced }: Try) =>
      replaced === undefined && (outcome.kind === "sent" || (outcome.kind === "retry" && outcome.uncertain));
    return this.tries.filter((one) => one.person === personKey(person) && mayArrive(one)).length;
  }

  async #try(to: Address, letter: Letter, replaced?: string): Promise<SendOutcome> {
    const person = personKey(to.person);
    const outcome = this.#scripts.get(person)?.shift() ?? sent;
    const at = this.time.now().getTime();
    this.tries.push({ person, at, message: letter.card as Message, outcome, ...(replaced ? { replaced } : {}) });
    await this.beforeAnswer(to.person);
    return outcome;
  }
}

export interface OneProcess {
  readonly service: DeliveryService;
  /** Has the process look for work until there is none that it can do. */
  work(): Promise<void>;
}

export interface Office extends OneProcess {
  readonly storage: Storage;
  readonly time: HandTime;
  readonly teams: ScriptedTeams;
  readonly store: DeliveryStore;
  readonly queue: MemoryQueue;
  readonly addresses: AddressStore;
  readonly errors: unknown[];
  /** The timers that are set, by id. */
  readonly timers: Map<string, NewTimer>;
  /** Moves the time on and handles what is due then. */
  forward(ms: number): Promise<void>;
  /** These people are known, active and have the app. */
  welcome(who: readonly PersonId[]): Promise<void>;
  leave(who: PersonId): Promise<void>;
  /** Another process on the same storage. */
  anotherProcess(): OneProcess;
}

export interface OfficeOptions {
  readonly requestsPerSecondPerTenant?: number;
  readonly limits?: NudgeLimits;
  readonly start?: string;
}

/** All rows of a table, with their versions. */
export async function rowsOf(storage: Storage, table: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of storage.table(table).rows()) rows.push(row);
  return rows;
}

export async function anOffice(options: OfficeOptions = {}): Promise<Office> {
  const storage = await ownStorage();
  const time = new HandTime(options.start);
  const teams = new ScriptedTeams(time);
  const store = new DeliveryTables(storage, systemRandomness);
  const paces = new PaceTable(storage, options.requestsPerSecondPerTenant ?? 50);
  const queue = new MemoryQueue(time);
  const addresses = new AddressTable(storage);
  const known = new StoredPeople(storage);
  await storage.prepare();
  const errors: unknown[] = [];
  const timers = new Map<string, NewTimer>();
  const needs: DeliveryServiceNeeds = {
    ...{ store, paces, queue, addresses, people: known, messenger: teams, clock: time, pause: time.pause },
    random: systemRandomness,
    timers: { set: async (timer) => void timers.set(timer.id, timer) },
    limits: options.limits,
    meter: { tried: () => undefined, ended: () => undefined, setAside: () => undefined },
    moved: () => undefined,
    report: (error) => errors.push(error),
    width: 8,
    atATime: 100,
    spacingMs: 0,
  };
  const aProcess = (): OneProcess => {
    const service = new DeliveryService(needs);
    return { service, work: () => worked(service, queue, time) };
  };
  const own = aProcess();
  return {
    ...own,
    ...{ storage, time, teams, store, queue, addresses, errors, timers },
    async forward(ms) {
      time.forward(ms);
      const due = [...timers.values()].filter(({ due }) => Date.parse(due) <= time.now().getTime());
      for (const timer of due) {
        timers.delete(timer.id);
        const next = await own.service.handlers[timer.kind]?.({ ...timer, attempts: 1 }, time.now());
        if (next) timers.set(timer.id, { ...timer, due: next.toISOString() });
      }
      await own.work();
    },
    welcome: async (who) => {
      await known.save(who.map((id) => aPerson(id)));
      for (const id of who) await addresses.save(anAddress(id));
    },
    leave: (id) => known.save([aPerson(id, { status: "left" })]),
    anotherProcess: aProcess,
  };
}

/** Also what is to be done after a pause: the time moves on to it, an hour at most. */
async function worked({ engine }: DeliveryService, queue: MemoryQueue, time: HandTime): Promise<void> {
  const end = time.now().getTime() + 3_600_000;
  // A process that was stopped takes nothing, however often it is asked.
  for (let refused = 0; refused < 5; ) {
    await nextTurn();
    if (await engine.work()) continue;
    const next = queue.nextVisible();
    const now = time.now().getTime();
    if (next === undefined || next > end) return;
    if (next <= now) refused += 1;
    else time.forward(next - now);
  }
}

/** Weekends, evenings and Christmas. */
export const QUIET: QuietHours = {
  ...{ from: "18:00", until: "08:00", weekends: true },
  calendar: { bankHolidays: ["2026-12-25", "2026-12-28"], closed: [] },
};

/** Few nudges, and quiet hours. */
export const CALM: NudgeLimits = { perDay: 3, perWeek: 8, nextAllowed: (instant) => nextAllowed(instant, QUIET) };

/** A campaign of that office. */
export const INVITATION = {
  id: "wave-1.invitation",
  title: "EPD pulse: invitation",
  message: MESSAGE,
  manner: "asks",
} as const;

/** Plans it for so many people, has the process send it, and counts. */
export async function sendInvitation(office: Office, count: number): Promise<DeliveryCounts> {
  const { service } = office;
  await service.plan(INVITATION, people(count));
  await service.start(INVITATION.id);
  await office.work();
  return service.counts(INVITATION.id);
}
