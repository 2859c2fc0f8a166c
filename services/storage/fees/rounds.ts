import { noSuchRound } from "../../fees/context.js";
import type { Changed, RoundStore } from "../../fees/ports.js";
import { type Round, roundSchema } from "../../fees/schema.js";
import { changeRow, type RowShape } from "../change.js";
import { decided } from "../decided.js";
import { fromJson, json } from "../limits.js";
import type { Table } from "../table.js";

/** One a year. */
const ALL = "all";

/** `feerounds`: (`all`, year). A row has all of a round, what was said in it too. */
export class TableFeeRounds implements RoundStore {
  constructor(private readonly table: Table) {}

  async find(year: string): Promise<Round | undefined> {
    const row = await this.table.find(ALL, year);
    return row && SHAPE.read(row);
  }

  add(round: Round): Promise<boolean> {
    return this.table.insert(ALL, round.year, SHAPE.write(round));
  }

  change<Result>(year: string, rule: (round: Round) => Changed<Result>): Promise<Result> {
    return decided(rule, noSuchRound, (change) => changeRow(this.table, { partition: ALL, key: year }, SHAPE, change));
  }

  async all(): Promise<Round[]> {
    const all: Round[] = [];
    for await (const row of this.table.rows({ partition: ALL })) all.push(SHAPE.read(row));
    return all.reverse();
  }
}

const SHAPE: RowShape<Round> = {
  read: ({ values }) => roundSchema.parse(fromJson("round", values)),
  write: (round) => ({ v: 1, ...json("round", round) }),
};
