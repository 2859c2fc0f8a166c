import type { DeliveryChange, DeliveryStore, SeenContact, SeenPart, Waiting } from "../../delivery/ports.js";
import { countStates, shifted, sumOf } from "../../delivery/rules.js";
import type { Campaign, Delivery, DeliveryCounts, DeliveryState, Part, PartId } from "../../delivery/schema.js";
import { type Randomness, shuffled } from "../../kernel/random.js";
import { type PersonId, personKey } from "../../people/schema.js";
import { rowsAmong } from "../among.js";
import type { Storage } from "../storage.js";
import type { Table } from "../table.js";
import { CampaignTable } from "./campaigns.js";
import { keys, ranges, waitingIn } from "./keys.js";
import { PartTable } from "./part-table.js";
import { contactOf, deliveryShape, stateRow } from "./rows.js";
import { adding, changing, contactStep, detaching, leftBehind } from "./steps.js";

const A_PAGE = 200;
/** A part's row and so many deliveries fill a transaction. */
const ADDED_TOGETHER = 99;
/** A part's row, and for each delivery two rows, and perhaps a contact and a mark of waiting. */
const DETACHED_TOGETHER = 24;
const AT_A_TIME = 16;

/**
 * `deliveries`: a partition a tenant, keys in keys.ts. One person's deliveries are found by asking each campaign.
 */
export class DeliveryTables implements DeliveryStore {
  readonly #campaigns: CampaignTable;
  readonly #parts: PartTable;
  readonly #table: Table;

  constructor(
    storage: Storage,
    private readonly random: Randomness,
  ) {
    this.#campaigns = new CampaignTable(storage);
    this.#table = storage.table("deliveries");
    this.#parts = new PartTable(this.#table, random);
  }

  createCampaign(campaign: Campaign): Promise<boolean> {
    return this.#campaigns.create(campaign);
  }

  findCampaign(id: string): Promise<Campaign | undefined> {
    return this.#campaigns.find(id);
  }

  changeCampaign(id: string, change: (campaign: Campaign) => Campaign | undefined): Promise<Campaign | undefined> {
    return this.#campaigns.change(id, change);
  }

  campaigns(): AsyncIterable<Campaign> {
    return this.#campaigns.all();
  }

  findPart(id: PartId): Promise<SeenPart | undefined> {
    return this.#parts.find(id);
  }

  async commit(
    seen: SeenPart,
    next: Part,
    changes: readonly DeliveryChange[],
    contacts: readonly SeenContact[],
  ): Promise<SeenPart | undefined> {
    const moves = changes.map(({ before, after }) => ({ from: before.state, to: after.state }));
    const part = { ...next, counts: shifted(next.counts, moves) };
    return this.#parts.write(seen, part, [...changes.flatMap(changing), ...contacts.map(contactStep)]);
  }

  async addDeliveries(id: PartId, all: readonly Delivery[]): Promise<void> {
    for (let start = 0; start < all.length; start += ADDED_TOGETHER) {
      await this.#add(id, all.slice(start, start + ADDED_TOGETHER));
    }
  }

  async *deliveries(
    { campaignId, tenantId }: PartId,
    states?: readonly DeliveryState[],
  ): AsyncGenerator<readonly Delivery[]> {
    const where = states && { where: { property: "state", oneOf: states } };
    const query = { partition: tenantId, ...ranges.deliveries(campaignId), ...where, pageSize: A_PAGE };
    for await (const page of this.#table.pages(query)) yield page.map(deliveryShape.read);
  }

  async findDeliveries(
    { campaignId, tenantId }: PartId,
    people: readonly PersonId[],
  ): Promise<ReadonlyMap<string, Delivery>> {
    const wanted = people.map(({ objectId }) => keys.delivery(campaignId, objectId));
    const rows = await rowsAmong(this.#table, tenantId, wanted);
    return new Map(rows.map(deliveryShape.read).map((delivery) => [personKey(delivery.person), delivery]));
  }

  async contacts(tenantId: string, people: readonly PersonId[]): Promise<ReadonlyMap<string, SeenContact>> {
    const found = new Map<string, SeenContact>(
      people.map((person) => [personKey(person), { value: { person, recent: [] }, version: undefined }]),
    );
    const wanted = people.map(({ objectId }) => keys.contact(objectId));
    for (const row of await rowsAmong(this.#table, tenantId, wanted)) {
      const value = contactOf(row);
      found.set(personKey(value.person), { value, version: row.version });
    }
    return found;
  }

  async *waiting(tenantId: string): AsyncGenerator<Waiting> {
    for await (const { key, values } of this.#table.rows({ partition: tenantId, ...ranges.waiting })) {
      const { objectId, campaignId } = waitingIn(key);
      yield { person: { tenantId, objectId }, campaignId, until: new Date(values.until as Date) };
    }
  }

  async counts({ id, tenants }: Pick<Campaign, "id" | "tenants">): Promise<DeliveryCounts> {
    const parts = await Promise.all(tenants.map((tenantId) => this.findPart({ campaignId: id, tenantId })));
    return sumOf(parts.flatMap((part) => part?.value.counts ?? []));
  }

  async recount({ campaignId, tenantId }: PartId): Promise<DeliveryCounts> {
    const states: DeliveryState[] = [];
    const query = { partition: tenantId, ...ranges.allDeliveries(campaignId), select: ["state"] };
    for await (const { values } of this.#table.rows(query)) states.push(stateRow.parse(values).state);
    return countStates(states);
  }

  async deliveriesOf(person: PersonId): Promise<Delivery[]> {
    const found: Delivery[] = [];
    for await (const parts of this.#partsWith(person)) {
      const some = await Promise.all(parts.map((part) => this.findDeliveries(part, [person])));
      found.push(...some.flatMap((deliveries) => [...deliveries.values()]));
    }
    return found;
  }

  async detachPerson(person: PersonId): Promise<number> {
    let detached = 0;
    for (const { campaignId, person: whose } of await this.deliveriesOf(person)) {
      detached += await this.#detach({ campaignId, tenantId: whose.tenantId }, [whose]);
    }
    await this.#table.remove(person.tenantId, keys.contact(person.objectId));
    return detached;
  }

  async detachCampaign({ id, tenants }: Campaign, which = (_: Delivery) => true): Promise<number> {
    let detached = 0;
    for (const tenantId of tenants) {
      const part = { campaignId: id, tenantId };
      for await (const page of this.deliveries(part)) {
        const people = page.filter(which).map(({ person }) => person);
        for (let start = 0; start < people.length; start += DETACHED_TOGETHER) {
          detached += await this.#detach(part, people.slice(start, start + DETACHED_TOGETHER));
        }
      }
    }
    return detached;
  }

  /** The campaign's own row goes last, so that a removal cut short can be repeated. */
  async removeCampaign({ id, tenants }: Campaign): Promise<number> {
    let removed = 0;
    for (const partition of tenants) {
      await this.#removeWaiting(partition, id);
      removed += await this.#table.removeRows({ partition, ...ranges.allDeliveries(id) });
      await this.#table.remove(partition, keys.part(id));
    }
    await this.#campaigns.remove(id);
    return removed;
  }

  async removeContacts(before: Date): Promise<number> {
    let removed = 0;
    for await (const row of this.#table.rows(ranges.contacts)) {
      const { recent } = contactOf(row);
      if (recent.every(({ at }) => at < before) && (await this.#table.remove(row.partition, row.key))) removed += 1;
    }
    return removed;
  }

  async #removeWaiting(tenantId: string, id: string): Promise<void> {
    for await (const { campaignId, person } of this.waiting(tenantId)) {
      if (campaignId === id) await this.#table.remove(tenantId, keys.waiting(person.objectId, id));
    }
  }

  #add(id: PartId, deliveries: readonly Delivery[]): Promise<void> {
    return this.#parts.changing(id, async () => {
      const people = deliveries.map(({ person }) => person);
      const there = await this.findDeliveries(id, people);
      const missing = deliveries.filter(({ person }) => !there.has(personKey(person)));
      return { steps: missing.map(adding), moves: missing.map(({ state }) => ({ from: undefined, to: state })) };
    });
  }

  /** In an order by chance, so that it tells nothing. */
  async #detach(id: PartId, people: readonly PersonId[]): Promise<number> {
    let count = 0;
    await this.#parts.changing(id, async () => {
      const deliveries = [...(await this.findDeliveries(id, people)).values()];
      const contacts = await this.contacts(id.tenantId, people);
      count = deliveries.length;
      const steps = deliveries.flatMap((one) => detaching(one, contacts.get(personKey(one.person)), this.random.id()));
      const moves = deliveries.map(({ state }) => ({ from: state, to: leftBehind(state) }));
      return { steps: shuffled(steps, this.random), moves };
    });
    return count;
  }

  async *#partsWith({ tenantId }: PersonId): AsyncGenerator<PartId[]> {
    let parts: PartId[] = [];
    for await (const { id, tenants } of this.#campaigns.all()) {
      if (tenants.includes(tenantId)) parts.push({ campaignId: id, tenantId });
      if (parts.length < AT_A_TIME) continue;
      yield parts;
      parts = [];
    }
    yield parts;
  }
}
