import type { Clock } from "../kernel/clock.js";
import type { Pause } from "../kernel/pause.js";
import type { Randomness } from "../kernel/random.js";
import { personKey } from "../people/schema.js";
import { COMMIT_SIZE, type DeliveryStore, type SeenContact, type SeenPart } from "./ports.js";
import { NO_DELIVERIES } from "./rules.js";
import type { Contact, Delivery, DeliveryState, Part, PartId } from "./schema.js";

export interface LedgerNeeds {
  readonly store: DeliveryStore;
  readonly clock: Clock;
  readonly pause: Pause;
  readonly random: Randomness;
  readonly report: (error: unknown) => void;
}

/** What a change is decided on: the delivery and its person's contact as they are stored now. */
export interface Standing {
  readonly delivery: Delivery;
  readonly contact: Contact | undefined;
  /** This run. */
  readonly worker: string;
  /** Whether it may still begin something: it has the part, and nobody has cancelled it. */
  readonly mayBegin: boolean;
}

export interface Change {
  readonly delivery?: Delivery | undefined;
  readonly contact?: Contact | undefined;
}

/** Undefined, or without a delivery: leave it as it is. Asked again when somebody else was faster. */
export type Decision = (standing: Standing) => Change | undefined;

/** A run that stopped renewing is taken over after this long. */
const RUN_MS = 30_000;
/** How often it is renewed when nothing else is written. */
const RENEW_MS = 10_000;
/** Changes that nobody waits for are gathered so long into one commit. */
const GATHER_MS = 150;
const CLOSING_TRIES = 3;
/** Storage that fails is tried again after this long. */
const AFTER_FAILURE_MS = 500;

interface Entry {
  delivery: Delivery;
  contact: SeenContact | undefined;
  /** Its person had themselves erased, or all was purged. */
  isGone: boolean;
  readonly decide: Decision;
  done(after: Delivery | undefined): void;
}

/**
 * How one run changes its part: changes that come together are one commit, which also renews the run's hold on the part.
 * When somebody else has changed the part or a person's contact, all are decided anew on what is stored.
 */
export class Ledger {
  readonly #waiting: Entry[] = [];
  /** Counts the changes by others that were met. */
  #others = 0;
  /** Up to which of them a delivery is as it was read: an older one is read anew before it is changed. */
  readonly #asOf = new WeakMap<Delivery, number>();
  readonly #ending = new AbortController();
  #working: Promise<void> | undefined;
  #gathering = new AbortController();

  private constructor(
    private readonly needs: LedgerNeeds,
    private seen: SeenPart,
    private readonly worker: string,
  ) {}

  /** Takes the part for this run; undefined when another has it, or when there is none. */
  static async open(needs: LedgerNeeds, id: PartId): Promise<Ledger | "busy" | undefined> {
    const worker = needs.random.id();
    for (;;) {
      const seen = await needs.store.findPart(id);
      if (!seen) return undefined;
      const now = needs.clock.now();
      if (seen.value.worker && Date.parse(seen.value.workerUntil ?? "") > now.getTime()) return "busy";
      const next = { ...seen.value, ...held(worker, now), change: needs.random.id() };
      const taken = await needs.store.commit(seen, next, [], []);
      if (taken) return new Ledger(needs, taken, worker);
    }
  }

  get part(): Part {
    return this.seen.value;
  }

  /** Whether this run still has the part and nobody has cancelled it. */
  get mayBegin(): boolean {
    return this.part.worker === this.worker && !this.part.cancelled;
  }

  /** The part's deliveries in these states, page by page, for {@link change}. */
  async *pages(states: readonly DeliveryState[]): AsyncGenerator<readonly Delivery[]> {
    const { campaignId, tenantId } = this.part;
    const pages = this.needs.store.deliveries({ campaignId, tenantId }, states)[Symbol.asyncIterator]();
    for (;;) {
      const asOf = this.#others;
      const { value, done } = await pages.next();
      if (done) return;
      for (const delivery of value) this.#asOf.set(delivery, asOf);
      yield value;
    }
  }

  /**
   * The delivery as changed, or undefined when nothing was. Storage that fails is tried again until it answers. `hurry`:
   * somebody waits for it.
   */
  change(
    delivery: Delivery,
    decide: Decision,
    { contact, hurry = false }: { readonly contact?: SeenContact; readonly hurry?: boolean } = {},
  ): Promise<Delivery | undefined> {
    return new Promise((resolve) => {
      this.#waiting.push({ delivery, contact, isGone: false, decide, done: resolve });
      if (hurry) this.#gathering.abort();
      this.#work();
    });
  }

  /** Keeps the part while sends are under way and nothing is written, until `signal` is aborted. */
  async renew(signal: AbortSignal): Promise<void> {
    const { pause, clock } = this.needs;
    while (!signal.aborted) {
      await pause(RENEW_MS, signal);
      const left = Date.parse(this.part.workerUntil ?? "") - clock.now().getTime();
      if (signal.aborted || left > RUN_MS - RENEW_MS || this.part.worker !== this.worker) continue;
      await this.#commit([]);
    }
  }

  /** Gives the part back once everything is written. */
  async close(): Promise<void> {
    await this.#working;
    this.#ending.abort();
    // Given up at last by its lease, should storage not answer.
    for (let tries = 0; tries < CLOSING_TRIES && this.part.worker === this.worker; tries += 1) {
      const { worker: _, workerUntil: __, ...rest } = this.part;
      try {
        if (await this.needs.store.commit(this.seen, { ...rest, change: this.needs.random.id() }, [], [])) return;
        await this.#refresh([]);
      } catch (error) {
        this.needs.report(error);
      }
    }
  }

  #work(): void {
    this.#working ??= this.#drain();
  }

  /** Ends in the same moment in which it finds nothing waiting, so that nothing comes in between unseen. */
  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      if (this.#waiting.length < COMMIT_SIZE) await this.needs.pause(GATHER_MS, this.#gathering.signal);
      this.#gathering = new AbortController();
      await this.#commit(this.#waiting.splice(0, COMMIT_SIZE));
    }
    this.#working = undefined;
  }

  /** Returns when it is written, however long that takes: what was sent must not be forgotten. */
  async #commit(entries: Entry[]): Promise<void> {
    for (;;) {
      try {
        if (entries.some(({ delivery }) => this.#isOld(delivery))) await this.#readAnew(entries);
        if (await this.#tryCommit(entries)) return;
        await this.#refresh(entries);
      } catch (error) {
        this.needs.report(error);
        await this.needs.pause(AFTER_FAILURE_MS, this.#ending.signal);
        await this.#refresh(entries).catch(this.needs.report);
      }
    }
  }

  async #tryCommit(entries: readonly Entry[]): Promise<boolean> {
    const { store, clock, random } = this.needs;
    const mine = this.part.worker === this.worker;
    const decided = entries.map((entry) => ({ entry, change: this.#decide(entry) }));
    const changes = decided.flatMap(({ entry, change }) =>
      change?.delivery && change.delivery !== entry.delivery
        ? [{ before: entry.delivery, after: change.delivery }]
        : [],
    );
    const contacts = decided.flatMap(({ entry, change }) =>
      change?.contact ? [{ value: change.contact, version: entry.contact?.version }] : [],
    );
    if (changes.length + contacts.length > 0 || (entries.length === 0 && mine)) {
      const next = { ...this.part, ...(mine ? held(this.worker, clock.now()) : {}), change: random.id() };
      const written = await store.commit(this.seen, next, changes, contacts);
      if (!written) return false;
      this.seen = written;
    }
    for (const { entry, change } of decided) {
      if (change?.delivery) this.#asOf.set(change.delivery, this.#others);
      entry.done(change?.delivery);
    }
    return true;
  }

  #decide({ isGone, delivery, contact, decide }: Entry): Change | undefined {
    if (isGone) return undefined;
    return decide({ delivery, contact: contact?.value, worker: this.worker, mayBegin: this.mayBegin });
  }

  #isOld(delivery: Delivery): boolean {
    return (this.#asOf.get(delivery) ?? -1) < this.#others;
  }

  /** The part first: what is read after it is as new as it is, or else the commit fails. */
  async #refresh(entries: readonly Entry[]): Promise<void> {
    const { campaignId, tenantId } = this.part;
    const part = await this.needs.store.findPart({ campaignId, tenantId });
    this.#others += 1;
    this.seen = part ?? {
      value: { campaignId, tenantId, counts: NO_DELIVERIES, cancelled: true, change: "" },
      version: undefined,
    };
    await this.#readAnew(entries);
  }

  async #readAnew(entries: readonly Entry[]): Promise<void> {
    const { store } = this.needs;
    const { campaignId, tenantId } = this.part;
    const asOf = this.#others;
    const people = entries.map(({ delivery }) => delivery.person);
    const deliveries = await store.findDeliveries({ campaignId, tenantId }, people);
    const contacts = await store.contacts(tenantId, people);
    for (const entry of entries) {
      const key = personKey(entry.delivery.person);
      const delivery = deliveries.get(key);
      entry.isGone = !delivery;
      entry.delivery = delivery ?? entry.delivery;
      this.#asOf.set(entry.delivery, asOf);
      if (entry.contact) entry.contact = contacts.get(key);
    }
  }
}

function held(worker: string, now: Date) {
  return { worker, workerUntil: new Date(now.getTime() + RUN_MS).toISOString() };
}
