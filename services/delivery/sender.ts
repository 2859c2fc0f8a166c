import type { Clock } from "../kernel/clock.js";
import type { Leases } from "../kernel/leases.js";
import type { Pause } from "../kernel/pause.js";
import type { Randomness } from "../kernel/random.js";
import { repeat } from "../kernel/schedule.js";
import type { PeopleStore } from "../people/ports.js";
import type { PersonId } from "../people/schema.js";
import { Lane } from "./lane.js";
import type { AddressStore, DeliveryStore, Messenger, SeenDelivery, SendOutcome } from "./ports.js";
import { backOffMs, begun, cancelled, settled, unreachable } from "./rules.js";
import type { Address, Message, Reason } from "./schema.js";

export interface SenderNeeds {
  readonly store: DeliveryStore;
  readonly addresses: Pick<AddressStore, "find">;
  readonly people: Pick<PeopleStore, "find">;
  readonly messenger: Messenger;
  readonly leases: Leases;
  readonly requestsPerSecondPerTenant: number;
  readonly clock: Clock;
  readonly pause: Pause;
  readonly random: Randomness;
  /** Told of what should not happen; the delivery is tried again later. */
  readonly report: (error: unknown) => void;
}

/** Sends at a time into one tenant. */
const WIDTH = 8;
/** A process that died is taken over after this long. */
const LEASE_MS = 45_000;
const RENEW_MS = 15_000;
/** How often a process looks for campaigns that nobody is sending. */
const LOOK_MS = 10_000;

/** Sends pending deliveries from inside this process, one campaign by one process at a time. */
export class Sender {
  readonly #holder: string;
  readonly #lanes = new Map<string, Lane>();
  readonly #runs = new Map<string, Run>();
  readonly #stopping = new AbortController();
  #look: { stop(): Promise<void> } | undefined;

  constructor(private readonly needs: SenderNeeds) {
    this.#holder = needs.random.id();
  }

  /** Sends what is pending of this campaign. Returns at once. */
  start(campaignId: string): void {
    if (this.#stopping.signal.aborted) return;
    const running = this.#runs.get(campaignId);
    if (running) {
      running.again = true;
      return;
    }
    const run: Run = { campaignId, again: false, halt: new AbortController(), done: Promise.resolve() };
    this.#runs.set(campaignId, run);
    run.done = this.#send(run)
      .catch(this.needs.report)
      .finally(() => {
        this.#runs.delete(campaignId);
        if (run.again) this.start(campaignId);
      });
  }

  /** Goes on with what an earlier or another process has left, now and from time to time. */
  resume(): void {
    const { pause, random, report } = this.needs;
    const often = { everyMs: LOOK_MS, jitterMs: LOOK_MS / 10, pause, random, report };
    this.#look ??= repeat(() => this.#goOn(), often);
  }

  /** Stops this campaign's sending and marks what is left of it as cancelled. */
  async cancel(campaignId: string): Promise<void> {
    this.#runs.get(campaignId)?.halt.abort();
    const { store } = this.needs;
    await store.changeDeliveries(campaignId, cancelled);
    const endedAt = this.needs.clock.now().toISOString();
    await store.changeCampaign(campaignId, (campaign) => ({ ...campaign, endedAt }));
  }

  /** Takes up nothing more and finishes what is under way, for `graceMs` at most. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping.abort();
    const patience = new AbortController();
    const ended = Promise.all([this.#look?.stop(), this.idle()]).then(() => patience.abort());
    await Promise.race([ended, this.needs.pause(graceMs, patience.signal)]);
  }

  /** Resolves when nothing is being sent. */
  async idle(): Promise<void> {
    while (this.#runs.size > 0) await Promise.all([...this.#runs.values()].map(({ done }) => done));
  }

  async #goOn(): Promise<void> {
    for await (const { id, status, endedAt } of this.needs.store.campaigns()) {
      if (this.#stopping.signal.aborted) return;
      if (status === "sending" && !this.#runs.has(id)) this.start(id);
      if (status === "cancelled" && !endedAt) await this.cancel(id);
    }
  }

  async #send(run: Run): Promise<void> {
    const { leases } = this.needs;
    const lease = `campaign:${run.campaignId}`;
    if (!(await this.#take(lease))) return;
    const { pause, random, report } = this.needs;
    const renew = async () => {
      if (!(await this.#take(lease))) run.halt.abort();
    };
    const renewal = repeat(renew, { everyMs: RENEW_MS, jitterMs: 0, pause, random, report });
    try {
      await this.#sendPending(run);
    } finally {
      await renewal.stop();
      await leases.release(lease, this.#holder);
    }
  }

  #take(lease: string): Promise<boolean> {
    const now = this.needs.clock.now();
    return this.needs.leases.take(lease, this.#holder, new Date(now.getTime() + LEASE_MS), now);
  }

  async #sendPending({ campaignId, halt }: Run): Promise<void> {
    const { store, clock } = this.needs;
    const campaign = await store.findCampaign(campaignId);
    if (campaign?.status !== "sending") return;
    const signal = AbortSignal.any([this.#stopping.signal, halt.signal]);
    const deliveries: Promise<void>[] = [];
    for await (const seen of store.deliveries(campaignId)) {
      const isPending = seen.delivery.state === "pending";
      if (isPending) deliveries.push(this.#deliver(campaign.message, seen, signal).catch(this.needs.report));
    }
    await Promise.all(deliveries);
    const { pending } = await store.counts(campaignId);
    if (pending > 0) return;
    const endedAt = clock.now().toISOString();
    await store.changeCampaign(campaignId, (now) =>
      now.status === "sending" ? { ...now, status: "done", endedAt } : undefined,
    );
  }

  /** Tries until the delivery is settled. */
  async #deliver(message: Message, pending: SeenDelivery, signal: AbortSignal): Promise<void> {
    const lane = this.#laneOf(pending.delivery.person.tenantId);
    let seen = pending;
    while (!signal.aborted) {
      const next = await lane.inTurn(() => this.#try(message, seen, lane, signal));
      if (!next) return;
      seen = next.seen;
      await this.needs.pause(next.waitMs, signal);
    }
  }

  /** How long to wait before the next try; undefined when there is nothing more to do. */
  async #try(
    message: Message,
    seen: SeenDelivery,
    lane: Lane,
    signal: AbortSignal,
  ): Promise<{ seen: SeenDelivery; waitMs: number } | undefined> {
    if (signal.aborted) return undefined;
    const { store, random } = this.needs;
    const to = await this.#addressOf(seen.delivery.person);
    if (typeof to === "string") {
      await store.changeDelivery(seen, (delivery) => unreachable(delivery, to));
      return undefined;
    }
    await lane.slot(signal);
    if (signal.aborted) return undefined;
    const underWay = await store.changeDelivery(seen, (delivery) => begun(delivery, this.#holder));
    if (underWay?.delivery.state !== "pending") return undefined;
    const outcome = await this.#hand(to, message);
    if (outcome.kind === "retry" && outcome.throttled) lane.slowDown(outcome.afterMs);
    else lane.speedUp();
    const after = await store.changeDelivery(underWay, (delivery) => settled(delivery, outcome, this.#holder));
    if (after?.delivery.state !== "pending" || outcome.kind !== "retry") return undefined;
    return { seen: after, waitMs: backOffMs(after.delivery.attempts, outcome.afterMs, random) };
  }

  async #addressOf(person: PersonId): Promise<Address | Reason> {
    const { people, addresses } = this.needs;
    const [known, address] = await Promise.all([people.find(person), addresses.find(person)]);
    if (known?.status !== "active") return "left";
    return address?.state === "reachable" ? address : "not-installed";
  }

  async #hand(to: Address, message: Message): Promise<SendOutcome> {
    try {
      return await this.needs.messenger.send(to, message);
    } catch (error) {
      this.needs.report(error);
      return { kind: "retry", afterMs: undefined, throttled: false, uncertain: true };
    }
  }

  #laneOf(tenantId: string): Lane {
    const { requestsPerSecondPerTenant, clock, pause } = this.needs;
    const lane = this.#lanes.get(tenantId) ?? new Lane(WIDTH, requestsPerSecondPerTenant, clock, pause);
    this.#lanes.set(tenantId, lane);
    return lane;
  }
}

interface Run {
  readonly campaignId: string;
  /** Something was added while sending: look once more after the end. */
  again: boolean;
  readonly halt: AbortController;
  done: Promise<void>;
}
