import { z } from "zod";
import { ExpectedError } from "../kernel/errors.js";
import { liveKey } from "../live/keys.js";
import type { LiveCardStore } from "../live/ports.js";
import { type Live, type LiveCard, liveCardSchema } from "../live/schema.js";
import { changeRow, present } from "./change.js";
import type { Storage } from "./storage.js";
import type { Operation, Row, Table } from "./table.js";

const ALL = "all";
/** Above every key. */
const END = "~";
const MOST_TRIES = 10;

/**
 * `livecards`: all in the partition `all`, two rows a card, written together: (`at|` key of its place), and to find it
 * by what it shows (`of|` key of that `|` key of its place `|` id). With the id in its key the second row of a newer
 * card in the same place is another one, so whoever removes an older card fails as a whole and looks again.
 */
export class LiveCardTable implements LiveCardStore {
  readonly #table: Table;

  constructor(storage: Storage) {
    this.#table = storage.table("livecards");
  }

  async find(key: string): Promise<LiveCard | undefined> {
    const row = await this.#table.find(ALL, atKey(key));
    return row && shape.read(row);
  }

  async put(key: string, card: LiveCard): Promise<void> {
    await this.#write(key, (before) => [
      before
        ? { do: "replace", key: atKey(key), values: shape.write(card), version: before.version }
        : { do: "insert", key: atKey(key), values: shape.write(card) },
      ...(before ? [{ do: "remove", key: ofKey(key, shape.read(before)) } as const] : []),
      { do: "insert", key: ofKey(key, card), values: { v: 1 } },
    ]);
  }

  async change(key: string, id: string, rule: (card: LiveCard) => LiveCard): Promise<void> {
    await changeRow(this.#table, { partition: ALL, key: atKey(key) }, shape, (card) =>
      card.id === id ? rule(card) : undefined,
    );
  }

  async remove(key: string, id?: string): Promise<LiveCard | undefined> {
    const before = await this.#write(key, (row) => {
      const card = row && shape.read(row);
      if (!card || (id !== undefined && card.id !== id)) return undefined;
      return [
        { do: "remove", key: atKey(key) },
        { do: "remove", key: ofKey(key, card) },
      ];
    });
    return before && shape.read(before);
  }

  async keysOf(live: Live): Promise<string[]> {
    const start = `of|${liveKey(live)}|`;
    const keys: string[] = [];
    const query = { partition: ALL, fromKey: start, belowKey: start + END, select: [] };
    for await (const { key } of this.#table.rows(query)) keys.push(key.split("|")[2] ?? "");
    return keys;
  }

  async ofPerson(personKey: string): Promise<{ key: string; card: LiveCard }[]> {
    const found: { key: string; card: LiveCard }[] = [];
    for await (const row of this.#table.rows({ partition: ALL, fromKey: "at|", belowKey: `at|${END}` })) {
      const card = shape.read(row);
      if (card.person === personKey) found.push({ key: row.key.slice("at|".length), card });
    }
    return found;
  }

  /** Until nobody was faster; undefined when `steps` gave nothing to do. What was there before. */
  async #write(key: string, steps: (before: Row | undefined) => Operation[] | undefined): Promise<Row | undefined> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const before = await this.#table.find(ALL, atKey(key));
      const operations = steps(before);
      if (!operations) return undefined;
      if (await this.#table.write(ALL, operations)) return before;
    }
    throw new ExpectedError("busy", "This card is changing just now. Please try again in a moment.");
  }
}

const liveCardRow = liveCardSchema.extend({ v: z.literal(1) });

const shape = {
  read({ values }: Row): LiveCard {
    const { v: _, ...card } = liveCardRow.parse(values);
    return card;
  },
  write: (card: LiveCard) => present({ v: 1, ...card }),
};

function atKey(key: string): string {
  return `at|${key}`;
}

function ofKey(key: string, card: LiveCard): string {
  return `of|${liveKey(card)}|${key}|${card.id}`;
}
