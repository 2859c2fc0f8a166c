import { ExpectedError } from "../kernel/errors.js";
import type { Values } from "./limits.js";
import type { Row, Table } from "./table.js";

const MOST_TRIES = 10;

export interface RowShape<T> {
  read(row: Row): T;
  write(value: T): Values;
}

/**
 * Applies `change` to the fresh row, and again when somebody was faster. The value as changed, or undefined when the
 * row is not there or `change` left it alone. Throws ExpectedError("busy") after ten tries.
 */
export async function changeRow<T>(
  table: Table,
  { partition, key }: { readonly partition: string; readonly key: string },
  shape: RowShape<T>,
  change: (value: T) => T | undefined,
): Promise<T | undefined> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const row = await table.find(partition, key);
    const changed = row && change(shape.read(row));
    if (!row || changed === undefined) return undefined;
    if (await table.replace(partition, key, shape.write(changed), row.version)) return changed;
  }
  throw new ExpectedError("busy", "Several people are changing this just now. Please try again in a moment.");
}

/** Without the properties that are undefined, which a row can't hold. */
export function present(values: Readonly<Record<string, Values[string] | undefined>>): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Values;
}
