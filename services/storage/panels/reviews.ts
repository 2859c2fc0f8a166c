import { noSuchReport } from "../../panels/context.js";
import type { Changed, ReviewStore } from "../../panels/ports.js";
import { type Review, reviewSchema } from "../../panels/schema.js";
import { changeRow, type RowShape } from "../change.js";
import { decided } from "../decided.js";
import { fromJson, json } from "../limits.js";
import type { Table } from "../table.js";

/** `panelreviews`: (round, the report's number). A row has all that the panel does with one report. */
export class TableReviews implements ReviewStore {
  constructor(private readonly table: Table) {}

  async find(round: string, no: number): Promise<Review | undefined> {
    const row = await this.table.find(round, keyOf(no));
    return row && SHAPE.read(row);
  }

  async of(round: string): Promise<Review[]> {
    const reviews: Review[] = [];
    for await (const row of this.table.rows({ partition: round })) reviews.push(SHAPE.read(row));
    return reviews;
  }

  async add(reviews: readonly Review[]): Promise<void> {
    for (const review of reviews) await this.table.insert(review.round, keyOf(review.report.no), SHAPE.write(review));
  }

  change<Result>(round: string, no: number, rule: (review: Review) => Changed<Review, Result>): Promise<Result> {
    return decided(rule, noSuchReport, (change) =>
      changeRow(this.table, { partition: round, key: keyOf(no) }, SHAPE, change),
    );
  }

  removeOf(round: string): Promise<number> {
    return this.table.removePartition(round);
  }
}

/** In the order of the numbers. */
function keyOf(no: number): string {
  return String(no).padStart(6, "0");
}

const SHAPE: RowShape<Review> = {
  read: ({ values }) => reviewSchema.parse(fromJson("review", values)),
  write: (review) => ({ v: 1, ...json("review", review) }),
};
