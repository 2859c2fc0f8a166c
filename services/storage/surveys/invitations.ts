import { z } from "zod";
import type { Randomness } from "../../kernel/random.js";
import type { InvitationStore } from "../../surveys/ports.js";
import type { Invitation, Stratum } from "../../surveys/schema.js";
import type { Row, Table } from "../table.js";

/** Begins the keys of strata left behind, above those of all people. */
const DETACHED = "~";

const stratumSchema = z.object({
  v: z.literal(1),
  side: z.string().optional(),
  partner: z.string().optional(),
  cohort: z.string().optional(),
});
const rowSchema = stratumSchema.extend({ place: z.int() });

/** A partition a wave, a row a person: written when the wave is sent, never when somebody answers. */
export class TableInvitations implements InvitationStore {
  constructor(
    private readonly table: Table,
    private readonly random: Randomness,
  ) {}

  async add(waveId: string, invitations: readonly Invitation[]): Promise<void> {
    await this.table.putMany(
      invitations.map(({ personKey, place, stratum }) => ({
        partition: waveId,
        key: personKey,
        values: { v: 1, place, ...stratum },
      })),
    );
  }

  async find(waveId: string, personKey: string): Promise<Invitation | undefined> {
    const row = await this.table.find(waveId, personKey);
    return row && invitationOf(row);
  }

  async *all(waveId: string): AsyncGenerator<Invitation> {
    for await (const row of this.table.rows({ partition: waveId, belowKey: DETACHED })) yield invitationOf(row);
  }

  async detach(waveId: string, personKey: string): Promise<boolean> {
    const row = await this.table.find(waveId, personKey);
    if (!row) return false;
    return this.table.write(waveId, [
      { do: "remove", key: personKey },
      { do: "insert", key: DETACHED + this.random.id(), values: { v: 1, ...invitationOf(row).stratum } },
    ]);
  }

  async *detached(waveId: string): AsyncGenerator<Stratum> {
    for await (const row of this.table.rows({ partition: waveId, fromKey: DETACHED })) yield stratumOf(row);
  }

  remove(waveId: string, personKey: string): Promise<boolean> {
    return this.table.remove(waveId, personKey);
  }

  removeAll(waveId: string): Promise<number> {
    return this.table.removePartition(waveId);
  }
}

function invitationOf(row: Row): Invitation {
  return { personKey: row.key, place: rowSchema.parse(row.values).place, stratum: stratumOf(row) };
}

function stratumOf(row: Row): Stratum {
  const { side, partner, cohort } = stratumSchema.parse(row.values);
  return { ...(side && { side }), ...(partner && { partner }), ...(cohort && { cohort }) };
}
