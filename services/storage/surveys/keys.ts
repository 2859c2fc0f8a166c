import { randomBytes } from "node:crypto";
import { ImpossibleError } from "../../kernel/errors.js";
import type { KeyStore } from "../../surveys/ports.js";
import type { Table } from "../table.js";

/** One row a key. Keys are cached, since an open wave asks for its own with each answer. */
export class TableKeys implements KeyStore {
  readonly #cache = new Map<string, string>();

  constructor(private readonly table: Table) {}

  async key(waveId: string, name: "pseudonym" | "closing"): Promise<string> {
    const cached = this.#cache.get(`${waveId}|${name}`);
    if (cached) return cached;
    const fresh = randomBytes(32).toString("hex");
    const made = await this.table.insert(waveId, name, { v: 1, key: fresh });
    const row = made ? undefined : await this.table.find(waveId, name);
    const key = made ? fresh : row?.values.key;
    if (typeof key !== "string") throw new ImpossibleError("a key was destroyed while it was asked for");
    this.#cache.set(`${waveId}|${name}`, key);
    return key;
  }

  async destroy(waveId: string): Promise<void> {
    this.#cache.delete(`${waveId}|pseudonym`);
    this.#cache.delete(`${waveId}|closing`);
    await this.table.removePartition(waveId);
  }
}
