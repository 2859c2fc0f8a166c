import { ExpectedError } from "../kernel/errors.js";
import type { Values } from "./limits.js";
import { type Operation, type Row, type Table, TRANSACTION_SIZE } from "./table.js";

const MOST_TRIES = 10;

export interface RowShape<T> {
  read(row: Row): T;
  write(value: T): Values;
}

export interface Place {
  readonly partition: string;
  readonly key: string;
}

/** A row's value and the version under which it was read. */
export interface Seen<T> {
  readonly value: T;
  readonly version: string;
}

/**
 * Applies `change` to what was seen, or else to the row as it is, and again to the fresh row when somebody was faster.
 * What is stored then; undefined when the row is not there or `change` left it alone. Throws ExpectedError("busy")
 * after ten tries.
 */
export async function changeRow<T>(
  table: Table,
  { partition, key }: Place,
  shape: RowShape<T>,
  change: (value: T) => T | undefined,
  seen?: Seen<T>,
): Promise<Seen<T> | undefined> {
  const fresh = async () => seenIn(await table.find(partition, key), shape);
  let current = seen ?? (await fresh());
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const value = current && change(current.value);
    if (!current || value === undefined) return undefined;
    const version = await table.replaceReturning(partition, key, shape.write(value), current.version);
    if (version !== undefined) return { value, version };
    current = await fresh();
  }
  throw new ExpectedError("busy", "Several people are changing this just now. Please try again in a moment.");
}

/** {@link changeRow} for many rows of one partition, in transactions. */
export async function changeRows<T>(
  table: Table,
  rows: readonly Row[],
  shape: RowShape<T>,
  change: (value: T) => T | undefined,
): Promise<void> {
  for (let start = 0; start < rows.length; start += TRANSACTION_SIZE) {
    await changeTogether(table, rows.slice(start, start + TRANSACTION_SIZE), shape, change);
  }
}

async function changeTogether<T>(
  table: Table,
  rows: readonly Row[],
  shape: RowShape<T>,
  change: (value: T) => T | undefined,
): Promise<void> {
  const steps = rows.flatMap((row): Operation[] => {
    const value = change(shape.read(row));
    return value === undefined
      ? []
      : [{ do: "replace", key: row.key, values: shape.write(value), version: row.version }];
  });
  const [first] = rows;
  if (!first || steps.length === 0 || (await table.write(first.partition, steps))) return;
  // Somebody was faster with one of them, and so none of the transaction was done.
  for (const row of rows) await changeRow(table, row, shape, change, seenIn(row, shape));
}

function seenIn<T>(row: Row | undefined, shape: RowShape<T>): Seen<T> | undefined {
  return row && { value: shape.read(row), version: row.version };
}

/** Without the properties that are undefined, which a row can't hold. */
export function present(values: Readonly<Record<string, Values[string] | undefined>>): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Values;
}
