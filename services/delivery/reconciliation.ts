import type { Audit } from "../audit/ports.js";
import { nextDaily } from "../calendar/rules.js";
import type { Clock } from "../kernel/clock.js";
import { ImpossibleError } from "../kernel/errors.js";
import type { Pause } from "../kernel/pause.js";
import type { Handler } from "../schedule/ports.js";
import type { NewTimer } from "../schedule/schema.js";
import type { DeliveryStore } from "./ports.js";
import { findingsIn, isLong, isOverdue, isToBeCompared, type PartLook } from "./reconciliation-rules.js";
import { NO_DELIVERIES, totalOf } from "./rules.js";
import type { Campaign, PartId } from "./schema.js";
import { FINDINGS, type Finding, type Findings, type Reconciled } from "./views.js";

export interface ReconciliationNeeds {
  readonly store: Pick<DeliveryStore, "campaigns" | "findCampaign" | "findPart" | "recount" | "deliveries">;
  readonly timers: { ensure(timer: NewTimer): Promise<void> };
  readonly audit: Audit;
  readonly clock: Clock;
  readonly pause: Pause;
  /** Told of each campaign that doesn't add up. */
  readonly report: (error: unknown) => void;
}

const KIND = "deliveries.reconcile";
/** London time: before people are written to again, so that little moves. */
const DAILY = "06:00";
const SUBJECT = "deliveries";
const EVENT = "deliveries.reconciled";
/** A timer's handler must end within its lease; a longer comparison goes on without it. */
const PATIENCE_MS = 15_000;
/** What is being sent moves while it is counted: it is counted again, so often at most, and left for tomorrow then. */
const MOST_COUNTS = 3;
/** What doesn't add up may have been just about to: it is looked at once more after this long. */
const SECOND_LOOK_MS = 2000;
/** Parts counted at a time. */
const TOGETHER = 8;
/** The last result is shown for so long. */
const SHOWN_MS = 3 * 86_400_000;

/** What was stopped is done by another process, or at the next start, after this long. */
const SOON_MS = 60_000;
const STOPPED = Symbol("stopped");

interface Compared {
  readonly people: number;
  readonly findings: readonly Finding[];
}

/**
 * Compares each day what is counted with what is there, over the campaigns of the last days. What doesn't add up is
 * recorded and reported, and left as it is: whoever mends it must first know how it came about.
 */
export class Reconciliation {
  readonly #stopping = new AbortController();
  #running: Promise<Reconciled | undefined> | undefined;

  constructor(private readonly needs: ReconciliationNeeds) {}

  readonly handlers: Readonly<Record<string, Handler>> = { [KIND]: (_, now) => this.#due(now) };

  async start(): Promise<void> {
    const due = nextDaily(DAILY, this.needs.clock.now()).toISOString();
    await this.needs.timers.ensure({ id: KIND, kind: KIND, subject: "", due });
  }

  /** Resolves once nothing is read any more; an unfinished comparison leaves no record. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running?.catch(() => undefined);
  }

  /** The result as recorded; undefined when it was stopped. */
  async run(): Promise<Reconciled | undefined> {
    const { store, audit, clock } = this.needs;
    const findings: Record<Finding, number> = { ...findingsFrom(() => 0) };
    let [campaigns, people] = [0, 0];
    for await (const campaign of store.campaigns()) {
      if (this.#stopping.signal.aborted) return undefined;
      if (!isToBeCompared(campaign, clock.now())) continue;
      const compared = await this.#compared(campaign);
      campaigns += 1;
      people += compared.people;
      for (const finding of compared.findings) findings[finding] += 1;
    }
    if (this.#stopping.signal.aborted) return undefined;
    const details = { campaigns, people, ...findings };
    await audit.record({ subject: SUBJECT, event: EVENT, by: "system", details });
    return { at: clock.now(), campaigns, people, findings };
  }

  /** The last result, if there is one of the last three days. */
  async last(): Promise<Reconciled | undefined> {
    const { audit, clock } = this.needs;
    let last: Reconciled | undefined;
    for await (const { event, at, details } of audit.entries(SUBJECT, new Date(clock.now().getTime() - SHOWN_MS))) {
      const figure = (name: string) => Number(details[name] ?? 0);
      const findings = findingsFrom(figure);
      if (event === EVENT) last = { at, campaigns: figure("campaigns"), people: figure("people"), findings };
    }
    return last;
  }

  async #due(now: Date): Promise<Date> {
    const { pause, report } = this.needs;
    this.#running = this.run();
    const ended = this.#running.then((result) => result ?? STOPPED);
    const patience = new AbortController();
    const waited = pause(PATIENCE_MS, patience.signal);
    const first = await Promise.race([ended, waited]).finally(() => patience.abort());
    // Waited for no longer: what it fails of is told here then, and tomorrow is another day.
    ended.catch(first === undefined ? report : () => undefined);
    return first === STOPPED ? new Date(now.getTime() + SOON_MS) : nextDaily(DAILY, now);
  }

  async #compared(campaign: Campaign): Promise<Compared> {
    const first = await this.#look(campaign);
    if (first.findings.length === 0) return first;
    await this.needs.pause(SECOND_LOOK_MS, this.#stopping.signal);
    const again = await this.needs.store.findCampaign(campaign.id);
    if (!again || !isToBeCompared(again, this.needs.clock.now())) return { people: first.people, findings: [] };
    const second = await this.#look(again);
    if (second.findings.length > 0 && !this.#stopping.signal.aborted) {
      this.needs.report(new ImpossibleError(`deliveries don't add up: ${second.findings.join(", ")} in ${again.id}`));
    }
    return second;
  }

  async #look(campaign: Campaign): Promise<Compared> {
    const { id: campaignId, tenants } = campaign;
    const now = this.needs.clock.now();
    const parts: (PartLook | undefined)[] = [];
    for (let start = 0; start < tenants.length; start += TOGETHER) {
      const some = tenants.slice(start, start + TOGETHER);
      parts.push(...(await Promise.all(some.map((tenantId) => this.#counted({ campaignId, tenantId })))));
    }
    const still = parts.filter((part) => part !== undefined);
    const overdue = isLong(campaign, now) && (await this.#hasOverdue(campaign, now));
    return {
      people: still.reduce((sum, { recounted }) => sum + totalOf(recounted), 0),
      findings: findingsIn({ campaign, parts: still, isOverdue: overdue }, now),
    };
  }

  /** Undefined where it never held still: every change of a delivery changes its part, so an unchanged part has not moved. */
  async #counted(id: PartId): Promise<PartLook | undefined> {
    const { store } = this.needs;
    for (let tries = 0; tries < MOST_COUNTS && !this.#stopping.signal.aborted; tries += 1) {
      const before = await store.findPart(id);
      const recounted = await store.recount(id);
      const after = await store.findPart(id);
      if (before?.version === after?.version) return { kept: before?.value.counts ?? NO_DELIVERIES, recounted };
    }
    return undefined;
  }

  async #hasOverdue({ id: campaignId, tenants }: Campaign, now: Date): Promise<boolean> {
    for (const tenantId of tenants) {
      for await (const page of this.needs.store.deliveries({ campaignId, tenantId }, ["pending"])) {
        if (page.some((delivery) => isOverdue(delivery, now))) return true;
      }
    }
    return false;
  }
}

function findingsFrom(figure: (name: string) => number): Findings {
  return Object.fromEntries(FINDINGS.map((name) => [name, figure(name)])) as Record<Finding, number>;
}
