import type { PersonId } from "../people/schema.js";
import type { Address, Campaign, Delivery, DeliveryCounts, Message, Reason } from "./schema.js";

export type SendOutcome =
  | { readonly kind: "sent"; readonly conversationId: string; readonly activityId: string }
  /** Trying again is pointless. */
  | { readonly kind: "final"; readonly reason: Reason }
  /** There is nothing to say to this person any more: no card was made, nothing was sent. */
  | { readonly kind: "no-longer-applies" }
  /** 412, 429, 502, 503, 504 or no answer; `uncertain` when the message may have arrived all the same. */
  | {
      readonly kind: "retry";
      readonly afterMs: number | undefined;
      readonly throttled: boolean;
      readonly uncertain: boolean;
    };

/** The way out to Teams, implemented by bot/messenger.ts. One try each; never retries by itself. */
export interface Messenger {
  send(to: Address, message: Message): Promise<SendOutcome>;
}

export interface AddressStore {
  find(person: PersonId): Promise<Address | undefined>;
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

/** A delivery and the version under which it was seen, so that it can be changed without being read again. */
export interface SeenDelivery {
  readonly delivery: Delivery;
  readonly version: string;
}

/** Changes are rules applied to what is stored, and again when somebody was faster; undefined leaves it alone. */
export interface DeliveryStore {
  /** False when a campaign of that id is there already. */
  createCampaign(campaign: Campaign): Promise<boolean>;
  findCampaign(id: string): Promise<Campaign | undefined>;
  /** The campaign as changed, or undefined when nothing was. */
  changeCampaign(id: string, change: (campaign: Campaign) => Campaign | undefined): Promise<Campaign | undefined>;
  campaigns(): AsyncIterable<Campaign>;
  /** Adding a delivery that is there already changes nothing. */
  addDeliveries(deliveries: readonly Delivery[]): Promise<void>;
  /** The delivery as changed, or undefined when nothing was. */
  changeDelivery(
    seen: SeenDelivery,
    change: (delivery: Delivery) => Delivery | undefined,
  ): Promise<SeenDelivery | undefined>;
  /** Changes all deliveries of a campaign, many at a time. */
  changeDeliveries(campaignId: string, change: (delivery: Delivery) => Delivery | undefined): Promise<void>;
  deliveries(campaignId: string): AsyncIterable<SeenDelivery>;
  /** Over all deliveries, detached ones included. */
  counts(campaignId: string): Promise<DeliveryCounts>;
  deliveriesOf(person: PersonId): Promise<Delivery[]>;
  /** Leaves each delivery's state behind without the person, so that counts stay true. Returns how many. */
  detachPerson(person: PersonId): Promise<number>;
  /** {@link detachPerson} for everybody of a campaign. */
  detachCampaign(id: string): Promise<number>;
  removeCampaign(id: string): Promise<number>;
}

/** What the capabilities use. Laws: docs/architecture.md, "Delivery". */
export interface Deliveries {
  /** One durable step: after it every recipient has a pending delivery. The same `id` again changes nothing. */
  plan(
    campaign: { readonly id: string; readonly title: string; readonly message: Message },
    to: readonly PersonId[],
  ): Promise<Campaign>;
  /** Starts sending what is pending and returns at once. */
  start(campaignId: string): void;
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
  /** How many of these people could not be written to at this moment. */
  notReachable(people: readonly PersonId[]): Promise<number>;
  /** Newest first. */
  campaigns(): Promise<Campaign[]>;
  /** Those not reached, for the `deliveries` command. */
  failures(campaignId: string): Promise<Delivery[]>;
}
