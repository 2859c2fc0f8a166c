import { z } from "zod";
import type { Leases } from "../kernel/leases.js";
import type { Storage } from "./storage.js";
import type { Table } from "./table.js";

const ALL = "all";
const LONG_AGO = new Date(0);

/** `leases`: (`all`, name). A row of the past is as good as none. */
export class LeaseTable implements Leases {
  readonly #table: Table;

  constructor(storage: Storage) {
    this.#table = storage.table("leases");
  }

  async take(name: string, holder: string, until: Date, now: Date): Promise<boolean> {
    const values = { v: 1, holder, until };
    const row = await this.#table.find(ALL, name);
    if (!row) return this.#table.insert(ALL, name, values);
    const lease = leaseRow.parse(row.values);
    if (lease.holder !== holder && lease.until > now) return false;
    return this.#table.replace(ALL, name, values, row.version);
  }

  /** The row stays, run out: removing it could take away what another has taken this very moment. */
  async release(name: string, holder: string): Promise<void> {
    const row = await this.#table.find(ALL, name);
    if (!row || leaseRow.parse(row.values).holder !== holder) return;
    await this.#table.replace(ALL, name, { v: 1, holder, until: LONG_AGO }, row.version);
  }
}

const leaseRow = z.object({ v: z.literal(1), holder: z.string(), until: z.date() });
