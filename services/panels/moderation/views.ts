import type { LocalDate } from "../../kernel/dates.js";
import type { Criterion, Level, Outcome, Score, Stage } from "../schema.js";
import type { SheetLine } from "../scoring/views.js";
import type { FormState, ReportHead } from "../views.js";

/** How far a report is, as coordinators see it; of what is being scored nothing more. */
export type ReportState = "scoring" | "ready" | "talk" | "agreeing" | "agreed" | "fed-back" | "acknowledged";

export interface ReportLine {
  readonly no: number;
  readonly reference: string;
  readonly stage: Stage;
  /** As people call it. */
  readonly programme: string;
  readonly outcome: Outcome;
  readonly state: ReportState;
}

/** A round's reports that this coordinator may know of. */
export interface ReportsView {
  readonly round: string;
  readonly title: string;
  readonly lines: readonly ReportLine[];
  /** How many they are kept from. */
  readonly kept: number;
}

/** Before the reveal. */
export interface NotRevealed {
  readonly kind: "not-revealed";
  readonly head: ReportHead;
  /**
   * reveal: everyone has handed in; early: a coordinator can reveal it with a reason; score: they have not handed in
   * themselves; wait: others have not.
   */
  readonly next: "reveal" | "early" | "score" | "wait";
}

/** One criterion, side by side. */
export interface CompareLine {
  readonly title: string;
  /** Of those who handed in; `reviewer` is a place in {@link Compared.reviewers}. */
  readonly scores: readonly { readonly reviewer: number; readonly score: Score }[];
  /** Between the highest and the lowest. */
  readonly difference: number;
  /** Some, and not all, say that it isn't evidenced. */
  readonly someNotEvidenced: boolean;
  /** It stands out: to be talked over. */
  readonly marked: boolean;
  /** What stands in the agreement. */
  readonly agreed: Score | undefined;
}

export interface AgreementView {
  readonly version: number;
  readonly by: string;
  readonly strengths: string;
  readonly develop: string;
  readonly action: string;
  /** Names of those who agreed, and of those who have not. */
  readonly agreed: readonly string[];
  readonly missing: readonly string[];
  /** Why a coordinator went on without those. */
  readonly without?: string | undefined;
}

/** After the reveal. */
export interface Compared {
  readonly kind: "compared";
  readonly head: ReportHead;
  readonly scale: readonly Level[];
  readonly reviewers: readonly { readonly name: string; readonly hasSheet: boolean }[];
  /** Why it was revealed before all had handed in. */
  readonly reason: string | undefined;
  readonly lines: readonly CompareLine[];
  readonly agreement: AgreementView | undefined;
  /** Theirs to agree to. */
  readonly canAgree: boolean;
  readonly canPropose: boolean;
  /** A coordinator's: not to wait for those who have not agreed. */
  readonly canGoOn: boolean;
}

export type CompareView = NotRevealed | Compared;

/** What one reviewer wrote, on a page of their own. */
export interface CommentsView {
  readonly head: ReportHead;
  readonly scale: readonly Level[];
  readonly name: string;
  readonly lines: readonly SheetLine[];
  /** On the report as a whole. */
  readonly comment: string;
  /** From 0 on, a page a sheet. */
  readonly page: number;
  readonly pages: number;
}

export interface RevealForm extends FormState {
  readonly head: ReportHead;
}

export interface GoOnForm extends FormState {
  readonly head: ReportHead;
  readonly version: number;
  /** Names of those who have not agreed. */
  readonly missing: readonly string[];
}

interface AgreePage extends FormState {
  readonly head: ReportHead;
  /** From 0 on; the last asks for the feedback. */
  readonly page: number;
  readonly pages: number;
  readonly scale: readonly Level[];
}

/** Some of the criteria, to be agreed. */
export interface AgreeScores extends AgreePage {
  readonly kind: "scores";
  readonly criteria: readonly Criterion[];
}

/** The balanced feedback, and the end of the form. */
export interface AgreeFeedback extends AgreePage {
  readonly kind: "feedback";
}

export type AgreeView = AgreeScores | AgreeFeedback;

/** A round with reports that a coordinator could reveal. */
export interface ReadyRound {
  readonly round: string;
  readonly title: string;
  readonly meetingOn: LocalDate | undefined;
  readonly ready: number;
}

/** What a reviewer is asked to agree to. */
export interface ToAgree {
  readonly head: ReportHead;
  /** Who wrote it. */
  readonly by: string;
}
