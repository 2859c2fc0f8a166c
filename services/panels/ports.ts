import type { RowChange } from "../kernel/changed.js";
import type { Report, Review, Round } from "./schema.js";

/** What a change makes of a round or a review, and what it tells its caller. Without `next` it stays as it is. */
export type Changed<T, Result> = RowChange<T, Result>;

export interface RoundStore {
  find(id: string): Promise<Round | undefined>;
  /** False when there is one of that id. */
  add(round: Round): Promise<boolean>;
  /**
   * Applies a pure rule to the round as it is; again, on the fresh one, where somebody was faster. Since an answer from
   * storage can be lost, a rule may meet its own change: it must then change nothing more and give the same result. What
   * the rule throws is thrown to the caller. Throws ExpectedError("not-found") where there is none, "busy" after many
   * tries.
   */
  change<Result>(id: string, rule: (round: Round) => Changed<Round, Result>): Promise<Result>;
  /** Newest first. */
  all(): Promise<Round[]>;
  /** All reports that the panel could review, in their order, late ones last. */
  frame(id: string): Promise<Report[]>;
  /** Puts these in the place of all that are there. */
  saveFrame(id: string, reports: readonly Report[]): Promise<void>;
  /** With its frame; its reviews are {@link ReviewStore}'s. */
  remove(id: string): Promise<void>;
}

export interface ReviewStore {
  find(round: string, no: number): Promise<Review | undefined>;
  /** Of a round, in order of the reports' numbers. */
  of(round: string): Promise<Review[]>;
  /** Adds those that are not there yet; the others stay as they are. */
  add(reviews: readonly Review[]): Promise<void>;
  /** As {@link RoundStore.change}. */
  change<Result>(round: string, no: number, rule: (review: Review) => Changed<Review, Result>): Promise<Result>;
  /** Of a round; returns how many there were. */
  removeOf(round: string): Promise<number>;
}
