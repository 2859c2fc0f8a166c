import { z } from "zod";
import { type Pace, reserved, slowed, UNHURRIED } from "../../delivery/pace.js";
import type { PaceStore } from "../../delivery/ports.js";
import { fromJson, json } from "../limits.js";
import type { Storage } from "../storage.js";
import type { Row, Table } from "../table.js";

const ALL = "all";

/** `paces`: (`all`, tenant): the instant of the next free slot, moved on by whoever takes slots. */
export class PaceTable implements PaceStore {
  readonly #table: Table;
  /** As last seen: where nobody else writes to the tenant, a reservation is one write and no read. */
  readonly #seen = new Map<string, { readonly pace: Pace; readonly version: string | undefined }>();

  constructor(
    storage: Storage,
    /** The most sends a second into one tenant. */
    private readonly usual: number,
  ) {
    this.#table = storage.table("paces");
  }

  async reserve(tenantId: string, wanted: number, now: number) {
    return this.#change(tenantId, (pace) => {
      const { slots, askAt, pace: after } = reserved(pace, wanted, now, this.usual);
      return { after: slots.length === 0 ? undefined : after, result: { slots, askAt, quietUntil: pace.quietUntil } };
    });
  }

  async slowDown(tenantId: string, now: number, afterMs: number | undefined): Promise<number> {
    return this.#change(tenantId, (pace) => {
      const after = slowed(pace, now, afterMs, this.usual);
      return { after, result: after.quietUntil };
    });
  }

  async #change<T>(
    tenantId: string,
    change: (pace: Pace) => { readonly after: Pace | undefined; readonly result: T },
  ): Promise<T> {
    let seen = this.#seen.get(tenantId) ?? (await this.#read(tenantId));
    for (;;) {
      const { after, result } = change(seen.pace);
      if (!after) {
        // Somebody else's reservations may be why there is none: look again the next time.
        this.#seen.delete(tenantId);
        return result;
      }
      const version = await this.#write(tenantId, after, seen.version);
      if (version !== undefined) {
        this.#seen.set(tenantId, { pace: after, version });
        return result;
      }
      seen = await this.#read(tenantId);
    }
  }

  async #read(tenantId: string) {
    const row = await this.#table.find(ALL, tenantId);
    return row ? { pace: paceOf(row), version: row.version } : { pace: UNHURRIED, version: undefined };
  }

  /** The new version, or undefined when somebody was faster. */
  async #write(tenantId: string, pace: Pace, version: string | undefined): Promise<string | undefined> {
    const { slowedTo, ...rest } = pace;
    // As text: an integer property of Azure's holds 32 bits, and an instant in milliseconds needs more.
    const values = { v: 1, ...json("pace", Number.isFinite(slowedTo) ? pace : rest) };
    if (version !== undefined) return this.#table.replaceReturning(ALL, tenantId, values, version);
    const written = await this.#table.writeReturning(ALL, [{ do: "insert", key: tenantId, values }]);
    return written?.[0];
  }
}

const paceSchema = z.object({
  freeAt: z.number(),
  quietUntil: z.number(),
  slowedTo: z.number().default(UNHURRIED.slowedTo),
  slowedAt: z.number(),
});

function paceOf({ values }: Row): Pace {
  return paceSchema.parse(fromJson("pace", values));
}
