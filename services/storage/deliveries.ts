import { z } from "zod";
import type { DeliveryStore, SeenDelivery } from "../delivery/ports.js";
import { countStates } from "../delivery/rules.js";
import {
  type Campaign,
  campaignSchema,
  type Delivery,
  type DeliveryCounts,
  type DeliveryState,
  deliverySchema,
} from "../delivery/schema.js";
import { type Randomness, shuffled } from "../kernel/random.js";
import { type PersonId, personIdOf, personKey } from "../people/schema.js";
import { changeRow, changeRows, present, type RowShape } from "./change.js";
import type { Storage } from "./storage.js";
import { type Operation, type Row, type Table, TRANSACTION_SIZE } from "./table.js";

/** All campaigns are in one partition: a few hundred in a year. */
const ALL = "all";
/** Deliveries without their person have keys from here on, above every person key. */
const DETACHED = "~";
const AT_A_TIME = 16;
/** Each takes two operations. */
const DETACHED_TOGETHER = TRANSACTION_SIZE / 2;

/**
 * `campaigns`: (`all`, campaign id). `deliveries`: (campaign id, person key), so that a campaign is one partition;
 * one person's are found by asking each campaign.
 */
export class DeliveryTables implements DeliveryStore {
  readonly #campaigns: Table;
  readonly #deliveries: Table;

  constructor(
    storage: Storage,
    private readonly random: Randomness,
  ) {
    this.#campaigns = storage.table("campaigns");
    this.#deliveries = storage.table("deliveries");
  }

  createCampaign(campaign: Campaign): Promise<boolean> {
    return this.#campaigns.insert(ALL, campaign.id, campaigns.write(campaign));
  }

  async findCampaign(id: string): Promise<Campaign | undefined> {
    const row = await this.#campaigns.find(ALL, id);
    return row && campaigns.read(row);
  }

  async changeCampaign(
    id: string,
    change: (campaign: Campaign) => Campaign | undefined,
  ): Promise<Campaign | undefined> {
    const changed = await changeRow(this.#campaigns, { partition: ALL, key: id }, campaigns, change);
    return changed?.value;
  }

  async *campaigns(): AsyncGenerator<Campaign> {
    for await (const row of this.#campaigns.rows({ partition: ALL })) yield campaigns.read(row);
  }

  async addDeliveries(all: readonly Delivery[]): Promise<void> {
    for (let start = 0; start < all.length; start += TRANSACTION_SIZE) {
      await this.#add(all.slice(start, start + TRANSACTION_SIZE));
    }
  }

  async changeDelivery(
    { delivery, version }: SeenDelivery,
    change: (delivery: Delivery) => Delivery | undefined,
  ): Promise<SeenDelivery | undefined> {
    const place = { partition: delivery.campaignId, key: personKey(delivery.person) };
    const changed = await changeRow(this.#deliveries, place, deliveries, change, { value: delivery, version });
    return changed && { delivery: changed.value, version: changed.version };
  }

  async changeDeliveries(campaignId: string, change: (delivery: Delivery) => Delivery | undefined): Promise<void> {
    for await (const page of this.#deliveries.pages({ partition: campaignId, belowKey: DETACHED })) {
      await changeRows(this.#deliveries, page, deliveries, change);
    }
  }

  async *deliveries(campaignId: string): AsyncGenerator<SeenDelivery> {
    for await (const row of this.#deliveries.rows({ partition: campaignId, belowKey: DETACHED })) {
      yield { delivery: deliveries.read(row), version: row.version };
    }
  }

  async counts(campaignId: string): Promise<DeliveryCounts> {
    const states: DeliveryState[] = [];
    for await (const { values } of this.#deliveries.rows({ partition: campaignId, select: ["state"] })) {
      states.push(stateSchema.parse(values).state);
    }
    return countStates(states);
  }

  async deliveriesOf(person: PersonId): Promise<Delivery[]> {
    const rows = await this.#rowsOf(person);
    return rows.map(deliveries.read);
  }

  async detachPerson(person: PersonId): Promise<number> {
    const rows = await this.#rowsOf(person);
    for (const row of rows) await this.#detach([row]);
    return rows.length;
  }

  async detachCampaign(id: string): Promise<number> {
    let detached = 0;
    for await (const page of this.#deliveries.pages({ partition: id, belowKey: DETACHED })) {
      for (let start = 0; start < page.length; start += DETACHED_TOGETHER) {
        const some = page.slice(start, start + DETACHED_TOGETHER);
        // One may be gone meanwhile, and then none of the transaction was done.
        if (!(await this.#detach(some))) for (const row of some) await this.#detach([row]);
        detached += some.length;
      }
    }
    return detached;
  }

  /** The campaign's own row goes last, so that a removal cut short can be repeated. */
  async removeCampaign(id: string): Promise<number> {
    const removed = await this.#deliveries.removePartition(id);
    await this.#campaigns.remove(ALL, id);
    return removed;
  }

  /** Rows of one campaign, each replaced by one with only its state, in one transaction and in an order by chance. */
  #detach(rows: readonly Row[]): Promise<boolean> {
    const [first] = rows;
    const steps = rows.flatMap((row): Operation[] => {
      const { state } = deliveries.read(row);
      const left = { v: 1, state: state === "pending" ? "cancelled" : state };
      return [
        { do: "remove", key: row.key },
        { do: "insert", key: DETACHED + this.random.id(), values: left },
      ];
    });
    return first ? this.#deliveries.write(first.partition, shuffled(steps, this.random)) : Promise.resolve(true);
  }

  /** `part` is of one campaign. */
  async #add(part: readonly Delivery[]): Promise<void> {
    const [first] = part;
    if (!first) return;
    const inserts = part.map((one): Operation & { do: "insert" } => ({
      do: "insert",
      key: personKey(one.person),
      values: deliveries.write(one),
    }));
    if (await this.#deliveries.write(first.campaignId, inserts)) return;
    // Some are there already, and so none of the transaction was done.
    for (const { key, values } of inserts) await this.#deliveries.insert(first.campaignId, key, values);
  }

  async #rowsOf(person: PersonId): Promise<Row[]> {
    const ids: string[] = [];
    for await (const { key } of this.#campaigns.rows({ partition: ALL, select: [] })) ids.push(key);
    const found: Row[] = [];
    for (let start = 0; start < ids.length; start += AT_A_TIME) {
      const some = ids.slice(start, start + AT_A_TIME);
      const rows = await Promise.all(some.map((id) => this.#deliveries.find(id, personKey(person))));
      found.push(...rows.filter((row) => row !== undefined));
    }
    return found;
  }
}

const stateSchema = deliverySchema.pick({ state: true });

const campaignRow = z.object({
  v: z.literal(1),
  kind: z.string(),
  subject: z.string(),
  ...campaignSchema.omit({ id: true, message: true }).shape,
});

const campaigns: RowShape<Campaign> = {
  read: ({ key, values }) => {
    const { v: _, kind, subject, ...rest } = campaignRow.parse(values);
    return { id: key, message: { kind, subject }, ...rest };
  },
  write: ({ id: _, message: { kind, subject }, ...rest }) => present({ v: 1, kind, subject, ...rest }),
};

const deliveryRow = z.object({
  v: z.literal(1),
  ...deliverySchema.omit({ campaignId: true, person: true }).shape,
});

const deliveries: RowShape<Delivery> = {
  read: ({ partition, key, values }) => {
    const { v: _, ...rest } = deliveryRow.parse(values);
    return { campaignId: partition, person: personIdOf(key), ...rest };
  },
  write: ({ campaignId: _, person: __, ...rest }) => present({ v: 1, ...rest }),
};
