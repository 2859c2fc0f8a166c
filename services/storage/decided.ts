import type { RowChange } from "../kernel/changed.js";

/** Runs `rule` as a change of a row and gives its result; throws `missing` where there was no row to decide on. */
export async function decided<T, Result>(
  rule: (value: T) => RowChange<T, Result>,
  missing: () => Error,
  run: (change: (value: T) => T | undefined) => Promise<unknown>,
): Promise<Result> {
  let last: RowChange<T, Result> | undefined;
  await run((value) => {
    last = rule(value);
    return last.next;
  });
  if (!last) throw missing();
  return last.result;
}
