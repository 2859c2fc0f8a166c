import type { DeliveryCounts, Reason } from "./schema.js";

/** One line of the list: how far a campaign is. */
export interface CampaignLine {
  readonly id: string;
  readonly title: string;
  readonly createdAt: Date;
  readonly status: "planning" | "sending" | "done" | "cancelled";
  readonly planned: number;
  /** The six add up to `planned`. */
  readonly counts: DeliveryCounts;
  /** Those of the pending ones that wait for a moment at which people may be nudged, the earliest first. */
  readonly held: readonly HeldBack[];
  /** False where being written to tells something of a person: then there are no names, and how it ended is not told. */
  readonly hasNames?: boolean;
}

export interface HeldBack {
  readonly until: Date;
  readonly count: number;
}

/** One campaign, with whom it did not reach and why. */
export interface CampaignReview extends CampaignLine {
  /** False while so many are on their way that only the counts were read. */
  readonly isLookedInto: boolean;
  readonly hasNames: boolean;
  readonly notReached: readonly NotReachedGroup[];
  /** Not reached, but no longer known who. */
  readonly forgotten: number;
  /** Sent, and perhaps twice. */
  readonly perhapsTwice: number;
  /** Not reached by any record of ours, but perhaps all the same: they are not sent it again. */
  readonly perhapsReached: number;
  /** Why people were not sent it on purpose. */
  readonly skipped: readonly ReasonCount[];
  readonly canSendAgain: boolean;
  readonly canCancel: boolean;
}

export interface ReasonCount {
  readonly reason: Reason;
  /** Left out where it would be about fewer people than may be told of. */
  readonly count?: number;
}

export interface NotReachedGroup {
  /** The partner's name, or what stands for several. */
  readonly name: string;
  readonly count: number;
  readonly reasons: readonly (ReasonCount & {
    /** The first twenty; none where there are to be no names. */
    readonly names: readonly string[];
  })[];
}

/** A moment that was missed while the bot was not running, and made no sense any more when it ran again. */
export interface Missed {
  /** As timers have it, for example `surveys.remind`. */
  readonly kind: string;
  readonly due: Date;
}

/** What the last comparison of counts and deliveries came to. */
export interface Reconciled {
  readonly at: Date;
  readonly campaigns: number;
  readonly people: number;
  readonly findings: Findings;
}

/** How many campaigns each of these was found in. */
export type Findings = Readonly<Record<Finding, number>>;

export const FINDINGS = [
  /** The counts kept with a part are not those of its deliveries. */
  "countsDiffer",
  /** The deliveries are not as many as were planned. */
  "sumDiffers",
  /** The campaign has ended, and some are pending. */
  "leftPending",
  /** Being sent for days, and some should have gone long ago. */
  "stuck",
] as const;
export type Finding = (typeof FINDINGS)[number];
