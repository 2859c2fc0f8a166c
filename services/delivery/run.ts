import type { Turnstile } from "../kernel/turnstile.js";
import type { PeopleStore } from "../people/ports.js";
import { personKey } from "../people/schema.js";
import type { Lane, Slot } from "./lane.js";
import { Ledger, type LedgerNeeds, type Standing } from "./ledger.js";
import { type NudgeLimits, nudged, permission } from "./nudge-rules.js";
import type { AddressStore, Letter, Messenger, SeenContact, SendingMeter, SendOutcome } from "./ports.js";
import { backOffMs, begun, isDue, postponed, settled, suppressed, unreachable } from "./rules.js";
import type { Address, Campaign, Delivery, PartId } from "./schema.js";

export interface RunNeeds extends LedgerNeeds {
  readonly addresses: Pick<AddressStore, "findMany">;
  readonly people: Pick<PeopleStore, "findMany">;
  readonly messenger: Messenger;
  /** Left out: nobody is held back. */
  readonly limits: NudgeLimits | undefined;
  readonly meter: SendingMeter;
  /** Bounds what this process has under way in all tenants together. */
  readonly turnstile: Turnstile;
  laneOf(tenantId: string): Lane;
  /** Has what is held back in the tenant released at that moment. Called before anything is. */
  releaseAt(tenantId: string, moment: Date): Promise<void>;
  /** Told when deliveries of a campaign have changed. */
  readonly moved: (campaignId: string) => void;
}

/** What is left of a part after a run; `failed`: and is not tried for ever. */
export type Rest =
  /** Nothing that a run could do: all is settled, or held back until it is released. */
  { readonly kind: "nothing" } | { readonly kind: "again"; readonly afterMs: number; readonly failed?: boolean };

/** A part that another run has is looked at again after this long. */
const BUSY_MS = 5000;
/** So long a run lasts at most, so that other work comes to its turn. */
const SLICE_MS = 15_000;

/** A delivery with all that sending it takes. */
interface Ready {
  readonly delivery: Delivery;
  readonly contact: SeenContact;
  readonly address: Address;
  readonly letter: Letter;
}

/** Sends what is due of one part of a campaign, until all is settled, the slice is over or `signal` is aborted. */
export async function runPart(needs: RunNeeds, id: PartId, signal: AbortSignal): Promise<Rest> {
  const campaign = await needs.store.findCampaign(id.campaignId);
  if (campaign?.status !== "sending") return { kind: "nothing" };
  const ledger = await Ledger.open(needs, id);
  if (ledger === undefined) return { kind: "nothing" };
  if (ledger === "busy") return { kind: "again", afterMs: BUSY_MS };
  return new PartRun(needs, campaign, id, ledger).sent(signal);
}

class PartRun {
  readonly #underWay = new Set<Promise<void>>();
  readonly #lane: Lane;
  /** The earliest instant at which something that is not due now will be. */
  #next = Number.POSITIVE_INFINITY;

  constructor(
    private readonly needs: RunNeeds,
    private readonly campaign: Campaign,
    private readonly id: PartId,
    private readonly ledger: Ledger,
  ) {
    this.#lane = needs.laneOf(id.tenantId);
  }

  async sent(signal: AbortSignal): Promise<Rest> {
    const over = new AbortController();
    const renewal = this.ledger.renew(over.signal);
    try {
      const finished = await this.#sendDue(signal);
      await Promise.all(this.#underWay);
      if (!finished) return { kind: "again", afterMs: this.#lane.restMs };
      if (this.#next === Number.POSITIVE_INFINITY) return { kind: "nothing" };
      return { kind: "again", afterMs: Math.max(0, this.#next - this.needs.clock.now().getTime()) };
    } finally {
      await Promise.allSettled(this.#underWay);
      over.abort();
      await renewal;
      await this.ledger.close();
    }
  }

  /** False when it ended before everything was looked at. */
  async #sendDue(signal: AbortSignal): Promise<boolean> {
    const until = this.needs.clock.now().getTime() + SLICE_MS;
    for await (const page of this.ledger.pages(["pending"])) {
      const now = this.needs.clock.now();
      const due = page.filter((delivery) => isDue(delivery, now));
      for (const delivery of page) if (!isDue(delivery, now)) this.#comeBackFor(delivery);
      if (!(await this.#begin(await this.#prepared(due), signal))) return false;
      if (signal.aborted || !this.ledger.mayBegin || this.needs.clock.now().getTime() > until) return false;
    }
    return true;
  }

  /** What can be sent now; all else that is due is settled. */
  async #prepared(due: readonly Delivery[]): Promise<Ready[]> {
    if (due.length === 0) return [];
    const { campaign, needs } = this;
    const ids = due.map(({ person }) => person);
    const [people, addresses, contacts] = await Promise.all([
      needs.people.findMany(ids),
      needs.addresses.findMany(ids),
      needs.store.contacts(this.id.tenantId, ids),
    ]);
    const active = [...people.values()].filter(({ status }) => status === "active");
    const letters = await needs.messenger.write(campaign.message, active);
    const now = needs.clock.now();
    const isUseless = campaign.usefulUntil !== undefined && Date.parse(campaign.usefulUntil) <= now.getTime();
    const ready: Ready[] = [];
    const settling = due.map((delivery): Promise<void> | undefined => {
      const key = personKey(delivery.person);
      const [address, letter, contact] = [addresses.get(key), letters.get(key), contacts.get(key)];
      if (isUseless) return this.#end(delivery, (one) => suppressed(one.delivery, "too-late"));
      if (people.get(key)?.status !== "active") return this.#end(delivery, (one) => unreachable(one.delivery, "left"));
      if (address?.state !== "reachable")
        return this.#end(delivery, (one) => unreachable(one.delivery, "not-installed"));
      if (!letter || !contact) return this.#end(delivery, (one) => suppressed(one.delivery, "no-longer-applies"));
      if (permission(contact.value, campaign, now, needs.limits).kind === "wait")
        return this.#postpone(delivery, contact);
      ready.push({ delivery, contact, address, letter });
      return undefined;
    });
    await Promise.all(settling);
    return ready;
  }

  /** Slots first, then the mark that a try is under way, then the tries, which go on while the next slots are waited for. */
  async #begin(ready: readonly Ready[], signal: AbortSignal): Promise<boolean> {
    for (let at = 0; at < ready.length; ) {
      const slots = await this.#lane.take(ready.length - at, signal);
      if (slots.length === 0 || !this.ledger.mayBegin) {
        for (const slot of slots) slot.leave();
        return false;
      }
      const some = ready.slice(at, at + slots.length);
      at += slots.length;
      const begun = await Promise.all(some.map((one) => this.#claim(one)));
      for (const [n, slot] of slots.entries()) this.#go(some[n], begun[n], slot, signal);
    }
    return true;
  }

  #go(ready: Ready | undefined, begun: Delivery | undefined, slot: Slot, signal: AbortSignal): void {
    if (!ready || begun?.trying === undefined) {
      this.#noteEnd(begun);
      slot.leave();
      return;
    }
    const going = this.#try(ready, begun, slot, signal)
      .catch(this.needs.report)
      .finally(() => {
        slot.leave();
        this.#underWay.delete(going);
      });
    this.#underWay.add(going);
  }

  /** The delivery as begun; or as postponed, where the person was written to meanwhile. */
  #claim({ delivery, contact }: Ready): Promise<Delivery | undefined> {
    const { campaign, needs } = this;
    return this.ledger.change(
      delivery,
      (standing) => {
        if (!standing.mayBegin) return undefined;
        const delivery = begun(standing.delivery, standing.worker);
        if (delivery?.trying === undefined || delivery === standing.delivery) return { delivery };
        return (
          this.#waiting(standing) ?? {
            delivery,
            contact: standing.contact && nudged(standing.contact, campaign, needs.clock.now()),
          }
        );
      },
      { contact, hurry: true },
    );
  }

  async #try(ready: Ready, begun: Delivery, slot: Slot, signal: AbortSignal): Promise<void> {
    const { clock, messenger, meter, random } = this.needs;
    if (!(await slot.moment(signal))) {
      await this.#end(begun, ({ delivery, worker }) => notTried(delivery, worker));
      return;
    }
    const outcome = await this.needs.turnstile.through(() => messenger.send(ready.address, ready.letter));
    slot.answered(outcome.kind === "retry" && !outcome.throttled);
    slot.leave();
    if (outcome.kind === "retry" && outcome.throttled)
      await this.#lane.slowDown(outcome.afterMs).catch(this.needs.report);
    meter.tried(nameOf(outcome));
    const waitMs = backOffMs(begun.attempts, outcome.kind === "retry" ? outcome.afterMs : undefined, random);
    const again = new Date(clock.now().getTime() + waitMs);
    await this.#end(begun, ({ delivery, worker }) => settled(delivery, outcome, worker, again));
  }

  async #postpone(delivery: Delivery, contact: SeenContact): Promise<void> {
    const may = permission(contact.value, this.campaign, this.needs.clock.now(), this.needs.limits);
    if (may.kind === "wait" && may.held) await this.needs.releaseAt(this.id.tenantId, may.until);
    let mayNow = false;
    const decide = (standing: Standing) => {
      const change = this.#waiting(standing);
      mayNow = change === undefined && isDue(standing.delivery, this.needs.clock.now());
      return change;
    };
    this.#noteEnd(await this.ledger.change(delivery, decide, { contact }));
    // The moment to wait for came while the commit was waited for.
    if (mayNow) this.#next = this.needs.clock.now().getTime();
  }

  /** Not now, or never where the next allowed moment comes too late; undefined: now. */
  #waiting({ delivery, contact }: Standing): { delivery: Delivery | undefined } | undefined {
    const { campaign, needs } = this;
    const may = contact && permission(contact, campaign, needs.clock.now(), needs.limits);
    if (may?.kind !== "wait") return undefined;
    const useful = campaign.usefulUntil === undefined || may.until < new Date(campaign.usefulUntil);
    return { delivery: useful ? postponed(delivery, may.until, may.held) : suppressed(delivery, "too-late") };
  }

  async #end(delivery: Delivery, rule: (standing: Standing) => Delivery | undefined): Promise<void> {
    let stored = delivery;
    const after = await this.ledger.change(delivery, (standing) => {
      stored = standing.delivery;
      return { delivery: rule(standing) };
    });
    // Nothing to change also where the record was made and only its answer was lost.
    if (after) this.#noteEnd(after);
    else this.#comeBackFor(stored);
  }

  #noteEnd(after: Delivery | undefined): void {
    if (!after) return;
    this.#comeBackFor(after);
    if (after.state !== "pending") this.needs.meter.ended(after.state, after.reason);
    this.needs.moved(this.id.campaignId);
  }

  #comeBackFor({ state, held, notBefore }: Delivery): void {
    if (state !== "pending" || notBefore === undefined) return;
    if (held) return void this.needs.releaseAt(this.id.tenantId, new Date(notBefore)).catch(this.needs.report);
    this.#next = Math.min(this.#next, Date.parse(notBefore));
  }
}

/** A slot that was called off before anything was sent. */
function notTried(delivery: Delivery, run: string): Delivery | undefined {
  if (delivery.trying !== run) return undefined;
  const { trying: _, ...rest } = delivery;
  return { ...rest, attempts: delivery.attempts - 1 };
}

function nameOf(outcome: SendOutcome) {
  if (outcome.kind === "sent") return "sent";
  if (outcome.kind === "final") return outcome.reason;
  return outcome.throttled ? "throttled" : "retried";
}
