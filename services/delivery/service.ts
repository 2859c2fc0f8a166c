import type { Clock } from "../kernel/clock.js";
import { ExpectedError } from "../kernel/errors.js";
import { type PersonId, personKey } from "../people/schema.js";
import type { AddressStore, Deliveries, DeliveryStore } from "./ports.js";
import { notReached, toSendAgain } from "./rules.js";
import type { Campaign, Delivery, DeliveryCounts, Message } from "./schema.js";
import type { Sender } from "./sender.js";

export interface DeliveryServiceNeeds {
  readonly store: DeliveryStore;
  readonly addresses: Pick<AddressStore, "reachable">;
  readonly sender: Pick<Sender, "start" | "cancel">;
  readonly clock: Clock;
}

export class DeliveryService implements Deliveries {
  constructor(private readonly needs: DeliveryServiceNeeds) {}

  async plan(
    { id, title, message }: { readonly id: string; readonly title: string; readonly message: Message },
    to: readonly PersonId[],
  ): Promise<Campaign> {
    const { store, clock } = this.needs;
    const people = [...new Map(to.map((person) => [personKey(person), person])).values()];
    const createdAt = clock.now().toISOString();
    const campaign: Campaign = { id, title, message, createdAt, planned: people.length, status: "planning" };
    const isNew = await store.createCampaign(campaign);
    if (!isNew) {
      const earlier = await this.#find(id);
      if (earlier.status !== "planning") return earlier;
    }
    await this.#addMissing(id, people, isNew);
    const planned = isNew ? people.length : sum(await store.counts(id));
    const ready = await store.changeCampaign(id, (fresh) =>
      fresh.status === "planning" ? { ...fresh, planned, status: "sending" } : undefined,
    );
    return ready ?? this.#find(id);
  }

  start(campaignId: string): void {
    this.needs.sender.start(campaignId);
  }

  async cancel(campaignId: string): Promise<void> {
    const { store, sender } = this.needs;
    const stopped = await store.changeCampaign(campaignId, (campaign) =>
      campaign.status === "done" || campaign.status === "cancelled" ? undefined : { ...campaign, status: "cancelled" },
    );
    if (stopped) await sender.cancel(campaignId);
  }

  async sendAgain(campaignId: string): Promise<void> {
    const { store } = this.needs;
    await this.#reopen(campaignId);
    await store.changeDeliveries(campaignId, toSendAgain);
    // A sender that found nothing to do meanwhile may have called it done.
    await this.#reopen(campaignId);
    this.start(campaignId);
  }

  counts(campaignId: string): Promise<DeliveryCounts> {
    return this.needs.store.counts(campaignId);
  }

  async forgetPeople(campaignId: string): Promise<void> {
    await this.cancel(campaignId);
    await this.needs.store.detachCampaign(campaignId);
  }

  async notReachable(people: readonly PersonId[]): Promise<number> {
    const reachable = await this.needs.addresses.reachable(people);
    return people.filter((person) => !reachable.has(personKey(person))).length;
  }

  async campaigns(): Promise<Campaign[]> {
    const all: Campaign[] = [];
    for await (const campaign of this.needs.store.campaigns()) all.push(campaign);
    return all.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  async failures(campaignId: string): Promise<Delivery[]> {
    const found: Delivery[] = [];
    for await (const { delivery } of this.needs.store.deliveries(campaignId)) {
      if (notReached(delivery)) found.push(delivery);
    }
    return found;
  }

  async #addMissing(campaignId: string, people: readonly PersonId[], isNew: boolean): Promise<void> {
    const there = new Set<string>();
    if (!isNew) {
      for await (const { delivery } of this.needs.store.deliveries(campaignId)) there.add(personKey(delivery.person));
    }
    const missing = people.filter((person) => !there.has(personKey(person)));
    await this.needs.store.addDeliveries(missing.map((person) => pendingFor(campaignId, person)));
  }

  async #reopen(campaignId: string): Promise<void> {
    const { status } = await this.#find(campaignId);
    if (status === "planning") throw new ExpectedError("not-open", "This message has not been sent yet.");
    if (status === "cancelled") {
      throw new ExpectedError("not-open", "This message was cancelled, so it can't be sent again.");
    }
    await this.needs.store.changeCampaign(campaignId, (campaign) => {
      if (campaign.status !== "done") return undefined;
      const { endedAt: _, ...rest } = campaign;
      return { ...rest, status: "sending" };
    });
  }

  async #find(campaignId: string): Promise<Campaign> {
    const campaign = await this.needs.store.findCampaign(campaignId);
    if (!campaign)
      throw new ExpectedError("not-found", "This message is no longer kept. Type `deliveries` for the list.");
    return campaign;
  }
}

function pendingFor(campaignId: string, person: PersonId): Delivery {
  const { tenantId, objectId } = person;
  return { campaignId, person: { tenantId, objectId }, state: "pending", attempts: 0, uncertain: false };
}

function sum(counts: DeliveryCounts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
