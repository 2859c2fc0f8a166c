import type { LocalDate } from "../kernel/dates.js";
import type { Outcome, STATUSES, Stage } from "./schema.js";

/** A report that somebody scores. */
export interface OwnReport {
  readonly round: string;
  /** The round's. */
  readonly title: string;
  readonly no: number;
  readonly reference: string;
  readonly due: LocalDate | undefined;
  /**
   * score, go-on: their sheet is not in; wait: others' are not; reveal: all are; propose, agree: revealed, and nobody has
   * written down what is agreed, or they have not agreed to it; others: they have, others have not; agreed: all have.
   */
  readonly step: "score" | "go-on" | "wait" | "reveal" | "propose" | "agree" | "others" | "agreed";
}

/** What a report is, above whatever is done with it. */
export interface ReportHead {
  readonly round: string;
  /** The round's. */
  readonly title: string;
  readonly no: number;
  readonly reference: string;
  readonly stage: Stage;
  /** As people call it. */
  readonly programme: string;
  readonly outcome: Outcome;
  /** To the anonymised file. */
  readonly link: string;
}

/** What a form brings back: what was typed, a sentence at each field that needs another look, and one on the whole. */
export interface FormState {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly notice: string;
}

/** Feedback that came to the agency whose WFD lead they are. */
export interface FeedbackLine {
  readonly round: string;
  readonly title: string;
  readonly no: number;
  readonly reference: string;
  readonly stage: Stage;
  readonly sentAt: Date;
  readonly isAcknowledged: boolean;
}

export interface RoundLine {
  readonly round: string;
  readonly title: string;
  readonly status: (typeof STATUSES)[number];
  /** Reports that are reviewed; 0 before the sample is drawn. */
  readonly reviewed: number;
  readonly scoresDue: LocalDate | undefined;
}

/** Everything of panels that concerns one person. */
export interface OverviewView {
  /** Coordinators': newest first; undefined for others. */
  readonly rounds: readonly RoundLine[] | undefined;
  /** Theirs as a reviewer: what waits for them first. */
  readonly reports: readonly OwnReport[];
  /** Not acknowledged first, then the newest. */
  readonly feedback: readonly FeedbackLine[];
}
