import type { SeriesStore } from "../../sessions/ports.js";
import { type Series, seriesSchema } from "../../sessions/schema.js";
import { fromJson, json } from "../limits.js";
import type { Table } from "../table.js";

const ALL = "all";

/** `series`: (`all`, series). Only what coordinators changed or added in chat. */
export class TableSeries implements SeriesStore {
  constructor(private readonly table: Table) {}

  async all(): Promise<Series[]> {
    const all: Series[] = [];
    for await (const { values } of this.table.rows({ partition: ALL })) {
      all.push(seriesSchema.parse(fromJson("series", values)));
    }
    return all;
  }

  async save(series: Series): Promise<void> {
    await this.table.put(ALL, series.id, { v: 1, ...json("series", series) });
  }
}
