import type { Clock } from "../kernel/clock.js";
import { ExpectedError } from "../kernel/errors.js";
import { type PersonId, personKey } from "../people/schema.js";
import type { Handler } from "../schedule/ports.js";
import { type ChangeNeeds, changeAll, changePart } from "./change-many.js";
import { Engine, type EngineHelp, type EngineNeeds } from "./engine.js";
import { planned } from "./planning.js";
import type { AddressStore, CampaignPlan, Deliveries, Timers } from "./ports.js";
import { retireQuietly } from "./retire.js";
import { cancelled, notReached, sumOf, toSendAgain } from "./rules.js";
import type { Campaign, Delivery, DeliveryCounts, Message } from "./schema.js";

export interface DeliveryServiceNeeds extends EngineNeeds, ChangeNeeds {
  readonly addresses: Pick<AddressStore, "findMany" | "reachable">;
  readonly timers: Timers;
  readonly clock: Clock;
  /** Told when deliveries of a campaign have changed, many times a second. */
  readonly moved: (campaignId: string) => void;
}

/** The kinds of timers that are set here; {@link DeliveryService.handlers} handles them. */
const TIMERS = {
  /** Sees to it that a campaign does not lie about. */
  watch: "deliveries.watch",
  release: "deliveries.release",
  forget: "deliveries.forget",
} as const;

const WATCH_MS = 45_000;
const LONGEST_WATCH_MS = 3_600_000;
/** A list of people that is to be forgotten is kept no longer, whatever happens. */
const FORGET_MS = 3_600_000;

/** Campaigns, from the plan to the last delivery. Whatever the bot starts by itself goes out through here. */
export class DeliveryService implements Deliveries {
  readonly engine: Engine;

  constructor(private readonly needs: DeliveryServiceNeeds) {
    const help: EngineHelp = {
      moved: needs.moved,
      releaseAt: (tenantId, moment) => this.#releaseAt(tenantId, moment),
      plan: (campaign, to) => this.#planMore(campaign, to),
      ranOut: (campaignId) => this.#noteEnd(campaignId),
      forgetPart: (campaignId, tenantId) => this.#forget(campaignId, [tenantId]),
    };
    this.engine = new Engine(needs, help);
  }

  async plan(plan: CampaignPlan, to: readonly PersonId[]): Promise<Campaign> {
    const earlier = await this.needs.store.findCampaign(plan.id);
    if (earlier && earlier.status !== "planning") return earlier;
    return this.#add(plan, to);
  }

  async start(campaignId: string): Promise<void> {
    await this.#enqueue(campaignId).catch(this.needs.report);
  }

  async cancel(campaignId: string): Promise<void> {
    const { store, clock } = this.needs;
    const endedAt = clock.now().toISOString();
    const stopped = await store.changeCampaign(campaignId, (campaign) =>
      campaign.status === "done" ? undefined : { ...campaign, status: "cancelled", endedAt },
    );
    if (!stopped) return;
    for (const tenantId of stopped.tenants) {
      const part = { campaignId, tenantId };
      await changePart(this.needs, part, (one) => ({ ...one, cancelled: true }));
      await changeAll(this.needs, part, ["pending"], cancelled);
    }
    this.needs.moved(campaignId);
  }

  async sendAgain(campaignId: string): Promise<void> {
    const { tenants } = await this.#reopen(campaignId);
    for (const tenantId of tenants) {
      await changeAll(this.needs, { campaignId, tenantId }, ["not-reachable", "failed"], toSendAgain);
    }
    // A run that found nothing to do meanwhile may have called it done.
    await this.#reopen(campaignId);
    await this.#watch(campaignId);
    await this.#enqueue(campaignId);
    await this.#noteEnd(campaignId);
    this.needs.moved(campaignId);
  }

  async counts(campaignId: string): Promise<DeliveryCounts> {
    const campaign = await this.needs.store.findCampaign(campaignId);
    return campaign ? this.needs.store.counts(campaign) : sumOf([]);
  }

  async forgetPeople(campaignId: string): Promise<void> {
    await this.cancel(campaignId);
    await this.#forget(campaignId);
  }

  async retire(campaignId: string, note: Message, { forget }: { readonly forget: boolean }): Promise<void> {
    const { store, clock, timers } = this.needs;
    await this.cancel(campaignId);
    const campaign = await store.findCampaign(campaignId);
    if (!campaign) return;
    if (forget) {
      const due = new Date(clock.now().getTime() + FORGET_MS).toISOString();
      await timers.set({ id: `forget|${campaignId}`, kind: TIMERS.forget, subject: campaignId, due });
    }
    for (const tenantId of campaign.tenants) {
      await this.engine.put({ do: "retire", campaignId, tenantId, note, forget }, campaign.planned);
    }
  }

  async retireFor(
    person: PersonId,
    campaignIds: readonly string[],
    note: Message,
    except: string | undefined,
  ): Promise<void> {
    const { tenantId } = person;
    const found = await Promise.all(
      campaignIds.map((campaignId) => this.needs.store.findDeliveries({ campaignId, tenantId }, [person])),
    );
    const deliveries = found.flatMap((some) => [...some.values()]);
    const needs = { ...this.needs, laneOf: (tenant: string) => this.engine.lane(tenant) };
    await retireQuietly(needs, deliveries, note, except);
  }

  async notReachable(people: readonly PersonId[]): Promise<number> {
    const reachable = await this.needs.addresses.reachable(people);
    return people.filter((person) => !reachable.has(personKey(person))).length;
  }

  nextAllowed(now: Date): Date {
    return this.needs.limits?.nextAllowed(now) ?? now;
  }

  async campaigns(): Promise<Campaign[]> {
    const all: Campaign[] = [];
    for await (const campaign of this.needs.store.campaigns()) all.push(campaign);
    return all.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  async campaign(id: string): Promise<Campaign> {
    const campaign = await this.needs.store.findCampaign(id);
    if (!campaign)
      throw new ExpectedError("not-found", "This message is no longer kept. Type `deliveries` for the list.");
    return campaign;
  }

  async failures(campaignId: string): Promise<Delivery[]> {
    const { tenants } = await this.campaign(campaignId);
    const found: Delivery[] = [];
    for (const tenantId of tenants) {
      const pages = this.needs.store.deliveries({ campaignId, tenantId }, ["not-reachable", "failed"]);
      for await (const page of pages) found.push(...page.filter(notReached));
    }
    return found;
  }

  /** What is done when a timer that was set here is due, by its kind. */
  readonly handlers: Readonly<Record<string, Handler>> = {
    [TIMERS.watch]: ({ subject }, now) => this.#watched(subject, now),
    [TIMERS.release]: async ({ subject, due }) => {
      await this.engine.put({ do: "release", tenantId: subject, moment: due }, 0);
      return undefined;
    },
    [TIMERS.forget]: async ({ subject }) => {
      await this.#forget(subject);
      return undefined;
    },
  };

  /** {@link plan} where the campaign may have been sent already: those who are new in it are sent it too. */
  async #planMore(plan: CampaignPlan, to: readonly PersonId[]): Promise<void> {
    await this.#add(plan, to);
    await this.#enqueue(plan.id);
  }

  /** Watched before anything else, so that a process that dies here leaves nothing that nobody looks after. */
  async #add(plan: CampaignPlan, to: readonly PersonId[]): Promise<Campaign> {
    await this.#watch(plan.id);
    const ready = await planned(this.needs, plan, to);
    // Cancelled while it was planned: also what has come since.
    if (!ready) await this.cancel(plan.id);
    return ready ?? this.campaign(plan.id);
  }

  async #enqueue(campaignId: string): Promise<void> {
    const campaign = await this.needs.store.findCampaign(campaignId);
    if (campaign?.status !== "sending") return;
    await Promise.all(campaign.tenants.map((tenantId) => this.#enqueuePart(campaign, tenantId)));
    if (campaign.tenants.length === 0) await this.#noteEnd(campaignId);
  }

  async #enqueuePart({ id: campaignId }: Campaign, tenantId: string): Promise<void> {
    const part = await this.needs.store.findPart({ campaignId, tenantId });
    const pending = part?.value.counts.pending ?? 0;
    if (pending > 0) await this.engine.put({ do: "send", campaignId, tenantId }, pending);
  }

  /** Looks after campaigns whose work was lost on the way into the queue; ever more rarely. */
  async #watched(campaignId: string, now: Date): Promise<Date | undefined> {
    const campaign = await this.needs.store.findCampaign(campaignId);
    // A cancelling that was cut short is done to its end.
    if (campaign?.status === "cancelled" && (await this.counts(campaignId)).pending > 0) await this.cancel(campaignId);
    if (!campaign || campaign.status === "done" || campaign.status === "cancelled") return undefined;
    if (campaign.status === "sending") {
      await this.#noteEnd(campaignId);
      await this.#enqueueIdle(campaign, now);
    }
    const age = now.getTime() - Date.parse(campaign.createdAt);
    return new Date(now.getTime() + Math.min(LONGEST_WATCH_MS, Math.max(WATCH_MS, age)));
  }

  async #enqueueIdle(campaign: Campaign, now: Date): Promise<void> {
    for (const tenantId of campaign.tenants) {
      const part = await this.needs.store.findPart({ campaignId: campaign.id, tenantId });
      const isBusy = Date.parse(part?.value.workerUntil ?? "") > now.getTime();
      if (part && !isBusy) await this.#enqueuePart(campaign, tenantId);
    }
  }

  async #noteEnd(campaignId: string): Promise<void> {
    const { store, clock } = this.needs;
    const { pending } = await this.counts(campaignId);
    if (pending > 0) return;
    const endedAt = clock.now().toISOString();
    const ended = await store.changeCampaign(campaignId, (now) =>
      now.status === "sending" ? { ...now, status: "done", endedAt } : undefined,
    );
    // Somebody may have sent it again, or added people, since it was counted.
    if (ended && (await this.counts(campaignId)).pending > 0) await this.#reopen(campaignId);
    this.needs.moved(campaignId);
  }

  async #reopen(campaignId: string): Promise<Campaign> {
    const found = await this.campaign(campaignId);
    if (found.status === "planning") throw new ExpectedError("not-open", "This message has not been sent yet.");
    if (found.status === "cancelled") {
      throw new ExpectedError("not-open", "This message was cancelled, so it can't be sent again.");
    }
    const reopened = await this.needs.store.changeCampaign(campaignId, (campaign) => {
      if (campaign.status !== "done") return undefined;
      const { endedAt: _, ...rest } = campaign;
      return { ...rest, status: "sending" };
    });
    return reopened ?? found;
  }

  async #forget(campaignId: string, tenants?: readonly string[]): Promise<void> {
    const campaign = await this.needs.store.findCampaign(campaignId);
    if (!campaign) return;
    await this.needs.store.detachCampaign({ ...campaign, tenants: [...(tenants ?? campaign.tenants)] });
  }

  #watch(campaignId: string): Promise<void> {
    const due = new Date(this.needs.clock.now().getTime() + WATCH_MS).toISOString();
    return this.needs.timers.set({ id: `watch|${campaignId}`, kind: TIMERS.watch, subject: campaignId, due });
  }

  /**
   * Each moment is set once by this process; setting it again by another changes nothing. One that is over is set again:
   * it may have been handled before what waits for it was written.
   */
  async #releaseAt(tenantId: string, moment: Date): Promise<void> {
    const due = moment.toISOString();
    const id = `release|${tenantId}|${due}`;
    if (this.#releases.has(id) && moment > this.needs.clock.now()) return;
    await this.needs.timers.set({ id, kind: TIMERS.release, subject: tenantId, due });
    if (this.#releases.size > MOST_RELEASES) this.#releases.clear();
    this.#releases.add(id);
  }

  readonly #releases = new Set<string>();
}

const MOST_RELEASES = 1000;
