import { setTimeout as pause } from "node:timers/promises";
import { noSuchItem } from "../../board/context.js";
import type { Changed, ItemStore } from "../../board/ports.js";
import { type Item, itemSchema } from "../../board/schema.js";
import { ExpectedError } from "../../kernel/errors.js";
import { GroupCommit } from "../../kernel/group-commit.js";
import type { Randomness } from "../../kernel/random.js";
import { fromJson, json } from "../limits.js";
import type { Row, Table } from "../table.js";
import { applied, type Rule, type RuleOutcome, unwrapped } from "../together.js";

/** Some dozens a year. */
const ALL = "all";
/** Changes in one write. */
const MOST_TOGETHER = 200;
const MOST_TRIES = 20;
const LONGEST_PAUSE_MS = 40;

/** `board`: (`all`, item). A row has all of an item, its votes too. */
export class TableItems implements ItemStore {
  readonly #commits = new GroupCommit<Rule<Item>, RuleOutcome>(MOST_TOGETHER, (id, rules) => this.#commit(id, rules));

  constructor(
    private readonly table: Table,
    private readonly random: Randomness,
  ) {}

  async find(id: string): Promise<Item | undefined> {
    const row = await this.table.find(ALL, id);
    return row && itemIn(row);
  }

  add(item: Item): Promise<boolean> {
    return this.table.insert(ALL, item.id, valuesOf(item));
  }

  async change<Result>(id: string, rule: (item: Item) => Changed<Result>): Promise<Result> {
    return unwrapped<Result>(await this.#commits.add(id, rule));
  }

  async all(): Promise<Item[]> {
    const all: Item[] = [];
    for await (const row of this.table.rows({ partition: ALL })) all.push(itemIn(row));
    return all.sort((one, other) => other.created.at.localeCompare(one.created.at));
  }

  async remove(id: string, check: (item: Item) => void = () => undefined): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const row = await this.table.find(ALL, id);
      if (row) check(itemIn(row));
      if (!row || (await this.table.remove(ALL, id, row.version))) return;
    }
    throw busy();
  }

  async #commit(id: string, rules: readonly Rule<Item>[]): Promise<RuleOutcome[]> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const row = await this.table.find(ALL, id);
      if (!row) throw noSuchItem();
      const before = itemIn(row);
      const { value: item, outcomes } = applied(before, rules);
      if (item === before || (await this.table.replace(ALL, id, valuesOf(item), row.version))) return outcomes;
      await pause(this.random.below(LONGEST_PAUSE_MS));
    }
    throw busy();
  }
}

function busy(): ExpectedError {
  return new ExpectedError("busy", "Many people are pressing just now. Please try again in a moment.");
}

function valuesOf(item: Item) {
  return { v: 1, ...json("item", item) };
}

function itemIn({ values }: Row): Item {
  return itemSchema.parse(fromJson("item", values));
}
