/** What a pure rule makes of a row, and what it tells its caller. Without `next` the row stays as it is. */
export interface RowChange<Row, Result = unknown> {
  readonly next?: Row;
  readonly result: Result;
}
