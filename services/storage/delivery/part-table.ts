import type { SeenPart } from "../../delivery/ports.js";
import { NO_DELIVERIES, shifted } from "../../delivery/rules.js";
import type { DeliveryState, Part, PartId } from "../../delivery/schema.js";
import { ExpectedError } from "../../kernel/errors.js";
import { systemPause } from "../../kernel/pause.js";
import type { Randomness } from "../../kernel/random.js";
import type { Operation, Table } from "../table.js";
import { keys } from "./keys.js";
import { partShape } from "./rows.js";

/** A run that is sending changes its part many times a second. */
const MOST_TRIES = 60;

/** Rows to change with a part, and what that does to its counts. */
export interface PartChange {
  readonly steps: readonly Operation[];
  /** An undefined state is outside. */
  readonly moves: readonly { readonly from: DeliveryState | undefined; readonly to: DeliveryState | undefined }[];
}

/** The parts of campaigns: every change of a delivery is one transaction with its part's row. */
export class PartTable {
  constructor(
    private readonly table: Table,
    private readonly random: Randomness,
  ) {}

  async find({ campaignId, tenantId }: PartId): Promise<SeenPart | undefined> {
    const row = await this.table.find(tenantId, keys.part(campaignId));
    return row && { value: partShape.read(row), version: row.version };
  }

  /** Undefined when somebody else has changed one of the rows: nothing is written then. */
  async write(seen: SeenPart, part: Part, steps: readonly Operation[]): Promise<SeenPart | undefined> {
    const values = partShape.write(part);
    const key = keys.part(part.campaignId);
    const own: Operation =
      seen.version === undefined
        ? { do: "insert", key, values }
        : { do: "replace", key, values, version: seen.version };
    const versions = await this.table.writeReturning(part.tenantId, [own, ...steps]);
    return versions && { value: part, version: versions[0] };
  }

  /**
   * Tries until nobody else is faster; `change` is worked out anew each time. A part that is missing is made. Throws
   * ExpectedError("busy") after sixty tries.
   */
  async changing(id: PartId, change: () => Promise<PartChange>): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const seen = (await this.find(id)) ?? { value: emptyPart(id), version: undefined };
      const { steps, moves } = await change();
      if (steps.length === 0) return;
      const next = { ...seen.value, counts: shifted(seen.value.counts, moves), change: this.random.id() };
      if (await this.write(seen, next, steps)) return;
      await systemPause(this.random.below(20 * (tries + 1)), new AbortController().signal);
    }
    throw new ExpectedError("busy", "These messages are just being sent. Please try again in a moment.");
  }
}

function emptyPart({ campaignId, tenantId }: PartId): Part {
  return { campaignId, tenantId, counts: NO_DELIVERIES, cancelled: false, change: "" };
}
