import type { RowChange } from "../kernel/changed.js";

export type Rule<T> = (value: T) => RowChange<T>;
export type RuleOutcome = { readonly result: unknown } | { readonly thrown: unknown };

/** All rules one after the other; one that throws changes nothing and spoils no other's turn. */
export function applied<T>(before: T, rules: readonly Rule<T>[]): { value: T; outcomes: RuleOutcome[] } {
  let value = before;
  const outcomes = rules.map((rule): RuleOutcome => {
    try {
      const { next, result } = rule(value);
      if (next) value = next;
      return { result };
    } catch (thrown) {
      return { thrown };
    }
  });
  return { value, outcomes };
}

/** The result, or what was thrown. */
export function unwrapped<Result>(outcome: RuleOutcome): Result {
  if ("thrown" in outcome) throw outcome.thrown;
  return outcome.result as Result;
}
