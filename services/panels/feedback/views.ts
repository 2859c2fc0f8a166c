import type { Stage as ReportStage } from "../schema.js";

/** A report that feedback is about, as cards name it. */
export interface FeedbackHead {
  readonly round: string;
  /** The round's. */
  readonly title: string;
  readonly no: number;
  readonly reference: string;
  readonly stage: ReportStage;
  /** Its title. */
  readonly programme: string;
  /** Its name. */
  readonly agency: string;
}

export interface FeedbackTexts {
  readonly strengths: string;
  readonly develop: string;
  readonly action: string;
  /** To the practice educator. */
  readonly passOn: string;
}

export type FeedbackText = keyof FeedbackTexts;

/** `no-lead`: its agency has nobody who could take it. */
export type FeedbackState = "to-check" | "no-lead" | "sent" | "acknowledged" | "follow-up" | "followed-up";

export interface FeedbackListLine {
  readonly no: number;
  readonly reference: string;
  readonly agency: string;
  readonly state: FeedbackState;
}

/** A round's feedback for a coordinator: what is to be done first. */
export interface FeedbackListView {
  readonly round: string;
  readonly title: string;
  readonly lines: readonly FeedbackListLine[];
}

export interface FeedbackForm extends FeedbackHead {
  /** The wording that the form was filled from. */
  readonly version: string;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

export interface FoundPlace {
  readonly key: string;
  readonly field: FeedbackText;
  readonly kind: "name" | "email" | "phone" | "agency" | "quotation";
  /** The words themselves. */
  readonly words: string;
  /** The sentence that they stand in. */
  readonly pieces: readonly { readonly text: string; readonly isFound: boolean }[];
}

export interface AcceptedPlace {
  readonly words: string;
  readonly kind: FoundPlace["kind"];
  readonly reason: string;
}

/** Feedback before it is sent. */
export interface FeedbackCheck extends FeedbackHead {
  readonly version: string;
  readonly texts: FeedbackTexts;
  /** Each once, with the first of its places. */
  readonly open: readonly FoundPlace[];
  readonly accepted: readonly AcceptedPlace[];
  /** How many WFD leads would get it. */
  readonly leads: number;
  /** What was typed as a reason, and what is wrong with it. */
  readonly reason?: string;
  readonly error?: string;
}

/** Feedback that was sent, for a coordinator. */
export interface FeedbackStanding extends FeedbackHead {
  readonly texts: FeedbackTexts;
  readonly state: FeedbackState;
  readonly sentAt: Date;
  readonly to: number;
  /** Of those: who can't be reached, so far. */
  readonly notReached: number;
  readonly remindedAt: Date | undefined;
  readonly acknowledged: Acknowledgement | undefined;
}

export interface Acknowledgement {
  readonly by: string;
  readonly at: Date;
}

/** Feedback as a WFD lead gets it. */
export interface FeedbackForAgency extends FeedbackHead {
  readonly texts: FeedbackTexts;
  readonly sentAt: Date;
  readonly acknowledged: Acknowledgement | undefined;
}

/** Feedback of a round that a coordinator is to look over. */
export interface FeedbackToDo {
  readonly round: string;
  readonly title: string;
  readonly count: number;
  readonly due: Date;
}

/** An agency that has nobody to take its feedback. */
export interface LeadsMissing extends FeedbackToDo {
  readonly agency: string;
}

export interface FollowUpToDo extends FeedbackHead {
  readonly since: Date;
}

/** Feedback that a WFD lead is to acknowledge. */
export interface FeedbackToTake extends FeedbackHead {
  readonly due: Date;
}
