import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { SigningKeys } from "../files/ports.js";
import { ImpossibleError } from "../kernel/errors.js";
import type { Storage } from "./storage.js";
import type { Table } from "./table.js";

const ALL = "all";

/** `signingkeys`: (`all`, name). Read once a process: a key never changes. */
export class SigningKeyTable implements SigningKeys {
  readonly #table: Table;
  readonly #known = new Map<string, Buffer>();

  constructor(storage: Storage) {
    this.#table = storage.table("signingkeys");
  }

  async signingKey(name: string): Promise<Buffer> {
    const known = this.#known.get(name) ?? (await this.#read(name)) ?? (await this.#make(name));
    this.#known.set(name, known);
    return known;
  }

  async #make(name: string): Promise<Buffer> {
    await this.#table.insert(ALL, name, { v: 1, key: randomBytes(32).toString("hex") });
    // Another process may have been first: what is stored counts.
    const stored = await this.#read(name);
    if (!stored) throw new ImpossibleError("a signing key was not kept");
    return stored;
  }

  async #read(name: string): Promise<Buffer | undefined> {
    const row = await this.#table.find(ALL, name);
    return row && Buffer.from(keyRow.parse(row.values).key, "hex");
  }
}

const keyRow = z.object({ v: z.literal(1), key: z.string().length(64) });
