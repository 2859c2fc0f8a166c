import type { RowChange } from "../kernel/changed.js";
import type { Round } from "./schema.js";

/** What a change makes of a round, and what it tells its caller. Without `next` the round stays as it is. */
export type Changed<Result> = RowChange<Round, Result>;

export interface RoundStore {
  find(year: string): Promise<Round | undefined>;
  /** False when there is one of that year. */
  add(round: Round): Promise<boolean>;
  /**
   * Applies a pure rule to the round as it is; again, on the fresh one, where somebody was faster. Since an answer from
   * storage can be lost, a rule may meet its own change: it must then change nothing more and give the same result.
   * Throws ExpectedError("not-found") where there is none, "busy" after many tries.
   */
  change<Result>(year: string, rule: (round: Round) => Changed<Result>): Promise<Result>;
  /** Newest first: one a year. */
  all(): Promise<Round[]>;
}

/** Of a financial year, by partner, where it can be told of them. */
export type Counts = (year: string) => Promise<ReadonlyMap<string, number>>;
