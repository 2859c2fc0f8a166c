import type { Person, PersonId } from "../people/schema.js";
import type {
  Address,
  Campaign,
  Contact,
  Delivery,
  DeliveryCounts,
  DeliveryState,
  Manner,
  Message,
  Part,
  PartId,
  Reason,
} from "./schema.js";

export type SendOutcome =
  | { readonly kind: "sent"; readonly conversationId: string; readonly activityId: string }
  /** Trying again is pointless. */
  | { readonly kind: "final"; readonly reason: Reason }
  /** 412, 429, 502, 503, 504 or no answer; `uncertain` when the message may have arrived all the same. */
  | {
      readonly kind: "retry";
      readonly afterMs: number | undefined;
      readonly throttled: boolean;
      readonly uncertain: boolean;
    };

/** A card ready to go out: what is in it is the Teams edge's business. */
export interface Letter {
  readonly card: unknown;
}

/** The way out to Teams, implemented by bot/messenger.ts. One try each; never retries by itself, never throws. */
export interface Messenger {
  /**
   * What the message says to each of these people now, by person key. Who is missing has nothing to be told any more.
   * Throws when that can't be found out now.
   */
  write(message: Message, people: readonly Person[]): Promise<ReadonlyMap<string, Letter>>;
  send(to: Address, letter: Letter): Promise<SendOutcome>;
  /** Puts the letter in the place of a message that was sent earlier. */
  replace(to: Address, at: PostedAt, letter: Letter): Promise<SendOutcome>;
}

export interface PostedAt {
  readonly conversationId: string;
  readonly activityId: string;
}

export interface AddressStore {
  find(person: PersonId): Promise<Address | undefined>;
  /** Those of `people` whose address is known, by person key. Quick for hundreds of one tenant. */
  findMany(people: readonly PersonId[]): Promise<ReadonlyMap<string, Address>>;
  /** Those of `people` who can be written to now, by person key. Quick for thousands. */
  reachable(people: readonly PersonId[]): Promise<ReadonlySet<string>>;
  /** Writes only when something differs: an unchanged row keeps its time of writing. */
  save(address: Address): Promise<void>;
  /** False when there was none. */
  remove(person: PersonId): Promise<boolean>;
}

export interface OldAddresses {
  /** Whose address was last written before that instant. */
  unchangedSince(before: Date): AsyncIterable<PersonId>;
}

/** Something read, and the version under which it was read. */
export interface Versioned<T> {
  readonly value: T;
  /** Undefined where nothing is stored yet. */
  readonly version: string | undefined;
}

export type SeenPart = Versioned<Part>;
export type SeenContact = Versioned<Contact>;

/** A delivery's change, as both ends of it. */
export interface DeliveryChange {
  readonly before: Delivery;
  readonly after: Delivery;
}

/** What is held back for somebody. */
export interface Waiting {
  readonly person: PersonId;
  readonly campaignId: string;
  readonly until: Date;
}

/**
 * Every change of a delivery goes through its part: `commit` writes both in one transaction, if the part is as it was
 * seen. So the part's counts are always those of its deliveries, two runs never both begin one delivery, and whoever
 * cancels a part can be sure that nothing more is begun.
 */
export interface DeliveryStore {
  /** False when a campaign of that id is there already. */
  createCampaign(campaign: Campaign): Promise<boolean>;
  findCampaign(id: string): Promise<Campaign | undefined>;
  /** The campaign as changed, or undefined when nothing was. */
  changeCampaign(id: string, change: (campaign: Campaign) => Campaign | undefined): Promise<Campaign | undefined>;
  campaigns(): AsyncIterable<Campaign>;
  findPart(id: PartId): Promise<SeenPart | undefined>;
  /**
   * The part as `next`, the changed deliveries, and contacts if they are as they were seen: all or nothing, at most
   * {@link COMMIT_SIZE} deliveries. The part as it is then; undefined when somebody was faster.
   */
  commit(
    seen: SeenPart,
    next: Part,
    changes: readonly DeliveryChange[],
    contacts: readonly SeenContact[],
  ): Promise<SeenPart | undefined>;
  /** Adds deliveries to the part, which is made if it is missing. Those that are there already stay as they are. */
  addDeliveries(id: PartId, deliveries: readonly Delivery[]): Promise<void>;
  /** In order of person, a page of at most two hundred at a time; only those in one of `states`, if given. */
  deliveries(id: PartId, states?: readonly DeliveryState[]): AsyncIterable<readonly Delivery[]>;
  findDeliveries(id: PartId, people: readonly PersonId[]): Promise<ReadonlyMap<string, Delivery>>;
  /** What these people of one tenant were sent lately, by person key; those who were sent nothing included. */
  contacts(tenantId: string, people: readonly PersonId[]): Promise<ReadonlyMap<string, SeenContact>>;
  /** What is held back in a tenant, person by person. */
  waiting(tenantId: string): AsyncIterable<Waiting>;
  /** Of all parts of these campaigns. */
  counts(campaign: Pick<Campaign, "id" | "tenants">): Promise<DeliveryCounts>;
  /** Counted anew from the deliveries themselves. */
  recount(id: PartId): Promise<DeliveryCounts>;
  deliveriesOf(person: PersonId): Promise<Delivery[]>;
  /** Leaves each delivery's state behind without the person, so that counts stay true. Returns how many. */
  detachPerson(person: PersonId): Promise<number>;
  /** {@link detachPerson} for those of a campaign's deliveries that `which` names, all unless given. */
  detachCampaign(campaign: Campaign, which?: (delivery: Delivery) => boolean): Promise<number>;
  removeCampaign(campaign: Campaign): Promise<number>;
  /** Removes contacts whose last message was before that instant; returns how many. */
  removeContacts(before: Date): Promise<number>;
}

/** Deliveries in one commit: with a contact and a mark of waiting each, they fill a transaction. */
export const COMMIT_SIZE = 32;

/** How fast each tenant may be written to, shared by all processes. */
export interface PaceStore {
  /** Instants (ms since the epoch) at which up to `wanted` sends may leave; `askAt` when there are none yet. */
  reserve(
    tenantId: string,
    wanted: number,
    now: number,
  ): Promise<{ readonly slots: readonly number[]; readonly askAt: number; readonly quietUntil: number }>;
  /** Teams said 429: everybody's pace. Gives the instant until which nothing should be sent. */
  slowDown(tenantId: string, now: number, afterMs: number | undefined): Promise<number>;
}

/** What one process takes from the queue and does. */
export type Work =
  | { readonly do: "send"; readonly campaignId: string; readonly tenantId: string }
  /** Lets go, as of `moment`, what was held back in a tenant. */
  | { readonly do: "release"; readonly tenantId: string; readonly moment: string }
  /** Puts `note` in the place of what was sent; `forget`: and leaves no trace of who got it. */
  | {
      readonly do: "retire";
      readonly campaignId: string;
      readonly tenantId: string;
      readonly note: Message;
      readonly forget: boolean;
    };

/** `quick` is for work that is soon done, so that it never waits behind what is not. */
export const QUEUES = ["quick", "long"] as const;
export type QueueName = (typeof QUEUES)[number];

export interface TakenWork {
  /** Undefined where what is in the queue can't be read. */
  readonly work: Work | undefined;
  /** How often doing it has failed. */
  readonly failures: number;
  /** How often it was taken, ends of processes included. */
  readonly taken: number;
  readonly receipt: object;
}

/** Work between instances: what is taken and not finished within some time can be taken by another. */
export interface WorkQueue {
  put(queue: QueueName, work: Work, options?: { readonly afterMs?: number; readonly failures?: number }): Promise<void>;
  /** At most `most`, none where there are none; each is this process's for `forMs`. */
  take(queue: QueueName, most: number, forMs: number): Promise<TakenWork[]>;
  keep(queue: QueueName, taken: TakenWork, forMs: number): Promise<void>;
  finish(queue: QueueName, taken: TakenWork): Promise<void>;
  /** Out of the way, to be looked at by a person. */
  setAside(queue: QueueName, taken: TakenWork): Promise<void>;
  /** How long ago the oldest of what waits to be taken was put, in ms; 0 when nothing waits. */
  ageMs(queue: QueueName): Promise<number>;
}

/** What is counted while sending; see bot/metrics.ts. */
export interface SendingMeter {
  /** A try ended: `sent`, `throttled`, `retried` or the reason of a final refusal. */
  tried(outcome: "sent" | "throttled" | "retried" | Reason): void;
  ended(state: DeliveryState, reason: Reason | undefined): void;
  setAside(): void;
}

/** What is to be done at an instant, whichever process runs then: services/schedule. */
export interface Timers {
  /** `due`: an instant as ISO text. Setting the same id again replaces it. */
  set(timer: {
    readonly id: string;
    readonly kind: string;
    readonly subject: string;
    readonly due: string;
  }): Promise<void>;
}

export interface CampaignPlan {
  readonly id: string;
  readonly title: string;
  readonly message: Message;
  readonly manner: Manner;
  /** From this instant on it is of no use to send it. */
  readonly usefulUntil?: Date;
  /** See {@link Campaign}. */
  readonly discreet?: boolean;
}

/** What the capabilities use. Laws: docs/architecture.md, "Delivery". */
export interface Deliveries {
  /** One durable step: after it every recipient has a pending delivery. The same `id` again changes nothing. */
  plan(campaign: CampaignPlan, to: readonly PersonId[]): Promise<Campaign>;
  /** Has what is pending sent, and resolves once that is under way. Never throws: a watch makes up for what was lost. */
  start(campaignId: string): Promise<void>;
  /** Stops what is not sent yet. */
  cancel(campaignId: string): Promise<void>;
  /** Only those not reached before; nobody whom an earlier try may have reached. Starts sending. */
  sendAgain(campaignId: string): Promise<void>;
  counts(campaignId: string): Promise<DeliveryCounts>;
  /**
   * Stops what is not sent yet and keeps only how many were reached, not who: a list of those reminded would tell who
   * had answered by then. A campaign that was never planned is left alone.
   */
  forgetPeople(campaignId: string): Promise<void>;
  /**
   * Stops what is not sent yet and has `note` put in the place of the cards that were sent. `forget`: then it does as
   * {@link forgetPeople}, within the hour whatever happens.
   */
  retire(campaignId: string, note: Message, options: { readonly forget: boolean }): Promise<void>;
  /**
   * The same at once for one person's cards of these campaigns, but for the one at `except`. Leaves no trace in storage;
   * gives up quietly where Teams doesn't take it.
   */
  retireFor(person: PersonId, campaignIds: readonly string[], note: Message, except: string | undefined): Promise<void>;
  /** How many of these people could not be written to at this moment. */
  notReachable(people: readonly PersonId[]): Promise<number>;
  /** When somebody who was sent nothing lately may be nudged next: `now` itself outside quiet hours. */
  nextAllowed(now: Date): Date;
  /** Newest first. */
  campaigns(): Promise<Campaign[]>;
  campaign(id: string): Promise<Campaign>;
  /** Those not reached, for the `deliveries` command. */
  failures(campaignId: string): Promise<Delivery[]>;
}
