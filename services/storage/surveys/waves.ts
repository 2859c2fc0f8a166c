import type { Versioned, WaveStore } from "../../surveys/ports.js";
import { type Wave, waveSchema } from "../../surveys/schema.js";
import { fromJson, json } from "../limits.js";
import type { Row, Table } from "../table.js";

const PARTITION = "wave";

/** All waves in one partition: a partnership has some dozens a year, and lists show them all. */
export class TableWaves implements WaveStore {
  constructor(private readonly table: Table) {}

  async create(wave: Wave): Promise<void> {
    await this.table.insert(PARTITION, wave.id, valuesOf(wave));
  }

  async find(waveId: string): Promise<Versioned<Wave> | undefined> {
    const row = await this.table.find(PARTITION, waveId);
    return row && { value: waveOf(row), version: row.version };
  }

  save(wave: Wave, version: string): Promise<boolean> {
    return this.table.replace(PARTITION, wave.id, valuesOf(wave), version);
  }

  async *all(): AsyncGenerator<Wave> {
    for await (const row of this.table.rows({ partition: PARTITION })) yield waveOf(row);
  }

  async remove(waveId: string): Promise<void> {
    await this.table.remove(PARTITION, waveId);
  }
}

function valuesOf(wave: Wave) {
  return { v: 1, ...json("wave", wave) };
}

function waveOf(row: Row): Wave {
  return waveSchema.parse(fromJson("wave", row.values));
}
