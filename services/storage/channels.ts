import { z } from "zod";
import type { Channel, ChannelStore } from "../channels/ports.js";
import { present } from "./change.js";
import type { Storage } from "./storage.js";
import type { Row, Table } from "./table.js";

/** A partnership has a dozen or so. */
const ALL = "all";

/** `channels`: (`all`, name). */
export class ChannelTable implements ChannelStore {
  readonly #table: Table;

  constructor(storage: Storage) {
    this.#table = storage.table("channels");
  }

  async save({ name, ...rest }: Channel): Promise<void> {
    await this.#table.put(ALL, name, present({ v: 1, ...rest }));
  }

  async find(name: string): Promise<Channel | undefined> {
    const row = await this.#table.find(ALL, name);
    return row && channelOf(row);
  }

  async all(): Promise<Channel[]> {
    const all: Channel[] = [];
    for await (const row of this.#table.rows({ partition: ALL })) all.push(channelOf(row));
    return all;
  }

  removeConversation(conversationId: string): Promise<number> {
    return this.#remove((channel) => channel.conversationId === conversationId);
  }

  removeTeam(teamId: string): Promise<number> {
    return this.#remove((channel) => channel.teamId === teamId);
  }

  async #remove(isGone: (channel: Channel) => boolean): Promise<number> {
    const gone = (await this.all()).filter(isGone);
    for (const { name } of gone) await this.#table.remove(ALL, name);
    return gone.length;
  }
}

const channelRow = z.object({
  v: z.literal(1),
  tenantId: z.string(),
  serviceUrl: z.string(),
  conversationId: z.string(),
  title: z.string(),
  teamId: z.string().optional(),
});

function channelOf({ key, values }: Row): Channel {
  const { v: _, teamId, ...rest } = channelRow.parse(values);
  return { name: key, ...rest, ...(teamId === undefined ? {} : { teamId }) };
}
