import { noSuchRound } from "../../panels/context.js";
import type { Changed, RoundStore } from "../../panels/ports.js";
import { type Report, type Round, reportSchema, roundSchema } from "../../panels/schema.js";
import { changeRow, type RowShape } from "../change.js";
import { decided } from "../decided.js";
import { fromJson, json } from "../limits.js";
import type { Table } from "../table.js";

/** Three a year. */
const ALL = "all";
/** Reports in one row of a frame. */
const CHUNK = 500;

/** `panelrounds`: (`all`, round); (round, `frame` and a number) holds five hundred reports a row. */
export class TableRounds implements RoundStore {
  constructor(private readonly table: Table) {}

  async find(id: string): Promise<Round | undefined> {
    const row = await this.table.find(ALL, id);
    return row && SHAPE.read(row);
  }

  add(round: Round): Promise<boolean> {
    return this.table.insert(ALL, round.id, SHAPE.write(round));
  }

  change<Result>(id: string, rule: (round: Round) => Changed<Round, Result>): Promise<Result> {
    return decided(rule, noSuchRound, (change) => changeRow(this.table, { partition: ALL, key: id }, SHAPE, change));
  }

  async all(): Promise<Round[]> {
    const all: Round[] = [];
    for await (const row of this.table.rows({ partition: ALL })) all.push(SHAPE.read(row));
    return all.sort((one, other) => other.created.at.localeCompare(one.created.at));
  }

  async frame(id: string): Promise<Report[]> {
    const reports: Report[] = [];
    for await (const { values } of this.table.rows({ partition: id })) {
      reports.push(...reportSchema.array().parse(fromJson("reports", values)));
    }
    return reports;
  }

  async saveFrame(id: string, reports: readonly Report[]): Promise<void> {
    const chunks = Math.ceil(reports.length / CHUNK);
    for (let nth = 0; nth < chunks; nth += 1) {
      const some = reports.slice(nth * CHUNK, (nth + 1) * CHUNK);
      await this.table.put(id, chunkKey(nth), { v: 1, ...json("reports", some) });
    }
    await this.table.removeRows({ partition: id, fromKey: chunkKey(chunks) });
  }

  async remove(id: string): Promise<void> {
    await this.table.removePartition(id);
    await this.table.remove(ALL, id);
  }
}

function chunkKey(nth: number): string {
  return `frame${String(nth).padStart(4, "0")}`;
}

const SHAPE: RowShape<Round> = {
  read: ({ values }) => roundSchema.parse(fromJson("round", values)),
  write: (round) => ({ v: 1, ...json("round", round) }),
};
