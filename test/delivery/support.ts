import type { AddressStore, DeliveryStore, Messenger, SendOutcome } from "../../services/delivery/ports.js";
import type { Address, Delivery, Message } from "../../services/delivery/schema.js";
import { Sender, type SenderNeeds } from "../../services/delivery/sender.js";
import { DeliveryService } from "../../services/delivery/service.js";
import { systemRandomness } from "../../services/kernel/random.js";
import type { Person, PersonId } from "../../services/people/schema.js";
import { personKey } from "../../services/people/schema.js";
import { AddressTable } from "../../services/storage/addresses.js";
import { DeliveryTables } from "../../services/storage/deliveries.js";
import { LeaseTable } from "../../services/storage/leases.js";
import { StoredPeople } from "../../services/storage/people.js";
import { ownStorage } from "../support/storage.js";
import { HandTime } from "../support/time.js";

export const MESSAGE: Message = { kind: "surveys.invitation", subject: "wave-1" };

export const TENANT = "10000000-0000-4000-8000-000000000001";

export function personId(n: number, tenantId = TENANT): PersonId {
  return { tenantId, objectId: `20000000-0000-4000-8000-${String(n).padStart(12, "0")}` };
}

export function people(count: number): PersonId[] {
  return Array.from({ length: count }, (_, n) => personId(n));
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
export const throttled = (afterMs?: number): SendOutcome => ({
  kind: "retry",
  afterMs,
  throttled: true,
  uncertain: false,
});
export const unanswered: SendOutcome = { kind: "retry", afterMs: undefined, throttled: false, uncertain: true };
export const unavailable: SendOutcome = { kind: "retry", afterMs: undefined, throttled: false, uncertain: false };

/** Teams as the script says: for each person the outcomes of the tries to come, then `sent`. */
export class ScriptedTeams implements Messenger {
  readonly tries: { readonly person: string; readonly at: number; readonly outcome: SendOutcome }[] = [];
  readonly #scripts = new Map<string, SendOutcome[]>();
  /** Called before each try is answered. */
  beforeAnswer: (person: PersonId) => Promise<void> = () => Promise.resolve();

  constructor(private readonly time: HandTime) {}

  script(person: PersonId, outcomes: readonly SendOutcome[]): void {
    this.#scripts.set(personKey(person), [...outcomes]);
  }

  async send(to: Address): Promise<SendOutcome> {
    const person = personKey(to.person);
    const outcome = this.#scripts.get(person)?.shift() ?? sent;
    this.tries.push({ person, at: this.time.now().getTime(), outcome });
    await this.beforeAnswer(to.person);
    return outcome;
  }

  /** How many tries to this person may have arrived. */
  arrivals(person: PersonId): number {
    const mayArrive = ({ outcome }: { outcome: SendOutcome }) =>
      outcome.kind === "sent" || (outcome.kind === "retry" && outcome.uncertain);
    return this.tries.filter((one) => one.person === personKey(person) && mayArrive(one)).length;
  }
}

export interface Office {
  readonly time: HandTime;
  readonly teams: ScriptedTeams;
  readonly store: DeliveryStore;
  readonly addresses: AddressStore;
  readonly service: DeliveryService;
  readonly sender: Sender;
  readonly errors: unknown[];
  /** These people are known, active and have the app. */
  welcome(who: readonly PersonId[]): Promise<void>;
  leave(who: PersonId): Promise<void>;
  /** Another process on the same storage. */
  anotherProcess(): { sender: Sender; service: DeliveryService };
}

export async function anOffice(requestsPerSecondPerTenant = 50): Promise<Office> {
  const storage = await ownStorage();
  const time = new HandTime();
  const teams = new ScriptedTeams(time);
  const store = new DeliveryTables(storage, systemRandomness);
  const addresses = new AddressTable(storage);
  const leases = new LeaseTable(storage);
  const known = new StoredPeople(storage);
  await storage.prepare();
  const errors: unknown[] = [];
  const needs: SenderNeeds = {
    store,
    addresses,
    people: known,
    messenger: teams,
    leases,
    requestsPerSecondPerTenant,
    clock: time,
    pause: time.pause,
    random: systemRandomness,
    report: (error) => errors.push(error),
  };
  const aProcess = () => {
    const sender = new Sender(needs);
    return { sender, service: new DeliveryService({ store, addresses, sender, clock: time }) };
  };
  return {
    ...aProcess(),
    time,
    teams,
    store,
    addresses,
    errors,
    welcome: async (who) => {
      await known.save(who.map((id) => aPerson(id)));
      await Promise.all(who.map((id) => addresses.save(anAddress(id))));
    },
    leave: (id) => known.save([aPerson(id, { status: "left" })]),
    anotherProcess: aProcess,
  };
}
