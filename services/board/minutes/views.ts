import type { Outcome, Wording } from "../schema.js";
import type { VoteLine } from "../views.js";

/** A comment that was given for the minutes; of a secret ballot without the partner. */
export interface MinutedComment {
  readonly partner: string | undefined;
  readonly comment: string;
}

/** One decision as minutes have it. */
export interface MinutedItem extends Pick<Wording, "title" | "question" | "paper" | "version" | "sha256"> {
  readonly item: string;
  /** Undefined of what lapsed. */
  readonly number: string | undefined;
  readonly at: Date;
  readonly proposer: string;
  readonly result: Outcome["result"];
  readonly arithmetic: string;
  readonly isSecret: boolean;
  readonly votes: readonly VoteLine[];
  readonly interests: readonly string[];
  readonly comments: readonly MinutedComment[];
  /** Where the closing stands on the record. */
  readonly record: { readonly seq: number; readonly hash: string } | undefined;
}

/** What the board decided from one day to another, both included. */
export interface Minutes {
  readonly from: string;
  readonly until: string;
  /** In the order of their numbers. */
  readonly decided: readonly MinutedItem[];
  /** For want of a quorum. */
  readonly lapsed: readonly MinutedItem[];
  readonly withdrawn: readonly { readonly title: string; readonly at: Date; readonly reason: string }[];
}
