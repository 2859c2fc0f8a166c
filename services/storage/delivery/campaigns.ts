import { z } from "zod";
import { type Campaign, campaignSchema } from "../../delivery/schema.js";
import { changeRow, present, type RowShape } from "../change.js";
import { fromJson, json } from "../limits.js";
import type { Storage } from "../storage.js";
import type { Table } from "../table.js";

/** All campaigns are in one partition: a few hundred in a year. */
const ALL = "all";

/** `campaigns`: (`all`, campaign id). */
export class CampaignTable {
  readonly #table: Table;

  constructor(storage: Storage) {
    this.#table = storage.table("campaigns");
  }

  create(campaign: Campaign): Promise<boolean> {
    return this.#table.insert(ALL, campaign.id, shape.write(campaign));
  }

  async find(id: string): Promise<Campaign | undefined> {
    const row = await this.#table.find(ALL, id);
    return row && shape.read(row);
  }

  async change(id: string, change: (campaign: Campaign) => Campaign | undefined): Promise<Campaign | undefined> {
    const changed = await changeRow(this.#table, { partition: ALL, key: id }, shape, change);
    return changed?.value;
  }

  async *all(): AsyncGenerator<Campaign> {
    for await (const row of this.#table.rows({ partition: ALL })) yield shape.read(row);
  }

  async remove(id: string): Promise<void> {
    await this.#table.remove(ALL, id);
  }
}

/** Rows of the first version had neither manner nor tenants; their deliveries are not read any more. */
const rowSchema = z.object({
  v: z.union([z.literal(1), z.literal(2)]),
  kind: z.string(),
  subject: z.string(),
  ...campaignSchema.omit({ id: true, message: true }).shape,
  manner: campaignSchema.shape.manner.default("tells"),
  tenants: campaignSchema.shape.tenants.default([]),
});

const shape: RowShape<Campaign> = {
  read: ({ key, values }) => {
    const { v: _, kind, subject, ...rest } = rowSchema.parse({ ...values, tenants: fromJson("tenants", values) });
    return { id: key, message: { kind, subject }, ...rest };
  },
  write: ({ id: _, message: { kind, subject }, tenants, ...rest }) =>
    present({ v: 2, kind, subject, ...rest, ...json("tenants", tenants) }),
};
