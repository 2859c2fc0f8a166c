import { z } from "zod";
import type { InvitationStore } from "../../surveys/ports.js";
import type { Invitation } from "../../surveys/schema.js";
import type { Row, Table } from "../table.js";

const rowSchema = z.object({
  v: z.literal(1),
  place: z.int(),
  side: z.string().optional(),
  partner: z.string().optional(),
  cohort: z.string().optional(),
});

/** A partition a wave, a row a person: written when the wave is sent, never when somebody answers. */
export class TableInvitations implements InvitationStore {
  constructor(private readonly table: Table) {}

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
    for await (const row of this.table.rows({ partition: waveId })) yield invitationOf(row);
  }

  remove(waveId: string, personKey: string): Promise<boolean> {
    return this.table.remove(waveId, personKey);
  }

  removeAll(waveId: string): Promise<number> {
    return this.table.removePartition(waveId);
  }
}

function invitationOf(row: Row): Invitation {
  const { v: _, place, side, partner, cohort } = rowSchema.parse(row.values);
  return {
    personKey: row.key,
    place,
    stratum: { ...(side && { side }), ...(partner && { partner }), ...(cohort && { cohort }) },
  };
}
