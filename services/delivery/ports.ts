import type { PersonId } from "../people/schema.js";
import type { Address, Campaign, Delivery, DeliveryCounts, Message, Reason } from "./schema.js";

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

/** The way out to Teams, implemented by bot/messenger.ts. One try each; never retries by itself. */
export interface Messenger {
  send(to: Address, message: Message): Promise<SendOutcome>;
}

export interface AddressStore {
  find(person: PersonId): Promise<Address | undefined>;
  /** Writes only when something differs: an unchanged row keeps its time of writing. */
  save(address: Address): Promise<void>;
  remove(person: PersonId): Promise<void>;
}

export interface DeliveryStore {
  createCampaign(campaign: Campaign): Promise<void>;
  findCampaign(id: string): Promise<Campaign | undefined>;
  saveCampaign(campaign: Campaign): Promise<void>;
  campaigns(): AsyncIterable<Campaign>;
  /** Adding a delivery that is there already changes nothing. */
  addDeliveries(deliveries: readonly Delivery[]): Promise<void>;
  saveDelivery(delivery: Delivery): Promise<void>;
  deliveries(campaignId: string): AsyncIterable<Delivery>;
  removePerson(person: PersonId): Promise<void>;
  deliveriesOf(person: PersonId): Promise<Delivery[]>;
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
  /** Only those not reached before. */
  sendAgain(campaignId: string): Promise<void>;
  counts(campaignId: string): Promise<DeliveryCounts>;
  /** How many of these people could not be written to at this moment. */
  notReachable(people: readonly PersonId[]): Promise<number>;
  campaigns(): Promise<Campaign[]>;
  /** Those not reached, for the `deliveries` command. */
  failures(campaignId: string): Promise<Delivery[]>;
}
