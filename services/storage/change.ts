import { ExpectedError } from "../kernel/errors.js";
import type { Values } from "./limits.js";
import type { Row, Table } from "./table.js";

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

function seenIn<T>(row: Row | undefined, shape: RowShape<T>): Seen<T> | undefined {
  return row && { value: shape.read(row), version: row.version };
}

/** Without the properties that are undefined, which a row can't hold. */
export function present(values: Readonly<Record<string, Values[string] | undefined>>): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Values;
}
